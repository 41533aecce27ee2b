import type { TileView } from '@converge/client/call/types';
import { useEffect, useMemo } from 'react';
import type { PlacedTile } from '../model/arrange.ts';
import { createShown } from './shown-tiles.ts';
import { useWatched } from './watched.ts';

/**
 * Tells the engine which pictures are on the screen and how large, so that only
 * those are sent (SPEC MEDIA-5). The own ones need no line; a page in the
 * background shows none, and what stands in a window of its own asks for itself.
 */
export function useShownTiles(view: TileView, placed: readonly PlacedTile[]): void {
  const shown = useMemo(() => createShown(view), [view]);
  const watched = useWatched();
  useEffect(() => {
    shown.reconcile(watched ? placed : []);
  }, [shown, placed, watched]);
  useEffect(() => () => shown.reconcile([]), [shown]);
}
