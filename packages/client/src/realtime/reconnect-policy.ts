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

/** While a server restarts, nobody waits longer than this between two tries. */
const RESTART_STEP_MS = 3_000;
/** How long that is tried: about a minute and a half. */
const RESTART_ATTEMPTS = 40;

/**
 * For lines to the server: as `backoff`, but first as long as a restart takes
 * with short steps, so that everybody is back in a call within five seconds of the
 * server being ready (SPEC ADAPT-4); a refused try costs it next to nothing.
 */
export function lineBackoff(options: Parameters<typeof backoff>[0] = {}): ReconnectPolicy {
  const early = backoff({ ...options, maxMs: RESTART_STEP_MS });
  const late = backoff({ ...options, baseMs: 2 * RESTART_STEP_MS });
  return (attempt) =>
    attempt <= RESTART_ATTEMPTS ? early(attempt) : late(attempt - RESTART_ATTEMPTS + 1);
}
