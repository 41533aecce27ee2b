/** Pointing at what somebody shares: checked and passed on, and kept nowhere (SPEC POINT). */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId } from '@converge/protocol/ids';
import { can } from '@converge/protocol/permissions';
import { callPointed, type Place } from '@converge/protocol/realtime/point';
import type { Session } from '../platform/realtime/ports.ts';
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';

/** @throws ConvergeError forbidden, not_found */
export function point(
  call: Call,
  by: Participant,
  session: Session,
  participantId: ParticipantId,
  at: Place,
): void {
  if (by.id !== participantId && !can(call.actor(by.id), 'share.point', call.rules)) {
    throw new ConvergeError('forbidden');
  }
  if (call.shown(participantId)?.media.screen !== 'on') throw new ConvergeError('not_found');
  const { roomId, topic } = call;
  call.context.broadcast(
    topic,
    callPointed,
    { roomId, by: by.id, participantId, at },
    // The next one is on its way, and who points sees it already.
    { volatile: true, except: session },
  );
}
