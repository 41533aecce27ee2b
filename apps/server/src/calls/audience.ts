/**
 * Who of a call sees what of it. Mostly everybody sees everybody, and a change is
 * encoded once for all. Who may not see the list (`seeList`) sees themselves, who
 * leads, and who is heard or seen; they are told each change by itself, with what
 * they may not know left out and the numbers kept.
 */
import type { ParticipantId } from '@converge/protocol/ids';
import { can, moderates } from '@converge/protocol/permissions';
import {
  type CallChange,
  type CallSnapshot,
  callChanged,
  type Participant as Shown,
} from '@converge/protocol/realtime/call';
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';

const seesAll = (call: Call, { id }: Participant): boolean =>
  can(call.actor(id), 'seeList', call.rules);

/** The call as this participant may know it. */
export function viewFor(call: Call, viewer: Participant): CallSnapshot {
  if (seesAll(call, viewer)) return call.snapshot;
  const participants = call.snapshot.participants.filter((one) => isShown(one, viewer.id));
  return { ...call.snapshot, participants };
}

function isShown(one: Shown, viewer: ParticipantId): boolean {
  if (one.id === viewer || Object.values(one.media).includes('on')) return true;
  return moderates({ spaceRole: one.spaceRole, roomRole: one.role });
}

/** From now on their connection hears of the call, and they hold `viewFor` it. */
export function listen(call: Call, participant: Participant): void {
  const session = participant.connection?.session;
  session?.subscribe(call.topic);
  if (seesAll(call, participant)) {
    participant.view = null;
    session?.subscribe(call.listTopic);
  } else {
    participant.view = idsOf(viewFor(call, participant));
  }
}

/** Tells everybody inside of the change that just happened. */
export function tellAll(call: Call, change: CallChange): void {
  const event = { roomId: call.roomId, callId: call.snapshot.id, seq: call.seq };
  const told = apart(call, change);
  call.context.broadcast(call.listTopic, callChanged, { ...event, change });
  for (const [{ connection, view }, own] of told) {
    if (!connection) continue;
    connection.session.send(callChanged, { ...event, change: own });
    if (view === null) connection.session.subscribe(call.listTopic);
  }
}

/** Those who are told by themselves, with what they are told. */
function apart(call: Call, change: CallChange): [Participant, CallChange][] {
  const told: [Participant, CallChange][] = [];
  // Whether somebody sees all of it changes with rules and rights only.
  const turning = change.type === 'policy' || change.type === 'rights';
  for (const participant of call.participants.values()) {
    if (participant.view === null && !turning) continue;
    const before = participant.view;
    if (seesAll(call, participant)) {
      if (before === null) continue;
      participant.view = null;
      told.push([participant, { type: 'snapshot', call: call.snapshot }]);
      continue;
    }
    const view = viewFor(call, participant);
    const ids = idsOf(view);
    participant.view = ids;
    if (before === null) participant.connection?.session.unsubscribe(call.listTopic);
    told.push([
      participant,
      before && sameIds(before, ids)
        ? narrowed(change, view, ids)
        : { type: 'snapshot', call: view },
    ]);
  }
  return told;
}

/** A change as somebody hears it who sees these people before and after it. */
function narrowed(
  change: CallChange,
  view: CallSnapshot,
  ids: ReadonlySet<ParticipantId>,
): CallChange {
  switch (change.type) {
    case 'joined':
      return ids.has(change.participant.id) ? change : { type: 'nothing' };
    case 'left':
    case 'presence':
    case 'media':
    case 'hand':
    case 'rights':
      return ids.has(change.participantId) ? change : { type: 'nothing' };
    case 'renamed':
      return view.participants.some(({ person }) => person.id === change.personId)
        ? change
        : { type: 'nothing' };
    case 'quality':
      return { ...change, participants: change.participants.filter(([id]) => ids.has(id)) };
    case 'policy':
    case 'speaker':
    case 'direct':
    case 'wall':
    case 'snapshot':
    case 'nothing':
      return change;
    default:
      return change satisfies never;
  }
}

const idsOf = ({ participants }: CallSnapshot): ReadonlySet<ParticipantId> =>
  new Set(participants.map(({ id }) => id));

const sameIds = (a: ReadonlySet<ParticipantId>, b: ReadonlySet<ParticipantId>): boolean =>
  a.size === b.size && [...a].every((id) => b.has(id));
