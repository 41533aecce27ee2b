/**
 * Limits in rate, behind a small port: today they are counted in this process's
 * memory; with several servers they will be counted in Redis.
 */
import { ConvergeError, type ErrorCode } from '@converge/protocol/errors';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface LimitRule {
  /** So many acts … */
  readonly points: number;
  /** … within so many seconds. */
  readonly perSeconds: number;
  /** What is answered; `rate_limited` unless said otherwise. */
  readonly code?: ErrorCode;
  /** The keys are single people or accounts: that many share an address widens nothing here. */
  readonly ofOne?: boolean;
}

export interface Limiter {
  /** Counts one act (or several) of `key`; what is refused isn't counted. @throws ConvergeError with `retryAfterMs` beyond the limit */
  consume(key: string, points?: number): Promise<void>;
  /** Takes one counted act (or several) back. */
  reward(key: string, points?: number): Promise<void>;
  /** Forgets what was counted for `key`. */
  reset(key: string): Promise<void>;
}

export interface RateLimits {
  /** A limit of its own; `name` keeps its keys apart from those of others. */
  limiter(name: string, rule: LimitRule): Limiter;
}

/** @param factor multiplies the limits by address, for places where many share one */
export function createRateLimits(factor = 1): RateLimits {
  return {
    limiter(name, { points, perSeconds, code = 'rate_limited', ofOne = false }) {
      const allowed = ofOne ? points : Math.max(1, Math.round(points * factor));
      const memory = new RateLimiterMemory({
        keyPrefix: name,
        points: allowed,
        duration: perSeconds,
      });
      const refuse = (state: RateLimiterRes) =>
        new ConvergeError(code, { retryAfterMs: Math.max(1, Math.ceil(state.msBeforeNext)) });
      return {
        async consume(key, count = 1) {
          try {
            await memory.consume(key, count);
          } catch (state) {
            if (!(state instanceof RateLimiterRes)) throw state;
            await memory.reward(key, count);
            throw refuse(state);
          }
        },
        async reward(key, count = 1) {
          await memory.reward(key, count);
        },
        async reset(key) {
          await memory.delete(key);
        },
      };
    },
  };
}
