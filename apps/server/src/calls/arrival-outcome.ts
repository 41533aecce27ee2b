/** What it means for the space's numbers that somebody came in with or without a media path. */
import type { Arrival } from '@converge/protocol/quality';
import type { ArrivalOutcome } from './observer.ts';

/**
 * Browsers open a path only when there is something to carry: while nobody inside
 * sends anything, nobody has one or misses it (METRIC-2). A class that waits muted
 * for its teacher would else count as so many who could not join.
 */
export function outcomeOf(
  { connected }: Pick<Arrival, 'connected'>,
  inside: Iterable<{ readonly sending: { readonly size: number } }>,
): ArrivalOutcome {
  if (connected !== null) return 'ok';
  return [...inside].some(({ sending }) => sending.size > 0) ? 'no_media' : 'ok';
}
