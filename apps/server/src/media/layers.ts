/** Which layer of a simulcast stream fits a tile, and how much it matters. */
import type { Tile } from '@converge/protocol/realtime/media';

/** What is known of a video stream's layers, the smallest first. */
export interface Layers {
  /** Width in pixels of each, as far as the sender's factors tell. */
  readonly widths: readonly number[];
}

/**
 * What a sender's factors belong to. What is really shared is wider or narrower, and
 * changes with the window; its sender keeps the small layers at these widths (SPEC
 * MEDIA-16), so that only the largest may be another than is thought here.
 */
const fullWidth: Readonly<Record<Tile['source'], number>> = {
  camera: 1280,
  screen: 1920,
  wallScreen: 1920,
};

/** `factors`: `scaleResolutionDownBy` of each encoding; absent, each is half the next. */
export function layersOf(source: Tile['source'], factors: readonly (number | undefined)[]): Layers {
  const last = factors.length - 1;
  return {
    widths: factors.map((factor, at) => {
      const divisor = factor !== undefined && factor >= 1 ? factor : 2 ** (last - at);
      return fullWidth[source] / divisor;
    }),
  };
}

/**
 * By how much a layer may be stretched. On a face eyes don't see a quarter more,
 * and lines feel the next layer's bits; letters lose their edges at once.
 */
const stretch: Readonly<Record<Tile['source'], number>> = {
  camera: 1.25,
  screen: 1,
  wallScreen: 1.25,
};

/** The smallest layer that fits the tile without being stretched too far. */
export function layerFor(
  { widths }: Layers,
  { source, width, height }: Pick<Tile, 'source' | 'width' | 'height'>,
) {
  // A portrait tile shows a landscape picture by its height, and the other way round.
  const shown = Math.max(width, (height * 16) / 9);
  const fitting = widths.findIndex((layer) => layer * stretch[source] >= shown);
  return fitting === -1 ? Math.max(0, widths.length - 1) : fitting;
}

/** What a picture is to who looks at it; the first gets bits before the next. */
export type Part = 'share' | 'stage' | 'speaker' | 'other';

/** Where each begins on the worker's scale, 1 to 255, with room for size below the next. */
const rank: Readonly<Record<Part, number>> = { share: 200, stage: 135, speaker: 70, other: 1 };
const ROOM = 55;

/**
 * Who gets bits first on a narrow line (SPEC ADAPT-3); of two with the same part
 * the larger one. Voices don't stand in this row: they are always sent.
 */
export function priorityOf(part: Part, { width, height }: Pick<Tile, 'width' | 'height'>): number {
  return rank[part] + Math.round(Math.min(1, (width * height) / (1920 * 1080)) * ROOM);
}

/** How much larger than every other face one must be to stand on a stage. */
const STAGE_FACTOR = 2;

/** The face that stands large among small ones; null: a grid of equals. */
export function onStage<T extends Pick<Tile, 'width' | 'height'>>(faces: readonly T[]): T | null {
  const area = ({ width, height }: T) => width * height;
  const [first, second] = [...faces].sort((a, b) => area(b) - area(a));
  if (!first) return null;
  return !second || area(first) >= STAGE_FACTOR * area(second) ? first : null;
}
