/** A token bucket: bursts up to its size, and a steady rate after that. */
export interface Rate {
  /** How many at once. */
  readonly burst: number;
  readonly perSecond: number;
}

export class TokenBucket {
  readonly #rate: Rate;
  #tokens: number;
  #filledAt: number;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#filledAt = now;
  }

  /**
   * Takes one token.
   * @param now milliseconds; a clock that was set back counts as standing still
   * @returns 0 when taken, else the milliseconds until there is one
   */
  take(now: number): number {
    this.#fill(now);
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.ceil(((1 - this.#tokens) / this.#rate.perSecond) * 1000);
  }

  /** Whether nothing was taken lately, so that a fresh bucket would be the same. */
  isFull(now: number): boolean {
    this.#fill(now);
    return this.#tokens >= this.#rate.burst;
  }

  #fill(now: number): void {
    const elapsed = Math.max(0, now - this.#filledAt);
    this.#filledAt = now;
    this.#tokens = Math.min(
      this.#rate.burst,
      this.#tokens + (elapsed / 1000) * this.#rate.perSecond,
    );
  }
}
