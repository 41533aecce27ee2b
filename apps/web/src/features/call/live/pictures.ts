import type { Call, LocalMedia, LocalSource } from '@converge/client/call/types';
import { derive, type Value } from '@converge/client/state/value';
import type { TileModel } from '../model/tiles.ts';

/** Where the picture of a tile comes from: the own devices, or the call. The same value for the same tile. */
export type Pictures = (
  tile: Pick<TileModel, 'self' | 'source' | 'participantId'>,
) => Value<MediaStreamTrack | null>;

export function createPictures(call: Call, local: LocalMedia): Pictures {
  const own = { camera: trackOf(local.camera), screen: trackOf(local.screen) };
  return ({ self, source, participantId }) =>
    self ? own[source] : call.track(participantId, source);
}

const trackOf = (source: Value<LocalSource>): Value<MediaStreamTrack | null> =>
  derive([source], (state) => (state.kind === 'on' ? state.track : null));
