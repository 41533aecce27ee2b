/**
 * How tiles of one size fill a box. Pure, so every window can be tried in a test.
 * All lengths are CSS pixels; ratios are width / height.
 */
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

/** The shapes a tile may take, from the tallest to the widest. */
export interface Ratios {
  readonly min: number;
  readonly max: number;
}

/** Between these a camera's picture fills its tile without losing a face. */
export const cameraRatios: Ratios = { min: 4 / 3, max: 16 / 9 };

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly tile: Size;
  /** One per tile, in reading order; a last row that isn't full stands in the middle. */
  readonly rects: readonly Rect[];
}

const nothing: Grid = { columns: 0, rows: 0, tile: { width: 0, height: 0 }, rects: [] };

/** The arrangement of `count` tiles in `box` whose tiles are the largest. */
export function gridLayout(
  count: number,
  box: Size,
  gap: number,
  ratios: Ratios = cameraRatios,
): Grid {
  const { columns, tile } = largestGrid(count, box, gap, ratios);
  return columns === 0 ? nothing : placeTiles(count, columns, tile, box, gap);
}

/** The columns with which `count` tiles are the largest, and that size; no columns: no room. */
export function largestGrid(
  count: number,
  box: Size,
  gap: number,
  ratios: Ratios = cameraRatios,
): Pick<Grid, 'columns' | 'tile'> {
  let best: Pick<Grid, 'columns' | 'tile'> = nothing;
  if (box.width < 1 || box.height < 1) return best;
  for (let columns = 1; columns <= count; columns++) {
    const tile = fitTile(cellSize(count, columns, box, gap), ratios);
    if (areaOf(tile) > areaOf(best.tile)) best = { columns, tile };
  }
  return best;
}

const areaOf = ({ width, height }: Size): number => width * height;

/** The largest tile of an allowed shape inside `cell`, in whole pixels. */
export function fitTile(cell: Size, ratios: Ratios): Size {
  // So many rows that the gaps alone are higher than the window.
  if (cell.width < 1 || cell.height < 1) return { width: 0, height: 0 };
  const ratio = cell.width / cell.height;
  if (ratio > ratios.max) return whole({ width: cell.height * ratios.max, height: cell.height });
  if (ratio < ratios.min) return whole({ width: cell.width, height: cell.width / ratios.min });
  return whole(cell);
}

export const whole = (size: Size): Size => ({
  width: Math.max(0, Math.floor(size.width)),
  height: Math.max(0, Math.floor(size.height)),
});

/** The room there is for each of `count` tiles in `columns`, of any shape. */
export function cellSize(count: number, columns: number, box: Size, gap: number): Size {
  const rows = Math.ceil(count / columns);
  return {
    width: (box.width - gap * (columns - 1)) / columns,
    height: (box.height - gap * (rows - 1)) / rows,
  };
}

/** `count` tiles of a given size in `columns`, in the middle of `box`. */
export function placeTiles(
  count: number,
  columns: number,
  tile: Size,
  box: Size,
  gap: number,
): Grid {
  const rows = Math.ceil(count / columns);
  const top = (box.height - (rows * tile.height + (rows - 1) * gap)) / 2;
  const rects = Array.from({ length: count }, (_, i): Rect => {
    const row = Math.floor(i / columns);
    const inRow = Math.min(columns, count - row * columns);
    const left = (box.width - (inRow * tile.width + (inRow - 1) * gap)) / 2;
    return {
      x: Math.round(left + (i % columns) * (tile.width + gap)),
      y: Math.round(top + row * (tile.height + gap)),
      ...tile,
    };
  });
  return { columns, rows, tile, rects };
}
