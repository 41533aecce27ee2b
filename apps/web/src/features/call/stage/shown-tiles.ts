import type { TileView, VisibleTile } from '@converge/client/call/types';
import type { PlacedTile } from '../model/arrange.ts';

/** What the engine has been told to be on the screen. */
export interface ShownTiles {
  /** From now on these are shown, and nothing else. The own ones need no line. */
  reconcile(placed: readonly PlacedTile[]): void;
}

export function createShown(view: TileView): ShownTiles {
  const known = new Map<string, VisibleTile>();
  return {
    reconcile(placed) {
      const wanted = placed.filter(({ tile }) => tile.video && !tile.self);
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
