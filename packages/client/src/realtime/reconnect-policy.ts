/** When to try again: milliseconds to wait before an attempt, 1 being the first after a loss. */
export type ReconnectPolicy = (attempt: number) => number;

/**
 * At once, then ever more slowly up to `maxMs`, for ever (SPEC RT-8). Each wait
 * is a random part between half and all of its step, so that a room full of
 * people doesn't come back in one breath.
 */
export function backoff({
  baseMs = 500,
  maxMs = 30_000,
  random = Math.random,
}: {
  readonly baseMs?: number;
  readonly maxMs?: number;
  readonly random?: () => number;
} = {}): ReconnectPolicy {
  return (attempt) => {
    if (attempt <= 1) return 0;
    // Beyond 2^16 every step is at the limit; the exponent must not overflow.
    const step = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 2, 16));
    return Math.round(step * (0.5 + random() / 2));
  };
}
