/** A clock that stands still until told to move. */
import type { Clock } from '../state/clock.ts';
import { settle } from './settle.ts';

export interface FakeClock extends Clock {
  /** Lets `ms` pass: what is due runs in order, and what it began settles in between. */
  advance(ms: number): Promise<void>;
  /** Goes to the next thing that is due; false where nothing is. */
  next(): Promise<boolean>;
  /** How many things are due some time. */
  readonly pending: number;
}

export function createFakeClock(start = 1_000_000): FakeClock {
  let now = start;
  let order = 0;
  const timers = new Set<{
    readonly at: number;
    readonly order: number;
    readonly run: () => void;
  }>();

  const earliest = () => [...timers].sort((a, b) => a.at - b.at || a.order - b.order)[0];

  const runNext = async (until: number): Promise<boolean> => {
    const timer = earliest();
    if (!timer || timer.at > until) return false;
    timers.delete(timer);
    now = Math.max(now, timer.at);
    timer.run();
    await settle();
    return true;
  };

  return {
    now: () => now,
    get pending() {
      return timers.size;
    },
    after(ms, run) {
      const timer = { at: now + ms, order: order++, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const until = now + ms;
      await settle();
      while (await runNext(until));
      now = until;
    },
    async next() {
      await settle();
      return runNext(Number.POSITIVE_INFINITY);
    },
  };
}
