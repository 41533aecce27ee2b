/**
 * What moderators do to others. `can` decides; the SFU acts first; then people
 * are told. Each answers the same when it is done twice.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import type { RoomAction } from '@converge/protocol/permissions';
import { can } from '@converge/protocol/permissions';
import { mediaProducerOverruled } from '@converge/protocol/realtime/media';
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';
import type { CallRooms } from './ports.ts';

type Act = Extract<RoomAction, 'participant.mute' | 'participant.remove' | 'hand.lowerOthers'>;

/**
 * The one it is done to.
 * @throws ConvergeError forbidden, not_found (nobody of that id is inside)
 */
function target(call: Call, by: Participant, action: Act, id: ParticipantId): Participant {
  if (!can(call.actor(by.id), action, call.rules, call.actor(id))) {
    throw new ConvergeError('forbidden');
  }
  const participant = call.participants.get(id);
  if (!participant) throw new ConvergeError('not_found');
  return participant;
}

/** Stops somebody's microphone for everybody. */
export async function mute(call: Call, by: Participant, id: ParticipantId): Promise<void> {
  const muted = target(call, by, 'participant.mute', id);
  await muted.serial(async () => {
    const producerId = muted.sending.get('microphone');
    if (!producerId || !muted.media) return;
    if (call.shown(id)?.media.microphone !== 'on') return;
    await muted.media.setPaused('microphone', true);
    if (muted.sending.get('microphone') !== producerId) return;
    call.apply({
      type: 'media',
      participantId: id,
      source: 'microphone',
      state: 'paused',
      by: by.id,
    });
    muted.connection?.session.send(mediaProducerOverruled, {
      producerId,
      source: 'microphone',
      action: 'paused',
      by: by.id,
    });
  });
}

/** Takes somebody out, on all their devices, for as long as this call lives. */
export async function remove(
  call: Call,
  by: Participant,
  id: ParticipantId,
  rooms: CallRooms,
): Promise<void> {
  const { personId } = target(call, by, 'participant.remove', id);
  const person = call.shown(id)?.person;
  takeOut(call, personId);
  // Out at once; the key ends before the one who asked hears that it is done.
  if (person?.kind === 'guest') await rooms.expel(call.roomId, person);
}

/** Everybody of this person is out at once and doesn't come back into this call. */
export function takeOut(call: Call, personId: Participant['personId']): void {
  call.removed.add(personId);
  putOut(call, personId);
}

/** Everybody of this person is out at once. */
export function putOut(call: Call, personId: Participant['personId']): void {
  for (const participant of [...call.participants.values()]) {
    if (participant.personId === personId) call.leave(participant, 'removed');
  }
}

/** Lowers somebody's hand. */
export function lowerHand(call: Call, by: Participant, id: ParticipantId): void {
  target(call, by, 'hand.lowerOthers', id);
  setHand(call, id, null);
}

/** Raises or lowers the own hand. */
export function ownHand(call: Call, participant: Participant, raised: boolean): void {
  if (raised && !can(call.actor(participant.id), 'hand.raise', call.rules)) {
    throw new ConvergeError('forbidden');
  }
  setHand(call, participant.id, raised ? nextTurn(call) : null);
}

function setHand(call: Call, id: ParticipantId, raisedAt: number | null): void {
  const before = call.shown(id)?.handRaisedAt ?? null;
  // A hand that is up keeps its place in the queue.
  if ((before === null) === (raisedAt === null)) return;
  call.apply({ type: 'hand', participantId: id, raisedAt });
}

/** Now, or just after the latest hand: two hands never stand in the same place. */
function nextTurn(call: Call): number {
  const latest = Math.max(0, ...call.snapshot.participants.map((p) => p.handRaisedAt ?? 0));
  return Math.max(call.context.clock.now(), latest + 1);
}

/** Ends the call for everybody. */
export function endForAll(call: Call, by: Participant): void {
  if (!can(call.actor(by.id), 'call.end', call.rules)) throw new ConvergeError('forbidden');
  call.end();
}
