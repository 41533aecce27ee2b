/**
 * The key to a participant's place in a call. Whoever shows it takes the place,
 * so it works once, is replaced at each use, and only its hash is kept.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { SeatToken } from '@converge/protocol/ids';

const digest = (token: string) => createHash('sha256').update(token).digest();

export class Seat {
  #hash: Buffer | null = null;

  /** A new key; the one before opens nothing any more. */
  issue(): SeatToken {
    const token = randomBytes(24).toString('base64url') as SeatToken;
    this.#hash = digest(token);
    return token;
  }

  opens(token: SeatToken): boolean {
    return this.#hash !== null && timingSafeEqual(this.#hash, digest(token));
  }
}
