/**
 * How a call changes, as a pure function that both sides run: the server on the
 * truth it keeps, a client on its copy. Whatever a client may hold is therefore
 * what a fresh snapshot would say (SPEC CALL).
 */
import type { ParticipantId } from '../ids.ts';
import type { CallChange, CallSnapshot, Participant } from '../realtime/call.ts';

/** The call after `change`. A change about somebody unknown leaves it as it is. */
export function applyCallChange(call: CallSnapshot, change: CallChange): CallSnapshot {
  switch (change.type) {
    case 'joined':
      return {
        ...call,
        participants: [
          ...call.participants.filter((p) => p.id !== change.participant.id),
          change.participant,
        ],
      };
    case 'left':
      return {
        ...call,
        participants: call.participants.filter((p) => p.id !== change.participantId),
        activeSpeaker: call.activeSpeaker === change.participantId ? null : call.activeSpeaker,
      };
    case 'presence':
      return patch(call, change.participantId, () => ({ presence: change.presence }));
    case 'media':
      return patch(call, change.participantId, (p) => ({
        media: { ...p.media, [change.source]: change.state },
      }));
    case 'hand':
      return patch(call, change.participantId, () => ({ handRaisedAt: change.raisedAt }));
    case 'renamed':
      return {
        ...call,
        participants: call.participants.map((p) =>
          p.person.id === change.personId
            ? { ...p, person: { ...p.person, name: change.name, avatar: change.avatar } }
            : p,
        ),
      };
    case 'policy':
      return { ...call, policy: change.policy };
    case 'rights':
      return patch(call, change.participantId, () => ({
        role: change.role,
        grants: change.grants,
        ...(change.spaceRole === undefined ? {} : { spaceRole: change.spaceRole }),
        ...(change.floor ? { floor: change.floor } : {}),
      }));
    case 'speaker':
      return { ...call, activeSpeaker: change.participantId };
    case 'wall':
      return { ...call, wall: change.wall };
    case 'snapshot':
      return change.call;
    case 'nothing':
      return call;
    case 'quality': {
      const changed = new Map(change.participants);
      return {
        ...call,
        participants: call.participants.map((p) => {
          const quality = changed.get(p.id);
          return quality ? { ...p, quality } : p;
        }),
      };
    }
    case 'direct':
      return { ...call, direct: change.direct };
    default:
      return change satisfies never;
  }
}

function patch(
  call: CallSnapshot,
  id: ParticipantId,
  change: (participant: Participant) => Partial<Participant>,
): CallSnapshot {
  let found = false;
  const participants = call.participants.map((p) => {
    if (p.id !== id) return p;
    found = true;
    return { ...p, ...change(p) };
  });
  return found ? { ...call, participants } : call;
}
