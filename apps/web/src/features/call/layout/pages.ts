/** Pages of tiles, where more are there than can be shown at a useful size. */
import { limits } from '@converge/protocol/limits';
import { largestGrid, type Ratios, type Size } from './grid.ts';

/** A face smaller than this says nothing any more, in CSS pixels. */
const smallestTile = { narrow: 132, wide: 180 };
const narrowBox = 640;
/** Decoding more pictures than this at once warms the machine and helps nobody. */
const mostTiles = Math.min(49, limits.viewTiles);

/** How many tiles `box` shows at once at a useful size; at least one. */
export function gridCapacity(box: Size, gap: number, ratios?: Ratios): number {
  const smallest = box.width < narrowBox ? smallestTile.narrow : smallestTile.wide;
  // From above: a usual window shows them all, and nothing else has to be tried.
  for (let count = mostTiles; count > 1; count--) {
    if (largestGrid(count, box, gap, ratios).tile.width >= smallest) return count;
  }
  return 1;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Counted from 0; the nearest that exists to the one wanted. */
  readonly index: number;
  readonly count: number;
}

/** The page `wanted` of `items`; people leave, so it may be an earlier one. */
export function pageOf<T>(items: readonly T[], perPage: number, wanted: number): Page<T> {
  const size = Math.max(1, perPage);
  const count = Math.max(1, Math.ceil(items.length / size));
  const index = Math.min(Math.max(0, wanted), count - 1);
  return { items: items.slice(index * size, (index + 1) * size), index, count };
}
