import type { TileView } from '@converge/client/call/types';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { PlacedTile } from '../model/arrange.ts';
import { createShown } from './shown-tiles.ts';

/** How long a page may be in the background before pictures stop coming, in milliseconds. */
const backgroundMs = 3_000;

/**
 * Tells the engine which pictures are on the screen and how large, so that only
 * those are sent (SPEC MEDIA-5). The own ones need no line; a page in the
 * background shows none, unless one of them stands in its own window.
 */
export function useShownTiles(view: TileView, placed: readonly PlacedTile[]): void {
  const shown = useMemo(() => createShown(view), [view]);
  const watching = useWatching();
  useEffect(() => {
    shown.reconcile(watching ? placed : []);
  }, [shown, placed, watching]);
  useEffect(() => () => shown.reconcile([]), [shown]);
}

/** Whether pictures are looked at: false for a page in the background. */
export const useWatching = (): boolean => useSyncExternalStore(subscribeWatching, isWatching);

let watching = true;
let timer: ReturnType<typeof setTimeout> | undefined;

const isWatching = (): boolean => watching;

function subscribeWatching(listener: () => void): () => void {
  const look = () => {
    clearTimeout(timer);
    const next =
      document.visibilityState === 'visible' || document.pictureInPictureElement !== null;
    const settle = () => {
      if (watching === next) return;
      watching = next;
      listener();
    };
    if (next) settle();
    else timer = setTimeout(settle, backgroundMs);
  };
  const events = ['enterpictureinpicture', 'leavepictureinpicture', 'visibilitychange'];
  for (const event of events) document.addEventListener(event, look, true);
  look();
  return () => {
    clearTimeout(timer);
    watching = true;
    for (const event of events) document.removeEventListener(event, look, true);
  };
}
