/** Passwords: argon2id (RFC 9106), and what is too easy to guess in spite of its length. */

import { ConvergeError } from '@converge/protocol/errors';
import { hash, verify } from '@node-rs/argon2';

/** Memory in KiB and rounds as the OWASP Password Storage Cheat Sheet has them; about 40 ms a try. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

export const verifyPassword = (made: { hash: string; password: string }): Promise<boolean> =>
  verify(made.hash, made.password);

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
