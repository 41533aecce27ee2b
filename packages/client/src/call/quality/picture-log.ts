/**
 * Notes in the call's log which layers come and go: the size of each picture that
 * arrives, and of each layer of one's own that is encoded, when it is another than
 * at the last measure; what holds the own one back, and what the way up carries.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import type { SentSource } from '@converge/protocol/realtime/media';
import type { Log } from '../../state/log.ts';
import type { CallMeasure } from '../types.ts';

interface Picture {
  readonly direction: 'sent' | 'received';
  readonly participantId: ParticipantId | null;
  readonly source: SentSource | null;
  readonly sizes: string[];
}

/** An estimate that is another by less than one in so many parts is the same to the log. */
const NOTED_PARTS = 4;

export function createPictureLog(log: Log): (measure: CallMeasure) => void {
  let known = new Map<string, Picture>();
  let limited: CallMeasure['limited'] = null;
  let carried = 0;
  return (measure) => {
    const { outgoing } = measure;
    if (outgoing !== null && Math.abs(outgoing - carried) * NOTED_PARTS >= carried) {
      carried = outgoing;
      log.debug('the way up carries', { bitrate: outgoing });
    }
    const now = picturesIn(measure);
    for (const [key, picture] of now) {
      if (known.get(key)?.sizes.join() !== picture.sizes.join())
        log.debug('layers', { ...picture });
    }
    for (const [key, { sizes: _gone, ...picture }] of known) {
      if (!now.has(key)) log.debug('layers', { ...picture, sizes: [] });
    }
    known = now;
    if (measure.limited === limited) return;
    limited = measure.limited;
    log.debug('own picture held back', { by: limited });
  };
}

function picturesIn({ streams }: CallMeasure): Map<string, Picture> {
  const pictures = new Map<string, Picture>();
  for (const { direction, participantId, source, kind, width, height } of streams) {
    if (kind !== 'video' || height === 0) continue;
    const key = `${direction} ${participantId} ${source}`;
    const picture = pictures.get(key) ?? { direction, participantId, source, sizes: [] };
    picture.sizes.push(`${width}x${height}`);
    pictures.set(key, picture);
  }
  // The browser lists its layers in any order.
  for (const { sizes } of pictures.values()) sizes.sort();
  return pictures;
}
