/** A request that brings a part of a file may take hours; it is looked at again while it does. */
import { type Clock, systemClock } from '../../../platform/clock.ts';

const everyMs = 10_000;
const everyBytes = 32 * 1024 * 1024;

/**
 * Passes on what comes, and calls `look` with how much that is by now: each ten seconds
 * and each 32 MiB in which something comes. Where it throws, nothing more is taken.
 */
export async function* looking(
  bytes: AsyncIterable<Buffer>,
  look: (came: number) => Promise<void>,
  clock: Clock = systemClock,
): AsyncGenerator<Buffer> {
  let came = 0;
  let last = { at: clock.now(), came };
  for await (const part of bytes) {
    came += part.length;
    if (clock.now() - last.at >= everyMs || came - last.came >= everyBytes) {
      await look(came);
      last = { at: clock.now(), came };
    }
    yield part;
  }
}
