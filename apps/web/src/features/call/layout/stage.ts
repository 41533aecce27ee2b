/**
 * Somebody or something large, the others in a strip beside or below it:
 * whichever leaves the larger picture. Lengths are CSS pixels.
 */
import { cellSize, fitTile, gridLayout, placeTiles, type Rect, type Size, whole } from './grid.ts';

export interface Stage {
  readonly side: 'right' | 'bottom';
  readonly stage: readonly Rect[];
  /** Places of the strip, as many as fit; fewer tiles stand in the middle of it. */
  readonly strip: readonly Rect[];
}

/** What is shared is mostly a 16:9 or 16:10 screen; a window may be anything. */
const sharedRatio = 16 / 10;
const stripRatio = 16 / 9;
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** `large` things on the stage (each may use any shape), and up to `others` tiles in the strip. */
export function stageLayout(large: number, others: number, box: Size, gap: number): Stage {
  if (others === 0) return { side: 'bottom', stage: onStage(large, box, gap), strip: [] };
  const right = withStrip('right', large, others, box, gap);
  const bottom = withStrip('bottom', large, others, box, gap);
  return picture(right.stage) >= picture(bottom.stage) ? right : bottom;
}

function withStrip(
  side: Stage['side'],
  large: number,
  others: number,
  box: Size,
  gap: number,
): Stage {
  const tile =
    side === 'right'
      ? tileOf(clamp(box.width * 0.17, 120, 288))
      : tileOf(clamp(box.height * 0.18, 72, 168) * stripRatio);
  const main =
    side === 'right'
      ? { width: box.width - tile.width - gap, height: box.height }
      : { width: box.width, height: box.height - tile.height - gap };
  const length = side === 'right' ? box.height : box.width;
  const step = (side === 'right' ? tile.height : tile.width) + gap;
  const fits = Math.max(1, Math.floor((length + gap) / step));
  const shown = Math.min(others, fits);
  const start = (length - (shown * step - gap)) / 2;
  const strip = Array.from({ length: shown }, (_, i): Rect => {
    const along = Math.round(start + i * step);
    return side === 'right'
      ? { x: box.width - tile.width, y: along, ...tile }
      : { x: along, y: box.height - tile.height, ...tile };
  });
  return { side, stage: onStage(large, main, gap), strip };
}

const tileOf = (width: number): Size => ({
  width: Math.floor(width),
  height: Math.floor(width / stripRatio),
});

/** Each thing gets its whole cell: what is shared keeps its own shape inside. */
function onStage(count: number, box: Size, gap: number): readonly Rect[] {
  const shared = { min: sharedRatio, max: sharedRatio };
  const { columns } = gridLayout(count, box, gap, shared);
  if (columns === 0) return [];
  return placeTiles(count, columns, whole(cellSize(count, columns, box, gap)), box, gap).rects;
}

/** How much of a shared screen one would see, in square pixels. */
function picture(stage: readonly Rect[]): number {
  const first = stage[0];
  if (!first) return 0;
  const seen = fitTile(first, { min: sharedRatio, max: sharedRatio });
  return seen.width * seen.height;
}
