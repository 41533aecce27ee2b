/**
 * Somebody or something large, the others beside or below it: whichever leaves
 * the larger picture. What the large one can't use, the others get. Lengths are
 * CSS pixels.
 */
import {
  cellSize,
  fitTile,
  gridLayout,
  placeTiles,
  type Ratios,
  type Rect,
  type Size,
  whole,
} from './grid.ts';

export interface Stage {
  readonly side: 'right' | 'bottom';
  readonly stage: readonly Rect[];
  /** Places for the others, as many as can be seen well. */
  readonly strip: readonly Rect[];
}

/** What is shared is mostly a 16:9 or 16:10 screen; a window may be anything. */
const shared: Ratios = { min: 16 / 10, max: 16 / 10 };
/** So wide a tile of the strip is at least. */
const smallest = { narrow: 100, wide: 170 };
const narrowBox = 640;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** `large` things on the stage (each may use any shape), and up to `others` tiles in the strip. */
export function stageLayout(large: number, others: number, box: Size, gap: number): Stage {
  if (others === 0) return { side: 'bottom', stage: onStage(large, box, gap), strip: [] };
  const right = withStrip('right', large, others, box, gap);
  const bottom = withStrip('bottom', large, others, box, gap);
  return worth(right) >= worth(bottom) ? right : bottom;
}

function withStrip(
  side: Stage['side'],
  large: number,
  others: number,
  box: Size,
  gap: number,
): Stage {
  const right = side === 'right';
  const thickness = right ? clamp(box.width * 0.17, 112, 288) : clamp(box.height * 0.18, 72, 168);
  const most = whole({
    width: right ? box.width - thickness - gap : box.width,
    height: right ? box.height : box.height - thickness - gap,
  });
  const used = extent(large, most, gap);
  const main = right ? { ...most, width: used.width } : { ...most, height: used.height };
  const rest: Rect = right
    ? { x: main.width + gap, y: 0, width: box.width - main.width - gap, height: box.height }
    : { x: 0, y: main.height + gap, width: box.width, height: box.height - main.height - gap };
  const least = box.width < narrowBox ? smallest.narrow : smallest.wide;
  const { rects } = asManyAsFit(others, rest, gap, least);
  return {
    side,
    stage: onStage(large, main, gap),
    strip: rects.map((rect) => ({ ...rect, x: rect.x + rest.x, y: rect.y + rest.y })),
  };
}

function asManyAsFit(count: number, box: Size, gap: number, wished: number) {
  let best = gridLayout(1, box, gap);
  // A strip that is narrower than that anyway takes all that keep its width.
  const least = Math.min(wished, best.tile.width);
  for (let n = 2; n <= count; n++) {
    const grid = gridLayout(n, box, gap);
    if (grid.tile.width >= least) best = grid;
  }
  return best;
}

/** How much of `box` so many shared screens can use. */
function extent(count: number, box: Size, gap: number): Size {
  const { columns, rows, tile } = gridLayout(count, box, gap, shared);
  return {
    width: columns * tile.width + (columns - 1) * gap,
    height: rows * tile.height + (rows - 1) * gap,
  };
}

/** Each thing gets its whole cell: what is shared keeps its own shape inside. */
function onStage(count: number, box: Size, gap: number): readonly Rect[] {
  const { columns } = gridLayout(count, box, gap, shared);
  if (columns === 0) return [];
  return placeTiles(count, columns, whole(cellSize(count, columns, box, gap)), box, gap).rects;
}

/** How much one would see: what is large counts in full, the others a little. */
function worth({ stage, strip }: Stage): number {
  const first = stage[0];
  if (!first) return 0;
  const seen = fitTile(first, shared);
  const others = strip.reduce((sum, rect) => sum + rect.width * rect.height, 0);
  return seen.width * seen.height * stage.length + others / 5;
}

/** The largest place of this shape (width / height) in the middle of `rect`. */
export function shaped(rect: Rect, ratio: number): Rect {
  const size = fitTile(rect, { min: ratio, max: ratio });
  return {
    x: Math.round(rect.x + (rect.width - size.width) / 2),
    y: Math.round(rect.y + (rect.height - size.height) / 2),
    ...size,
  };
}
