/** Where in its tile a picture is that is never cut, and a place on it. Pure; CSS pixels. */
import type { Rect, Size } from '../layout/grid.ts';

/** The part of `box` that a picture of `ratio` (width / height) covers when all of it is shown. */
export function pictureBox({ width, height }: Size, ratio: number): Rect {
  const wide = Math.min(width, height * ratio);
  const high = wide / ratio;
  return { x: (width - wide) / 2, y: (height - high) / 2, width: wide, height: high };
}

/** The place under a point of the tile, as shares of the picture's size; null: beside the picture. */
export function placeOn(
  picture: Rect,
  point: { readonly x: number; readonly y: number },
): { readonly x: number; readonly y: number } | null {
  const x = (point.x - picture.x) / picture.width;
  const y = (point.y - picture.y) / picture.height;
  return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? { x, y } : null;
}
