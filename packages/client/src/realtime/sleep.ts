/**
 * A machine that slept says nothing when it wakes: its clock has jumped, and
 * nobody's timers ran meanwhile. What was open before is to be doubted.
 */
import type { Clock } from '../state/clock.ts';

const LOOK_MS = 3_000;
/** A busy page, or one in the background, looks late as well, but not that late. */
const SLEPT_MS = 15_000;

/** Calls `woke` after each sleep until the returned function is called. */
export function watchSleep(clock: Clock, woke: () => void): () => void {
  let stop = () => {};
  look();
  return () => stop();

  function look(): void {
    const before = clock.now();
    stop = clock.after(LOOK_MS, () => {
      const slept = clock.now() - before > SLEPT_MS;
      look();
      if (slept) woke();
    });
  }
}
