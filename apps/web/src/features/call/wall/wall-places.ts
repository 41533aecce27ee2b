/** How many screens stand on one page of the wall, and how large. Pure; CSS pixels. */
import { placeTiles, type Rect, type Size } from '../layout/grid.ts';

/** Narrower, one doesn't see any more what somebody does. */
const narrowest = 184;
/** So many one can look over; it is also what is decoded at once. */
const most = 20;
const ratio = 16 / 9;
/** For the name, below the picture. */
export const captionHeight = 34;
const gap = 12;

export interface WallPage<T> {
  readonly page: number;
  readonly pages: number;
  readonly cards: readonly { readonly item: T; readonly rect: Rect }[];
}

/** The cards of one page in `box`; all pages have the same places, so that turning moves nothing. */
export function wallPage<T>(items: readonly T[], box: Size, wished: number): WallPage<T> {
  if (items.length === 0 || box.width < 1 || box.height < 1) {
    return { page: 0, pages: 1, cards: [] };
  }
  const { columns, count, width } = gridFor(Math.min(items.length, most), box);
  const pages = Math.ceil(items.length / count);
  const page = Math.min(Math.max(0, wished), pages - 1);
  const card = { width: Math.floor(width), height: Math.floor(width / ratio + captionHeight) };
  const { rects } = placeTiles(count, columns, card, box, gap);
  const shown = items.slice(page * count, (page + 1) * count);
  const cards = shown.flatMap((item, i) => (rects[i] ? [{ item, rect: rects[i] }] : []));
  return { page, pages, cards };
}

interface WallGrid {
  readonly columns: number;
  readonly count: number;
  /** Of a card. */
  readonly width: number;
}

/** The grid in which as many of `count` cards as can be seen are the largest. */
function gridFor(count: number, box: Size): WallGrid {
  let best: WallGrid = { columns: 1, count: 1, width: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const width = cardWidth(columns, Math.ceil(count / columns), box);
    if (width > best.width) best = { columns, count, width };
  }
  if (best.width >= narrowest) return best;
  // Not all of them have room: as many as do, each as wide as it must be.
  const columns = Math.max(1, Math.floor((box.width + gap) / (narrowest + gap)));
  const high = narrowest / ratio + captionHeight;
  const rows = Math.max(1, Math.floor((box.height + gap) / (high + gap)));
  const some = Math.min(count, columns * rows);
  const used = Math.min(columns, some);
  return { columns: used, count: some, width: cardWidth(used, Math.ceil(some / used), box) };
}

/** How wide a card is at most where so many stand beside and below each other. */
function cardWidth(columns: number, rows: number, { width, height }: Size): number {
  const wide = (width - gap * (columns - 1)) / columns;
  const high = (height - gap * (rows - 1)) / rows - captionHeight;
  return Math.max(1, Math.min(wide, high * ratio));
}
