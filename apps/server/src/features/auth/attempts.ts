/**
 * What slows down guessing passwords. An address stands for a whole school; an
 * account for one person, whatever the configuration says of addresses (ADR 59).
 */
import { createHash } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import { limitByNetwork } from '../../platform/network-limit.ts';
import type { Limiter, RateLimits } from '../../platform/rate-limits.ts';
import type { Devices } from './devices.ts';
import { type AskedBy, networkOfAsker } from './engine.ts';

export type Attempts = ReturnType<typeof createAttempts>;

/** A bucket that a try draws from. */
interface Draw {
  readonly limiter: Limiter;
  readonly key: string;
  /** What a right password makes of it: nothing speaks against them any more, or one try is given back. */
  readonly right: 'forgotten' | 'givenBack' | 'counted';
}

const seconds = 10 * 60;

export function createAttempts(rateLimits: RateLimits, devices: Devices) {
  const rule = { perSeconds: seconds, code: 'too_many_attempts' } as const;
  const ofOne = (name: string, points: number) =>
    rateLimits.limiter(`auth.${name}`, { ...rule, points, ofOne: true });
  const account = ofOne('account', 8);
  const address = limitByNetwork(rateLimits, 'auth.address', { ...rule, points: 100 });
  const device = ofOne('device', 8);
  // Who once knew the password may have made themselves many devices.
  const devicesOfAccount = ofOne('devices', 40);
  const change = ofOne('change', 8);
  // Right ones cost as much as wrong ones, and each leaves a session. A class on one account
  // comes in each lesson.
  const signIns = rateLimits.limiter('auth.signIns', {
    ...{ points: 300, perSeconds: 3_600, code: 'too_many_attempts', ofOne: true },
  });

  /** Counts a try before it is judged, so that many at once don't slip through together. */
  async function counted<T>(draws: readonly Draw[], run: () => Promise<T>): Promise<T> {
    const drawn: Draw[] = [];
    const giveBack = (all: readonly Draw[]) =>
      Promise.all(all.map(({ limiter, key }) => limiter.reward(key)));
    try {
      for (const draw of draws) {
        await draw.limiter.consume(draw.key);
        drawn.push(draw);
      }
    } catch (error) {
      await giveBack(drawn);
      throw error;
    }
    const result = await run().catch(async (error: unknown) => {
      const judged = !(error instanceof ConvergeError) || error.code !== 'unavailable';
      await giveBack(judged ? drawn.filter(({ right }) => right === 'counted') : drawn);
      throw error;
    });
    await giveBack(drawn.filter(({ right }) => right === 'givenBack'));
    const over = drawn.filter(({ right }) => right === 'forgotten');
    await Promise.all(over.map(({ limiter, key }) => limiter.reset(key)));
    return result;
  }

  return {
    /**
     * Signing in. On a device where the account did before, strangers' tries don't count,
     * neither those at the account nor those from the same address.
     * @throws ConvergeError too_many_attempts, and whatever `run` throws
     */
    signingIn<T>(email: string, by: AskedBy, run: () => Promise<T>): Promise<T> {
      const key = keyOf(email);
      const known = devices.knows(by.cookie, email);
      const draws: Draw[] = known
        ? [
            { limiter: device, key: `${known} ${key}`, right: 'forgotten' },
            { limiter: devicesOfAccount, key, right: 'givenBack' },
          ]
        : [
            { limiter: account, key, right: 'forgotten' },
            { limiter: address, key: networkOfAsker(by), right: 'givenBack' },
          ];
      return counted([...draws, { limiter: signIns, key, right: 'counted' }], run);
    },
    /** Changing it, by who is signed in already: nobody else draws from that. */
    changing: <T>(userId: string, run: () => Promise<T>): Promise<T> =>
      counted([{ limiter: change, key: userId, right: 'forgotten' }], run),
    /** Nothing speaks against this account any more: who it belongs to has shown that they do. */
    forget: (email: string): Promise<void> => account.reset(keyOf(email)),
  };
}

/** Addresses of mail aren't kept in the counters either. */
export const keyOf = (email: string): string =>
  createHash('sha256').update(email).digest('base64url');
