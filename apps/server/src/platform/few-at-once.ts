/** Few things at once where each costs much; who comes meanwhile waits in a line, which has an end. */
import { ConvergeError } from '@converge/protocol/errors';

export interface FewAtOnce {
  /** Runs `work` when it is its turn. @throws ConvergeError unavailable, where too many wait already */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** The same for who can't come again: waits in the same line, also beyond its end. */
  runSurely<T>(work: () => Promise<T>): Promise<T>;
  /** @throws ConvergeError unavailable, where `run` would be refused now */
  refuseFull(): void;
}

/** When there may be a place again. */
const retryAfterMs = 2_000;

export function fewAtOnce(most: { readonly running: number; readonly waiting: number }): FewAtOnce {
  const line: (() => void)[] = [];
  let running = 0;

  function refuseFull(): void {
    if (running < most.running || line.length < most.waiting) return;
    throw new ConvergeError('unavailable', { retryAfterMs });
  }

  async function runSurely<T>(work: () => Promise<T>): Promise<T> {
    if (running < most.running) running += 1;
    else await new Promise<void>((go) => line.push(go));
    try {
      return await work();
    } finally {
      // The place is handed on, and only where nobody waits given up.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  }

  return {
    async run(work) {
      refuseFull();
      return runSurely(work);
    },
    runSurely,
    refuseFull,
  };
}
