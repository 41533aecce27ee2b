/**
 * What a participant sends, by their own requests. Each request first asks what
 * is allowed and asks again when the SFU has answered, since a moderator or a
 * change of policy may have come in between.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ProducerId } from '@converge/protocol/ids';
import type { ParsedInputOf } from '@converge/protocol/realtime/define';
import { kindOf, type mediaProduce, type SentSource } from '@converge/protocol/realtime/media';
import type { Call } from './call.ts';
import type { Connection } from './connection.ts';
import type { Participant } from './participant.ts';
import type { ParticipantMedia } from './ports.ts';
import { maySend, reviewWall, unstage } from './wall.ts';

/**
 * Runs `task` in the participant's turn, with what is theirs.
 * @throws ConvergeError not_in_call, media_unavailable (their media worker died)
 */
export async function withOwnMedia<T>(
  connection: Connection,
  task: (media: ParticipantMedia, participant: Participant, call: Call) => Promise<T>,
): Promise<T> {
  const { seated } = connection;
  if (!seated) throw new ConvergeError('not_in_call');
  const { call, participant } = seated;
  return participant.serial(() => {
    if (participant.connection !== connection) throw new ConvergeError('not_in_call');
    if (!participant.media) throw new ConvergeError('media_unavailable');
    return task(participant.media, participant, call);
  });
}

const allowed = (call: Call, participant: Participant, source: SentSource) =>
  maySend(call, call.actor(participant.id), source);

/** Begins to send, in the place of what was sent from the same source before. */
export function produce(
  connection: Connection,
  { transportId, source, kind, rtpParameters, paused = false }: ParsedInputOf<typeof mediaProduce>,
): Promise<ProducerId> {
  return withOwnMedia(connection, async (media, participant, call) => {
    if (kind !== kindOf[source]) throw new ConvergeError('media_invalid');
    if (!allowed(call, participant, source)) throw new ConvergeError('forbidden');
    // Their own share takes the place of the one that was made of their screen.
    if (source === 'screen' && call.snapshot.wall?.staged === participant.id) unstage(call);
    if (participant.sending.delete(source)) media.stop(source);
    try {
      const producerId = await media.produce({ transportId, source, rtpParameters, paused });
      if (participant.gone || participant.media !== media) throw new ConvergeError('not_in_call');
      if (!allowed(call, participant, source)) {
        media.stop(source);
        throw new ConvergeError('forbidden');
      }
      participant.sending.set(source, producerId);
      tell(participant, call, source, paused ? 'paused' : 'on');
      return producerId;
    } catch (error) {
      tell(participant, call, source, 'off');
      throw error;
    }
  });
}

/** Mutes or unmutes at the SFU. */
export function setPaused(
  connection: Connection,
  producerId: ProducerId,
  paused: boolean,
): Promise<void> {
  return withOwnMedia(connection, async (media, participant, call) => {
    const source = ownSource(participant, producerId);
    if (!paused && !allowed(call, participant, source)) throw new ConvergeError('forbidden');
    await media.setPaused(source, paused);
    // What became forbidden meanwhile was closed by that decision itself.
    if (participant.sending.get(source) !== producerId) throw new ConvergeError('media_not_found');
    tell(participant, call, source, paused ? 'paused' : 'on');
  });
}

/** Stops sending; stopping what is stopped is harmless. */
export function stop(connection: Connection, producerId: ProducerId): Promise<void> {
  return withOwnMedia(connection, async (media, participant, call) => {
    for (const [source, id] of participant.sending) {
      if (id !== producerId) continue;
      media.stop(source);
      participant.sending.delete(source);
      tell(participant, call, source, 'off');
    }
  });
}

function ownSource(participant: Participant, producerId: ProducerId): SentSource {
  for (const [source, id] of participant.sending) if (id === producerId) return source;
  throw new ConvergeError('media_not_found');
}

/** Says it to everybody where it is news; of the wall, to those who look at it. */
function tell(
  participant: Participant,
  call: Call,
  source: SentSource,
  state: 'off' | 'paused' | 'on',
): void {
  if (source === 'wallScreen') {
    reviewWall(call);
    return;
  }
  const shown = call.shown(participant.id);
  if (!shown || shown.media[source] === state) return;
  call.apply({ type: 'media', participantId: participant.id, source, state });
}
