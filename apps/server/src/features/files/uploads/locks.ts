/**
 * One request at a time per upload. The lock that comes with the tus server asks
 * again at every turn of the event loop for as long as it waits; this one is
 * called when its turn comes.
 */
import type { IncomingMessage } from 'node:http';
import type { Lock, Locker } from '@tus/server';

interface Held {
  /** Asks the one who has it to let go: whoever comes anew for the same upload has lost the old line. */
  letGo(): unknown;
  readonly waiting: Array<() => void>;
}

/** @param request the one that is being answered */
export function createLocks(request: () => IncomingMessage): Locker {
  const held = new Map<string, Held>();
  return {
    newLock(id: string): Lock {
      return {
        async lock(signal, release) {
          for (let other = held.get(id); other; other = held.get(id)) {
            await Promise.all([turn(other, signal), other.letGo()]);
          }
          const own = request();
          held.set(id, {
            waiting: [],
            letGo() {
              // Nothing more comes by it, and what did is kept.
              own.destroy();
              return release();
            },
          });
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
