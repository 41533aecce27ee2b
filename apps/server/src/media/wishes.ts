/**
 * What somebody should be sent, from what all send and what their screen shows.
 * Pure: making it so is the receiver's work.
 */
import type { ParticipantId, ProducerId } from '@converge/protocol/ids';
import type { SentSource, Tile } from '@converge/protocol/realtime/media';
import { kindOf } from '@converge/protocol/realtime/media';
import { layerFor, onStage, priorityOf } from './layers.ts';
import type { Stream } from './stream.ts';

export type Wish = (
  | { readonly kind: 'audio' }
  | { readonly kind: 'video'; readonly layer: number; readonly priority: number }
) & {
  /** It reaches them by another way: kept ready, and not sent. */
  readonly held?: boolean;
};

/** How many cameras somebody is sent before they have said what they show. */
const FIRST_CAMERAS = 9;
/** The window that is assumed until then. */
const FIRST_WINDOW = { width: 1280, height: 720 };

/**
 * Audio of all others, and video as `view` asks; null: nothing was said yet, so
 * that the first pictures don't wait for a round trip. `speaker`: who has the word.
 */
export function wishesFor(
  viewer: ParticipantId,
  streams: Iterable<Stream>,
  view: readonly Tile[] | null,
  maySee: (owner: ParticipantId, source: SentSource) => boolean,
  speaker: ParticipantId | null = null,
): Map<ProducerId, Wish> {
  const others = [...streams].filter(({ owner }) => owner !== viewer);
  const visible = others.filter(
    ({ source, owner }) => kindOf[source] === 'video' && maySee(owner, source),
  );
  const tiles = tilesByStream(view ?? firstView(visible));
  const stage = onStage([...tiles.values()].filter(({ source }) => source === 'camera'));
  const partOf = (tile: Tile) => {
    if (tile.source === 'screen') return 'share';
    if (tile === stage) return 'stage';
    return tile.participantId === speaker ? 'speaker' : 'other';
  };
  const wishes = new Map<ProducerId, Wish>();
  for (const { id, source } of others) {
    if (kindOf[source] === 'audio') wishes.set(id, { kind: 'audio' });
  }
  for (const { id, owner, source, layers } of visible) {
    const tile = tiles.get(`${owner} ${source}`);
    if (!tile || !layers) continue;
    wishes.set(id, {
      kind: 'video',
      layer: layerFor(layers, tile),
      priority: priorityOf(partOf(tile), tile),
    });
  }
  return wishes;
}

/** A stream shown twice (a pin and its place in the strip) is sent for the larger of the two. */
function tilesByStream(view: readonly Tile[]): Map<`${ParticipantId} ${SentSource}`, Tile> {
  const tiles = new Map<`${ParticipantId} ${SentSource}`, Tile>();
  for (const tile of view) {
    const key = `${tile.participantId} ${tile.source}` as const;
    const other = tiles.get(key);
    if (!other || tile.width * tile.height > other.width * other.height) tiles.set(key, tile);
  }
  return tiles;
}

/**
 * What a window most probably shows first: what is shared, else a grid of faces.
 * Screens of a wall are sent to whoever asks for them only (SPEC WALL-3).
 */
function firstView(visible: readonly Stream[]): Tile[] {
  const shares = visible.filter(({ source }) => source === 'screen');
  const faces = visible.filter(({ source }) => source === 'camera').slice(0, FIRST_CAMERAS);
  const columns = shares.length > 0 ? 4 : Math.ceil(Math.sqrt(faces.length));
  const face = {
    width: Math.floor(FIRST_WINDOW.width / columns),
    height: Math.floor(FIRST_WINDOW.height / columns),
  };
  return [
    ...shares.map(({ owner }) => ({
      participantId: owner,
      source: 'screen' as const,
      ...FIRST_WINDOW,
    })),
    ...faces.map(({ owner }) => ({ participantId: owner, source: 'camera' as const, ...face })),
  ];
}
