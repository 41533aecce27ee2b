/**
 * Runs tasks one after another, in the order in which they came. A task that
 * fails fails alone; the next one runs.
 */
import { ScopeClosed } from './scope.ts';

export interface SerialQueue {
  /** Settles as the task does; rejects with `ScopeClosed` where it never began. */
  push<T>(task: () => T | Promise<T>): Promise<T>;
  /** Settles when nothing is running or waiting. */
  idle(): Promise<void>;
  /** Refuses what waits and what comes; what runs runs to its end. */
  close(): void;
}

export function createSerialQueue(): SerialQueue {
  let tail: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let closed = false;
  return {
    push(task) {
      if (closed) return Promise.reject(new ScopeClosed());
      waiting++;
      const run = tail.then(() => {
        if (closed) throw new ScopeClosed();
        return task();
      });
      tail = run.then(settled, settled);
      return run;
    },
    async idle() {
      while (waiting > 0) await tail;
    },
    close() {
      closed = true;
    },
  };

  function settled(): void {
    waiting--;
  }
}
