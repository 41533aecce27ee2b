/**
 * The key to a participant's place in a call. Whoever shows it takes the place,
 * so it works once, is replaced at each use, and only its hash is kept. Whose
 * answer with the key in it was lost is known by the attempt that they repeat.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { JoinAttempt, SeatToken } from '@converge/protocol/ids';

const digest = (token: string) => createHash('sha256').update(token).digest();

export class Seat {
  #hash: Buffer | null = null;
  #attempt: JoinAttempt | undefined;

  /** A new key, in the answer to this attempt; the one before opens nothing any more. */
  issue(attempt?: JoinAttempt): SeatToken {
    const token = randomBytes(24).toString('base64url') as SeatToken;
    this.#hash = digest(token);
    this.#attempt = attempt;
    return token;
  }

  opens(token: SeatToken): boolean {
    return this.#hash !== null && timingSafeEqual(this.#hash, digest(token));
  }

  /** Whether the key that opens it now was issued in the answer to this attempt. */
  answered(attempt: JoinAttempt): boolean {
    return this.#attempt === attempt;
  }
}
