/** What the call's log says of its changes. */
import type { CallChange } from '@converge/protocol/realtime/call';
import type { LogDetails } from '../state/log.ts';

/** What of a change belongs into a log: what was decided about whom, and no names. */
export function decided(change: CallChange): LogDetails {
  const { type } = change;
  switch (type) {
    case 'left':
      return { type, participantId: change.participantId, reason: change.reason };
    case 'presence':
      return { type, participantId: change.participantId, presence: change.presence };
    case 'media':
      return {
        ...{ type, participantId: change.participantId, source: change.source },
        ...{ state: change.state, by: change.by },
      };
    case 'direct':
      return { type, id: change.direct?.id ?? null, because: change.because };
    case 'quality':
      return {
        type,
        levels: change.participants.map(([id, { level, reason }]) => `${id} ${level} ${reason}`),
      };
    case 'joined':
      return { type, participantId: change.participant.id };
    case 'hand':
    case 'rights':
    case 'speaker':
      return { type, participantId: change.participantId };
    case 'renamed':
    case 'policy':
    case 'wall':
    case 'snapshot':
    case 'nothing':
      return { type };
    default:
      return change satisfies never;
  }
}
