/** Token buckets by key; one that is full again is as good as none, and is forgotten. */
import { type Rate, TokenBucket } from './token-bucket.ts';

const sweepMs = 10_000;

export class TokenBuckets<Key> {
  readonly #rate: Rate;
  readonly #buckets = new Map<Key, TokenBucket>();
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** How many are kept. */
  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one token of this key's. @returns 0 when taken, else the milliseconds until there is one */
  take(key: Key, now: number): number {
    this.#sweep(now);
    let bucket = this.#buckets.get(key);
    if (!bucket) {
      bucket = new TokenBucket(this.#rate, now);
      this.#buckets.set(key, bucket);
    }
    return bucket.take(now);
  }

  #sweep(now: number): void {
    if (now - this.#sweptAt < sweepMs) return;
    this.#sweptAt = now;
    for (const [key, bucket] of this.#buckets) if (bucket.isFull(now)) this.#buckets.delete(key);
  }
}
