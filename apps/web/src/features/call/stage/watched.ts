/** What of the page is looked at, by which it is decided what is sent here (SPEC MEDIA-5). */
import { useSyncExternalStore } from 'react';
import { poppedOut } from '../tile/videos.ts';

export type Watched =
  | { readonly kind: 'page' }
  /** The page is in the background; one tile of it may stand in a window of its own. */
  | { readonly kind: 'background'; readonly tile: string | null };

/** How long a page may be in the background before pictures stop coming, in milliseconds. */
const backgroundMs = 3_000;

const page: Watched = { kind: 'page' };
const events = ['enterpictureinpicture', 'leavepictureinpicture', 'visibilitychange'];
const listeners = new Set<() => void>();
let watched: Watched = page;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Draws again when somebody turns to another window, and back. */
export const useWatched = (): Watched => useSyncExternalStore(subscribe, () => watched);

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    for (const event of events) document.addEventListener(event, look, true);
    look();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    for (const event of events) document.removeEventListener(event, look, true);
    clearTimeout(timer);
    watched = page;
  };
}

function look(): void {
  clearTimeout(timer);
  if (document.visibilityState === 'visible') change(page);
  else if (watched.kind === 'background') toBackground();
  else timer = setTimeout(toBackground, backgroundMs);
}

function toBackground(): void {
  const tile = poppedOut();
  if (watched.kind === 'background' && watched.tile === tile) return;
  change({ kind: 'background', tile });
}

function change(next: Watched): void {
  if (watched === next) return;
  watched = next;
  for (const listener of listeners) listener();
}
