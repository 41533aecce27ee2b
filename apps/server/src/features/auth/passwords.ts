/** Passwords: argon2id (RFC 9106), and what is too easy to guess in spite of its length. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { availableParallelism } from 'node:os';
import { ConvergeError } from '@converge/protocol/errors';
import { hash, verify } from '@node-rs/argon2';
import { fewAtOnce } from '../../platform/few-at-once.ts';

/** Memory in KiB and rounds as the OWASP Password Storage Cheat Sheet has them; about 40 ms a try. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * They run on the four threads by which files are read, too: half of those stay free,
 * and whoever asks without end makes a line of seconds and not of minutes.
 */
export const passwordsInTurn = fewAtOnce({
  running: Math.min(2, availableParallelism()),
  waiting: 400,
});

/** Set while something runs that is used up before it comes to its hash. */
const begun = new AsyncLocalStorage<true>();

/**
 * Runs what uses something up, as a link to a password, before it computes a hash: it is
 * refused before it begins, and afterwards waits however long the line has become.
 * @throws ConvergeError unavailable, where too many wait already
 */
export async function usingUp<T>(work: () => Promise<T>): Promise<T> {
  passwordsInTurn.refuseFull();
  return begun.run(true, work);
}

/** @throws ConvergeError unavailable, where too many wait already, but for what is used up by now */
export const hashPassword = (password: string): Promise<string> => {
  const { run, runSurely } = passwordsInTurn;
  return (begun.getStore() ? runSurely : run)(() => hash(password, cost));
};

/** @throws ConvergeError unavailable, where too many wait already */
export const verifyPassword = (made: { hash: string; password: string }): Promise<boolean> =>
  passwordsInTurn.run(() => verify(made.hash, made.password));

/** Beginnings of what is tried first everywhere; length alone doesn't save them. */
const common = [
  'password',
  'qwerty',
  'asdfgh',
  'iloveyou',
  'letmein',
  'welcome',
  'admin',
  'йцукен',
  'пароль',
];
const rows = ['01234567890123456789', '98765432109876543210', 'abcdefghijklmnopqrstuvwxyz'];

/**
 * @param about what is known of the person: name, address
 * @throws ConvergeError password_weak
 */
export function refuseWeak(password: string, about: readonly string[]): void {
  const plain = password.toLowerCase().replace(/[\s\d!@#$%^&*._-]+$/u, '');
  const weak =
    new Set(password).size < 4 ||
    rows.some((row) => row.includes(password.toLowerCase())) ||
    plain === '' ||
    common.includes(plain) ||
    about.some((text) => text !== '' && plain === text.toLowerCase());
  if (weak) throw new ConvergeError('password_weak', { fields: { password: 'weak' } });
}
