/**
 * How large a picture is encoded for the one who sees it: in the same steps as
 * the server's layers, and not at all where it isn't shown (SPEC MEDIA-5).
 */
import type { Tile } from '@converge/protocol/realtime/media';
import { encodingOf, savingLayer } from '../encodings.ts';
import type { Place } from './places.ts';

export interface Size {
  readonly active: boolean;
  readonly scaleResolutionDownBy: number;
  readonly maxBitrate: number;
}

/** Eyes don't see that a picture is stretched by a quarter; lines feel the next step's bits. */
const STRETCH = 1.25;
/** What browsers begin with where a track doesn't say. */
const WIDTH = 1280;

/**
 * `tile`: how the other one shows it; null: not at all; undefined: they haven't
 * said yet. `width`: of the track. `saving`: this device saves data.
 */
export function sizeFor(
  place: Exclude<Place, 'microphone'>,
  { tile, width = WIDTH, saving }: SizeFacts,
): Size {
  const steps = encodingOf(place).encodings ?? [];
  const most = saving ? savingLayer(place) : 'all';
  const allowed = most === 'all' ? steps : steps.slice(0, most + 1);
  const shown = tile ? Math.max(tile.width, (tile.height * 16) / 9) : Number.POSITIVE_INFINITY;
  const fitting = allowed.find(
    ({ scaleResolutionDownBy = 1 }) => (width / scaleResolutionDownBy) * STRETCH >= shown,
  );
  const step = fitting ?? allowed.at(-1);
  return {
    active: tile !== null,
    scaleResolutionDownBy: step?.scaleResolutionDownBy ?? 1,
    maxBitrate: step?.maxBitrate ?? 1_000_000,
  };
}

export interface SizeFacts {
  readonly tile: Pick<Tile, 'width' | 'height'> | null | undefined;
  readonly width?: number | undefined;
  readonly saving: boolean;
}
