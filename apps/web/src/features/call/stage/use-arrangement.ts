import { useCallback, useMemo, useRef, useState } from 'react';
import type { Size } from '../layout/grid.ts';
import { gridCapacity } from '../layout/pages.ts';
import { ratiosFor } from '../layout/ratio.ts';
import { type Arrangement, arrange, gapFor, type LayoutChoice, onStage } from '../model/arrange.ts';
import { emptyOrder, nextOrder } from '../model/order.ts';
import type { TileModel } from '../model/tiles.ts';

export interface StageInput {
  /** In the order of joining. */
  readonly tiles: readonly TileModel[];
  readonly choice: LayoutChoice;
  readonly pinned: string | null;
  /** The camera tile of who speaks now; null: nobody. */
  readonly speaker: string | null;
  /** In a class, to who listens: the teacher's camera tile. */
  readonly host: string | null;
}

export interface StageState {
  readonly arrangement: Arrangement;
  readonly setPage: (page: number) => void;
  readonly onRatio: (id: string, ratio: number) => void;
}

/** The arrangement for a window, remembering order, page, and what is known of the cameras' shapes. */
export function useArrangement(input: StageInput, box: Size): StageState {
  const { tiles, choice, pinned, host } = input;
  const [page, setPage] = useState(0);
  const [shapes, setShapes] = useState<ReadonlyMap<string, number>>(new Map());
  const present = useRef<ReadonlySet<string>>(new Set());
  present.current = new Set(tiles.map(({ id }) => id));
  const order = useRef(emptyOrder);
  const spoke = useRef<string | null>(null);
  // Who was the last to speak stays large until somebody else does.
  const speaker = input.speaker ?? spoke.current;
  spoke.current = speaker;

  const arrangement = useMemo(() => {
    const byId = new Map(tiles.map((tile) => [tile.id, tile]));
    const own = tiles.filter((tile) => tile.self && tile.source === 'camera').map(({ id }) => id);
    const others = tiles.map(({ id }) => id).filter((id) => !own.includes(id));
    const ratios = ratiosFor(
      tiles.flatMap((tile) =>
        tile.source === 'camera' && tile.video ? (shapes.get(tile.id) ?? []) : [],
      ),
    );
    const large = onStage({ tiles, choice, pinned, speaker, host });
    // Somebody large needs no place in the strip.
    const attention = large.some(({ id }) => id === speaker) ? null : speaker;
    const firstPage = large.length > 0 ? 4 : gridCapacity(box, gapFor(box), ratios);
    order.current = nextOrder(order.current, [...own, ...others], own.length, firstPage, attention);
    const ordered = order.current.ids.flatMap((id) => byId.get(id) ?? []);
    return arrange({ tiles: ordered, choice, pinned, speaker, host, box, page, ratios, shapes });
  }, [tiles, choice, pinned, speaker, host, box, page, shapes]);

  const onRatio = useCallback((id: string, ratio: number) => {
    setShapes((old) => {
      const known = old.get(id);
      // Layers of one camera differ by a pixel's rounding; that is the same shape.
      if (known !== undefined && Math.abs(known / ratio - 1) < 0.02) return old;
      const still = [...old].filter(([one]) => present.current.has(one));
      return new Map(still).set(id, ratio);
    });
  }, []);
  return { arrangement, setPage, onRatio };
}
