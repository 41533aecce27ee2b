/**
 * How large a picture is encoded for the one who sees it: in the same steps as
 * the server's layers, and not at all where it isn't shown (SPEC MEDIA-5) or the
 * line carries none (SPEC ADAPT-9).
 */
import type { Tile } from '@converge/protocol/realtime/media';
import { encodingOf, savingLayer, shareShapes } from '../encodings.ts';
import { lowerOf, type MaxLayer, shapesFor } from '../sent-layers.ts';
import type { Place } from './places.ts';

export interface Size {
  readonly active: boolean;
  readonly scaleResolutionDownBy: number;
  readonly maxBitrate: number;
}

export interface SizeFacts {
  /** How the other one shows it; null: not at all; undefined: they haven't said yet. */
  readonly tile: Pick<Tile, 'width' | 'height'> | null | undefined;
  /** Of the track. */
  readonly settings: Pick<MediaTrackSettings, 'width' | 'height'>;
  /** This device saves data. */
  readonly saving: boolean;
  /** The line carries no picture beside the voice. */
  readonly held: boolean;
  /** By so many steps it is coarser than it might be, since the line carries no more. */
  readonly coarser: number;
}

/**
 * By how much a picture may be stretched. On a face eyes don't see a quarter more, and
 * lines feel the next step's bits; letters lose their edges at once (SPEC MEDIA-11).
 */
const stretch = { camera: 1.25, screen: 1 } as const;
/** What browsers begin with where a track doesn't say. */
const usualWidth = { camera: 1280, screen: 1920 } as const;

export function sizeFor(place: Exclude<Place, 'microphone'>, facts: SizeFacts): Size {
  const { tile, saving, held, coarser } = facts;
  const { width = usualWidth[place] } = facts.settings;
  const steps = stepsOf(place, facts.settings, saving);
  const shown = tile ? Math.max(tile.width, (tile.height * 16) / 9) : Number.POSITIVE_INFINITY;
  const fitting = steps.findIndex(({ scale }) => (width / scale) * stretch[place] >= shown);
  const finest = fitting < 0 ? steps.length - 1 : fitting;
  // A page that can't be read is worth less than one that moves seldom.
  const step = steps[place === 'camera' ? Math.max(0, finest - coarser) : finest];
  return {
    active: tile !== null && !(held && place === 'camera'),
    scaleResolutionDownBy: step?.scale ?? 1,
    maxBitrate: step?.maxBitrate ?? 1_000_000,
  };
}

/** From the smallest: those that this device gives, of the picture that is taken. */
function stepsOf(
  place: Exclude<Place, 'microphone'>,
  settings: SizeFacts['settings'],
  saving: boolean,
) {
  const own = saving ? savingLayer(place) : 'all';
  const taken =
    place === 'camera'
      ? shapesFor(settings)
      : { shapes: shareShapes(place, settings), max: 'all' as const };
  const most: MaxLayer = lowerOf(own, taken.max);
  const steps = (encodingOf(place).encodings ?? []).map((one, at) => ({
    scale: taken.shapes[at]?.scaleResolutionDownBy ?? one.scaleResolutionDownBy ?? 1,
    maxBitrate: one.maxBitrate ?? 1_000_000,
  }));
  return most === 'all' ? steps : steps.slice(0, (most ?? 0) + 1);
}
