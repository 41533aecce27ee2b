/**
 * What slows down guessing passwords. An address stands for a whole school; an
 * account for one person, whatever the configuration says of addresses (ADR 59).
 */
import { createHash } from 'node:crypto';
import type { RateLimits } from '../../platform/rate-limits.ts';
import { type AskedBy, networkOfAsker } from './engine.ts';

export type Attempts = ReturnType<typeof createAttempts>;

const seconds = 10 * 60;

export function createAttempts(rateLimits: RateLimits) {
  const rule = { perSeconds: seconds, code: 'too_many_attempts' } as const;
  const account = rateLimits.limiter('auth.account', { ...rule, points: 8, ofOne: true });
  const address = rateLimits.limiter('auth.address', { ...rule, points: 100 });
  return {
    /**
     * Counts a try before it is judged, so that many at once don't slip through together.
     * @throws ConvergeError too_many_attempts, and whatever `run` throws
     */
    async guarded<T>(email: string, by: AskedBy, run: () => Promise<T>): Promise<T> {
      const network = networkOfAsker(by);
      const key = keyOf(email);
      await address.consume(network);
      await account.consume(key);
      const result = await run();
      await Promise.all([account.reset(key), address.reward(network)]);
      return result;
    },
    /** Nothing speaks against this account any more: who it belongs to has shown that they do. */
    forget: (email: string): Promise<void> => account.reset(keyOf(email)),
  };
}

/** Addresses of mail aren't kept in the counters either. */
export const keyOf = (email: string): string =>
  createHash('sha256').update(email).digest('base64url');
