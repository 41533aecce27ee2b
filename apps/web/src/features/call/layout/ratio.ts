/** The shape of pictures: which tiles suit them, and when filling a tile would cut a face. */
import { cameraRatios, type Ratios } from './grid.ts';

/** Cameras that differ by less than this look the same. */
const alike = 0.03;

/**
 * The shapes for tiles that show cameras of these ratios (width / height; what
 * isn't known yet is left out). Where all cameras agree, tiles are never wider
 * than the picture, so heads and chins stay in.
 */
export function ratiosFor(known: readonly number[]): Ratios {
  const first = known[0];
  if (first === undefined) return cameraRatios;
  const same = known.every((ratio) => Math.abs(ratio / first - 1) < alike);
  if (!same) return cameraRatios;
  const max = Math.min(Math.max(first, 9 / 16), 2.4);
  return { min: Math.min(max, first < 1 ? 9 / 16 : cameraRatios.min), max };
}

/**
 * How a picture goes into a tile: `cover` where filling it loses little, else
 * `contain`. Above and below is where faces end, so little may be lost there;
 * at the sides is mostly wall.
 */
export function fitFor(picture: number, tile: number): 'cover' | 'contain' {
  const lostAboveAndBelow = 1 - picture / tile;
  const lostAtTheSides = 1 - tile / picture;
  return lostAboveAndBelow > 0.16 || lostAtTheSides > 0.34 ? 'contain' : 'cover';
}
