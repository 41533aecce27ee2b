/**
 * What moderators do to others. `can` decides; the SFU acts first; then people
 * are told, and a line of the room's log is written. Each answers the same when
 * it is done twice.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { RoomAction } from '@converge/protocol/permissions';
import { can } from '@converge/protocol/permissions';
import { mediaProducerOverruled, type Source } from '@converge/protocol/realtime/media';
import type { AuditNote } from '../features/rooms/index.ts';
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';

type Act = Extract<RoomAction, `participant.${string}` | 'hand.lowerOthers' | 'wall.see'>;

/**
 * The one it is done to.
 * @throws ConvergeError forbidden, not_found (nobody of that id is inside)
 */
export function target(call: Call, by: Participant, action: Act, id: ParticipantId): Participant {
  if (!can(call.actor(by.id), action, call.rules, call.actor(id))) {
    throw new ConvergeError('forbidden');
  }
  const participant = call.participants.get(id);
  if (!participant) throw new ConvergeError('not_found');
  return participant;
}

/** @throws ConvergeError not_found */
export function personOf(call: Call, id: ParticipantId): Person {
  const shown = call.shown(id);
  if (!shown) throw new ConvergeError('not_found');
  return shown.person;
}

/** Writes a line of the room's log. What it tells of has happened, so nobody waits for it. */
export function note(call: Call, line: AuditNote): void {
  call.context.rooms.note(call.roomId, line).catch((error: unknown) => {
    const { roomId } = call;
    call.context.log.error({ err: error, roomId, action: line.action }, 'an act was not logged');
  });
}

/** Stops somebody's microphone for everybody; they may unmute as far as they may speak. */
export async function mute(call: Call, by: Participant, id: ParticipantId): Promise<void> {
  const muted = target(call, by, 'participant.mute', id);
  const line = { by: personOf(call, by.id), target: personOf(call, id), action: 'mute' } as const;
  if (await silence(call, by, muted)) note(call, line);
}

/** Mutes everybody below oneself. */
export async function muteEverybody(call: Call, by: Participant): Promise<void> {
  const below = [...call.participants.values()].filter(({ id }) =>
    can(call.actor(by.id), 'participant.mute', call.rules, call.actor(id)),
  );
  await Promise.all(below.map((one) => silence(call, by, one)));
}

/** Pauses a microphone at the SFU and tells; false where it was silent already. */
async function silence(call: Call, by: Participant, muted: Participant): Promise<boolean> {
  return muted.serial(async () => {
    const producerId = muted.sending.get('microphone');
    if (!producerId || !muted.media) return false;
    if (call.shown(muted.id)?.media.microphone !== 'on') return false;
    await muted.media.setPaused('microphone', true);
    if (muted.sending.get('microphone') !== producerId) return false;
    call.apply({
      type: 'media',
      participantId: muted.id,
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
    return true;
  });
}

/** Stops somebody's camera or share, at once. */
export function stopSource(
  call: Call,
  by: Participant,
  id: ParticipantId,
  source: 'camera' | 'screen',
): void {
  const stopped = target(call, by, 'participant.stop', id);
  const all: readonly Source[] = source === 'screen' ? ['screen', 'screenAudio'] : ['camera'];
  const ended = all.flatMap((one) => {
    const producerId = stopped.sending.get(one);
    if (!producerId) return [];
    stopped.media?.stop(one);
    stopped.sending.delete(one);
    return [{ source: one, producerId }];
  });
  for (const { source: one, producerId } of ended) {
    call.apply({ type: 'media', participantId: id, source: one, state: 'off', by: by.id });
    stopped.connection?.session.send(mediaProducerOverruled, {
      producerId,
      source: one,
      action: 'closed',
      by: by.id,
    });
  }
  if (ended.length === 0) return;
  const [leader, person] = [personOf(call, by.id), personOf(call, id)];
  note(call, { by: leader, target: person, action: 'stop', details: { source } });
}

/** Takes somebody out, on all their devices, for as long as this call lives. */
export async function remove(call: Call, by: Participant, id: ParticipantId): Promise<void> {
  const { personId } = target(call, by, 'participant.remove', id);
  const person = personOf(call, id);
  note(call, { by: personOf(call, by.id), target: person, action: 'remove' });
  takeOut(call, personId);
  // Out at once; their key opens nothing any more before the one who asked hears that it is done.
  if (person.kind === 'guest') await call.context.rooms.expel(call.roomId, person);
}

/** Takes somebody out and keeps them out, through rejoining, other windows and restarts. */
export async function ban(
  call: Call,
  by: Participant,
  id: ParticipantId,
  address: boolean,
): Promise<void> {
  const { personId } = target(call, by, 'participant.ban', id);
  const [leader, person] = [personOf(call, by.id), personOf(call, id)];
  const networks = new Set(
    [...call.participants.values()]
      .filter((one) => one.personId === personId)
      .flatMap((one) => [...one.networks]),
  );
  takeOut(call, personId);
  await call.context.rooms.ban(call.roomId, leader, person, address ? [...networks] : []);
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

/** Makes somebody lead beside the owner, or no longer. */
export async function appoint(
  call: Call,
  by: Participant,
  id: ParticipantId,
  role: 'moderator' | 'participant',
): Promise<void> {
  target(call, by, 'participant.appoint', id);
  const { rooms } = call.context;
  await rooms.appoint(call.roomId, personOf(call, by.id), personOf(call, id), role);
}

/** Makes somebody the owner. */
export async function handOver(call: Call, by: Participant, id: ParticipantId): Promise<void> {
  target(call, by, 'participant.handOver', id);
  const { rooms } = call.context;
  await rooms.handOver(call.roomId, personOf(call, by.id), personOf(call, id));
}

/** Ends the call for everybody. */
export function endForAll(call: Call, by: Participant): void {
  if (!can(call.actor(by.id), 'call.end', call.rules)) throw new ConvergeError('forbidden');
  note(call, { by: personOf(call, by.id), action: 'end' });
  call.end();
}
