/**
 * Brings the world to a desired state that may change at any time. `apply` runs
 * with the newest desire, one run at a time; desires that were overtaken while
 * it ran are skipped: the latest wins.
 */
import { createValue, type Value, when } from './value.ts';

export interface Reconciler {
  /** Applies the present desire once more, for a world that changed by itself. */
  again(): void;
  /** Settles when the world has met the newest desire, or the attempt failed. */
  settled(): Promise<void>;
  /** Ends it; what runs runs to its end and is the last. */
  close(): void;
}

export interface ReconcileOptions<T> {
  /** Two desires that are the same need no second run. */
  readonly same?: (a: T, b: T) => boolean;
  /** A run failed; the desire counts as tried until it changes or `again` is called. */
  readonly onError: (error: unknown, desired: T) => void;
}

export function reconcile<T>(
  desired: Value<T>,
  apply: (desired: T) => void | Promise<void>,
  { same = Object.is, onError }: ReconcileOptions<T>,
): Reconciler {
  const running = createValue(false);
  let tried: { readonly desire: T } | null = null;
  let forced = true;
  let closed = false;

  const unsubscribe = desired.subscribe(wake);
  wake();
  return {
    again() {
      forced = true;
      wake();
    },
    async settled() {
      await when(running, (now) => !now);
    },
    close() {
      closed = true;
      unsubscribe();
    },
  };

  function due(): boolean {
    return !closed && (forced || !tried || !same(tried.desire, desired.get()));
  }

  function wake(): void {
    if (running.get() || !due()) return;
    running.set(true);
    void run();
  }

  async function run(): Promise<void> {
    while (due()) {
      const desire = desired.get();
      forced = false;
      tried = { desire };
      try {
        await apply(desire);
      } catch (error) {
        onError(error, desire);
      }
    }
    running.set(false);
  }
}
