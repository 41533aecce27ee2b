/** Few things at once where each costs much; who comes meanwhile waits in a line, which has an end. */
import { ConvergeError } from '@converge/protocol/errors';

/** Runs `work` when it is its turn. @throws ConvergeError unavailable, where too many wait already */
export type FewAtOnce = <T>(work: () => Promise<T>) => Promise<T>;

/** When there may be a place again. */
const retryAfterMs = 2_000;

export function fewAtOnce(most: { readonly running: number; readonly waiting: number }): FewAtOnce {
  const line: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < most.running) running += 1;
    else if (line.length < most.waiting) await new Promise<void>((go) => line.push(go));
    else throw new ConvergeError('unavailable', { retryAfterMs });
    try {
      return await work();
    } finally {
      // The place is handed on, and only where nobody waits given up.
      const next = line.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
