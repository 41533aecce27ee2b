/**
 * The wall of screens (SPEC WALL): those who lead ask, the others agree by sending
 * a `wallScreen`, and only who leads is sent it. What stands on stage is sent to
 * everybody as a share, by a change at the SFU and nothing sent anew.
 *
 * Nothing in here waits, so that no request slips in between.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import { type Actor, can } from '@converge/protocol/permissions';
import {
  capabilityOf,
  mediaProducerOverruled,
  type SentSource,
} from '@converge/protocol/realtime/media';
import { wallShowing } from '@converge/protocol/realtime/wall';
import type { Call } from './call.ts';
import { note, personOf, target } from './moderation.ts';
import type { Participant } from './participant.ts';

/** Whether somebody may send from this source now. */
export function maySend(call: Call, actor: Actor, source: SentSource): boolean {
  if (source !== 'wallScreen') return can(actor, capabilityOf[source], call.rules);
  return call.snapshot.wall !== null && can(actor, 'wall.show', call.rules);
}

/** Whether a screen of the wall may be sent to `viewer`. */
export const seesWall = (call: Call, viewer: ParticipantId, owner: ParticipantId): boolean =>
  can(call.actor(viewer), 'wall.see', call.rules, call.actor(owner));

/** @throws ConvergeError forbidden */
function mustLead(call: Call, by: Participant): void {
  if (!can(call.actor(by.id), 'wall.lead', call.rules)) throw new ConvergeError('forbidden');
}

/** Asks everybody who doesn't lead for their screen. */
export function askForScreens(call: Call, by: Participant): void {
  mustLead(call, by);
  if (call.snapshot.wall) return;
  call.apply({ type: 'wall', wall: { by: by.id, staged: null } });
  note(call, { by: personOf(call, by.id), action: 'wall', details: { open: true } });
}

/** Asks no more, and ends what is shown. */
export function closeWall(call: Call, by: Participant): void {
  mustLead(call, by);
  if (!call.snapshot.wall) return;
  shut(call, by.id);
  note(call, { by: personOf(call, by.id), action: 'wall', details: { open: false } });
}

/** Who shows their screen now. */
export function lookAtWall(call: Call, by: Participant): ParticipantId[] {
  mustLead(call, by);
  return showing(call);
}

/** Ends one screen; its owner may show it again for as long as they are asked. */
export function stopScreen(call: Call, by: Participant, id: ParticipantId): void {
  const owner = target(call, by, 'wall.see', id);
  if (!end(owner, by.id)) return;
  const line = { by: personOf(call, by.id), target: personOf(call, id), action: 'stop' } as const;
  note(call, { ...line, details: { source: 'wallScreen' } });
  reviewWall(call);
}

/** Shows this screen to everybody; null: none. */
export function stage(call: Call, by: Participant, id: ParticipantId | null): void {
  mustLead(call, by);
  const { wall } = call.snapshot;
  if (wall?.staged === id) return;
  if (id === null) {
    takeDown(call, by);
    return;
  }
  const owner = target(call, by, 'wall.see', id);
  if (!wall || !owner.media || !owner.sending.has('wallScreen')) {
    throw new ConvergeError('not_found');
  }
  // A participant has each source once, and this one is their own.
  if (owner.sending.has('screen')) throw new ConvergeError('forbidden');
  unstage(call);
  call.apply({ type: 'wall', wall: { ...wall, staged: id } });
  owner.media.setStaged(true);
  call.apply({ type: 'media', participantId: id, source: 'screen', state: 'on' });
  note(call, { by: personOf(call, by.id), target: personOf(call, id), action: 'stage' });
}

function takeDown(call: Call, by: Participant): void {
  const staged = call.snapshot.wall?.staged;
  if (!staged) return;
  const shown = personOf(call, staged);
  unstage(call);
  note(call, { by: personOf(call, by.id), target: shown, action: 'unstage' });
}

/** Takes down what stands on stage; it stays on the wall. */
export function unstage(call: Call): void {
  const { wall } = call.snapshot;
  if (!wall?.staged) return;
  const owner = call.participants.get(wall.staged);
  owner?.media?.setStaged(false);
  if (call.shown(wall.staged)?.media.screen === 'on' && !owner?.sending.has('screen')) {
    call.apply({ type: 'media', participantId: wall.staged, source: 'screen', state: 'off' });
  }
  call.apply({ type: 'wall', wall: { ...wall, staged: null } });
}

/**
 * To be said after anything that may have ended a screen or begun one, or after
 * which nobody may be left who looks.
 */
export function reviewWall(call: Call): void {
  const { wall } = call.snapshot;
  if (!wall || call.ended) return;
  if (wall.staged && !call.participants.get(wall.staged)?.sending.has('wallScreen')) unstage(call);
  const looking = [...call.participants.values()].filter(({ id }) =>
    can(call.actor(id), 'wall.lead', call.rules),
  );
  if (looking.length === 0) {
    shut(call);
    return;
  }
  const { roomId } = call;
  const participantIds = showing(call);
  for (const { connection } of looking) {
    connection?.session.send(wallShowing, { roomId, participantIds });
  }
}

/** Closes all at the SFU, then tells. */
function shut(call: Call, by?: ParticipantId): void {
  unstage(call);
  for (const participant of call.participants.values()) end(participant, by);
  call.apply({ type: 'wall', wall: null });
}

function end(owner: Participant, by?: ParticipantId): boolean {
  const producerId = owner.sending.get('wallScreen');
  if (!producerId) return false;
  owner.media?.stop('wallScreen');
  owner.sending.delete('wallScreen');
  owner.connection?.session.send(mediaProducerOverruled, {
    ...{ producerId, source: 'wallScreen', action: 'closed' },
    ...(by ? { by } : {}),
  });
  return true;
}

const showing = (call: Call): ParticipantId[] =>
  [...call.participants.values()]
    .filter(({ sending }) => sending.has('wallScreen'))
    .map(({ id }) => id);
