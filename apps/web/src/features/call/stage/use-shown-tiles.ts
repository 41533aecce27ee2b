import type { TileView, VisibleTile } from '@converge/client/call/types';
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { PlacedTile } from '../model/arrange.ts';

/** How long a page may be in the background before pictures stop coming, in milliseconds. */
const backgroundMs = 3_000;

/**
 * Tells the engine which pictures are on the screen and how large, so that only
 * those are sent (SPEC MEDIA-5). The own ones need no line; a page in the
 * background shows none, unless one of them stands in its own window.
 */
export function useShownTiles(view: TileView, placed: readonly PlacedTile[]): void {
  const shown = useMemo(() => createShown(view), [view]);
  const watching = useSyncExternalStore(subscribeWatching, isWatching);
  useEffect(() => {
    shown.reconcile(watching ? placed.filter(({ tile }) => tile.video && !tile.self) : []);
  }, [shown, placed, watching]);
  useEffect(() => () => shown.reconcile([]), [shown]);
}

function createShown(view: TileView) {
  const known = new Map<string, VisibleTile>();
  return {
    reconcile(wanted: readonly PlacedTile[]): void {
      const ids = new Set(wanted.map(({ tile }) => tile.id));
      for (const [id, visible] of known) {
        if (ids.has(id)) continue;
        visible.hide();
        known.delete(id);
      }
      for (const { tile, rect } of wanted) {
        const { participantId, source } = tile;
        const { width, height } = rect;
        const visible = known.get(tile.id);
        if (visible) visible.resize(width, height);
        else known.set(tile.id, view.show({ participantId, source, width, height }));
      }
    },
  };
}

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
