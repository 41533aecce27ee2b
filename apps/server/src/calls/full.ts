/** A call that holds no more: who stands at the door goes before who is gone. */
import { ConvergeError } from '@converge/protocol/errors';
import { moderates } from '@converge/protocol/permissions';
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';

/** So long an empty seat is kept also from a newcomer: a Wi-Fi that stumbles is back by then. */
const KEPT_MS = 10_000;

/** Whether one more may be on the way in: there is a place, or one that would be given up for them. */
export function hasRoom(call: Call): boolean {
  const { participants, arrivals, context } = call;
  const taken = participants.size + arrivals.size;
  return taken - longAway(call).length < context.limits.participants;
}

/**
 * Gives the seat of whoever is away longest to somebody who is about to sit down,
 * where there is no other (SPEC SEAT-6). Not before: who is at the door may still
 * be refused, and who is away may come back meanwhile.
 * @throws ConvergeError call_full
 */
export function makeRoom(call: Call): void {
  if (call.participants.size < call.context.limits.participants) return;
  const [longest] = longAway(call);
  if (!longest) throw new ConvergeError('call_full');
  call.leave(longest, 'lost');
}

/** Those whose seats may be given up, whoever is away longest first. Who leads keeps theirs. */
function longAway(call: Call): Participant[] {
  const latest = call.context.clock.now() - KEPT_MS;
  const since = ({ presence }: Participant) =>
    presence.state === 'away' ? presence.since : Number.POSITIVE_INFINITY;
  return [...call.participants.values()]
    .filter((one) => since(one) <= latest && !one.returning && !moderates(call.actor(one.id)))
    .sort((a, b) => since(a) - since(b));
}
