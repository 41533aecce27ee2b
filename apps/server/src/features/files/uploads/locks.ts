/**
 * One request at a time per upload. The lock that comes with the tus server asks
 * again at every turn of the event loop for as long as it waits; this one is
 * called when its turn comes.
 */
import type { Lock, Locker } from '@tus/server';

interface Held {
  /** Asks the one who has it to let go: whoever comes anew for the same upload has lost the old line. */
  readonly release: () => unknown;
  readonly waiting: Array<() => void>;
}

export function createLocks(): Locker {
  const held = new Map<string, Held>();
  return {
    newLock(id: string): Lock {
      return {
        async lock(signal, release) {
          for (let other = held.get(id); other; other = held.get(id)) {
            await other.release();
            await turn(other, signal);
          }
          held.set(id, { release, waiting: [] });
        },
        async unlock() {
          const own = held.get(id);
          held.delete(id);
          for (const go of own?.waiting ?? []) go();
        },
      };
    },
  };
}

/** Resolves when it is let go; rejects where whoever waits is gone. */
function turn(other: Held, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(signal.reason);
    if (signal.aborted) return gone();
    signal.addEventListener('abort', gone, { once: true });
    other.waiting.push(() => {
      signal.removeEventListener('abort', gone);
      resolve();
    });
  });
}
