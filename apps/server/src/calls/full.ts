/** A call that holds no more: who stands at the door goes before who is gone. */
import type { Call } from './call.ts';
import type { Participant } from './participant.ts';

/** So long an empty seat is kept also from a newcomer: a Wi-Fi that stumbles is back by then. */
const KEPT_MS = 10_000;

/**
 * Whether one more has room; in a full call the seat of whoever is away longest
 * is given up for it (SPEC SEAT-6).
 */
export function hasRoom(call: Call): boolean {
  const { participants, arrivals, context } = call;
  if (participants.size + arrivals.size < context.limits.participants) return true;
  const latest = context.clock.now() - KEPT_MS;
  let longest: { readonly one: Participant; readonly since: number } | null = null;
  for (const one of participants.values()) {
    const { presence } = one;
    if (presence.state !== 'away' || presence.since > latest) continue;
    if (!longest || presence.since < longest.since) longest = { one, since: presence.since };
  }
  if (!longest) return false;
  call.leave(longest.one, 'lost');
  return true;
}
