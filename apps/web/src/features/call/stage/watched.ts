/** Whether the page is looked at, by which it is decided what is sent here (SPEC MEDIA-5). */
import { useSyncExternalStore } from 'react';

/** How long a page may be in the background before pictures stop coming, in milliseconds. */
const backgroundMs = 3_000;

const listeners = new Set<() => void>();
let watched = true;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Draws again when somebody turns to another window, and back. */
export const useWatched = (): boolean => useSyncExternalStore(subscribe, () => watched);

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    document.addEventListener('visibilitychange', look);
    look();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener('visibilitychange', look);
    clearTimeout(timer);
    watched = true;
  };
}

function look(): void {
  clearTimeout(timer);
  if (document.visibilityState === 'visible') change(true);
  else if (watched) timer = setTimeout(() => change(false), backgroundMs);
}

function change(next: boolean): void {
  if (watched === next) return;
  watched = next;
  for (const listener of listeners) listener();
}
