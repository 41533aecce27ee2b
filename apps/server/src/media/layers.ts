/** Which layer of a simulcast stream fits a tile, and how much it matters. */
import type { Source, Tile } from '@converge/protocol/realtime/media';

/** What is known of a video stream's layers, the smallest first. */
export interface Layers {
  /** Width in pixels of each, as far as the sender's factors tell. */
  readonly widths: readonly number[];
}

/** Widths that senders of today begin with, before scaling down. */
const fullWidth: Readonly<Record<Tile['source'], number>> = { camera: 1280, screen: 1920 };

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
 * The smallest layer that isn't stretched beyond a quarter more than its size:
 * eyes don't see that, and lines feel the next layer's bits.
 */
export function layerFor({ widths }: Layers, { width, height }: Pick<Tile, 'width' | 'height'>) {
  // A portrait tile shows a landscape picture by its height, and the other way round.
  const shown = Math.max(width, (height * 16) / 9);
  const fitting = widths.findIndex((layer) => layer * 1.25 >= shown);
  return fitting === -1 ? Math.max(0, widths.length - 1) : fitting;
}

/**
 * Who gets bits first on a narrow line: 1 to 255. Shares before faces, large
 * before small.
 */
export function priorityOf(source: Source, tile: Pick<Tile, 'width' | 'height'>): number {
  const share = Math.min(1, (tile.width * tile.height) / (1920 * 1080));
  return source === 'screen' ? 200 + Math.round(share * 55) : 1 + Math.round(share * 98);
}
