/**
 * When to try again: milliseconds to wait before an attempt, 1 being the first
 * after a loss. `awayMs`: how long ago that was, for those who weigh it.
 */
export type ReconnectPolicy = (attempt: number, awayMs?: number) => number;

interface BackoffOptions {
  readonly baseMs?: number;
  readonly maxMs?: number;
  readonly random?: () => number;
}

const LONGEST_MS = 30_000;

/**
 * At once, then ever more slowly up to `maxMs`, for ever. Each wait is a random
 * part between half and all of its step, so that a room full of people doesn't
 * come back in one breath.
 */
export function backoff({
  baseMs = 500,
  maxMs = LONGEST_MS,
  random = Math.random,
}: BackoffOptions = {}): ReconnectPolicy {
  return (attempt) => {
    if (attempt <= 1) return 0;
    // Beyond 2^16 every step is at the limit; the exponent must not overflow.
    const step = Math.min(maxMs, baseMs * 2 ** Math.min(attempt - 2, 16));
    return Math.round(step * (0.5 + random() / 2));
  };
}

/** As long as a restarting server, a changed network or a tunnel take, tries are short. */
const HASTE_MS = 120_000;
const HASTE_PAUSE_MS = 2_000;
/** After that, a pause is such a part of the time that it was in vain. */
const PATIENCE = 1 / 8;

/**
 * For lines to the server (SPEC RT-8): for two minutes in haste, so that everybody
 * is back within five seconds of a server being ready (SPEC ADAPT-4); a refused
 * try costs it next to nothing. Then ever more slowly up to thirty seconds, for ever.
 */
export function lineBackoff({ random = Math.random }: BackoffOptions = {}): ReconnectPolicy {
  const haste = backoff({ maxMs: HASTE_PAUSE_MS, random });
  return (attempt, awayMs = 0) => {
    if (awayMs < HASTE_MS) return haste(attempt);
    return Math.round(Math.min(LONGEST_MS, awayMs * PATIENCE) * (0.5 + random() / 2));
  };
}
