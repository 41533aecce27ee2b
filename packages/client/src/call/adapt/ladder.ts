/**
 * Steps down while something is too much, and up again when it has been enough
 * for a while. Pure. It doesn't flap: trouble has to last, a step is given time
 * to show in the counters, and who falls again soon after climbing waits twice
 * as long before the next time.
 */

/** What the latest look says; unknown: there was nothing to judge by. */
export type Sign = 'bad' | 'good' | 'unknown';

export interface LadderRules {
  /** The last rung, counted from 0, on which everything is as it should be. */
  readonly last: number;
  /** How long it must be bad. */
  readonly badMs: number;
  /** After a step the counters still tell of the time before it. */
  readonly settleMs: number;
  /** How long it must be good before the first step up. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
}

export interface Ladder {
  readonly rung: number;
  /** When it came to this rung. */
  readonly since: number;
  /** What the signs have said without a break, and since when. */
  readonly run: { readonly sign: 'bad' | 'good'; readonly from: number } | null;
  readonly waitMs: number;
  /** When it last stepped up; null: since the last fall it didn't. */
  readonly climbedAt: number | null;
}

/** A fall within this time after climbing is the same trouble as before. */
const RELAPSE_MS = 60_000;

export const topRung = (now: number, { firstWaitMs }: LadderRules): Ladder => ({
  rung: 0,
  since: now,
  run: null,
  waitMs: firstWaitMs,
  climbedAt: null,
});

export function nextRung(ladder: Ladder, sign: Sign, now: number, rules: LadderRules): Ladder {
  const { rung, run, waitMs } = ladder;
  if (sign === 'unknown' || now - ladder.since < rules.settleMs) {
    return run === null ? ladder : { ...ladder, run: null };
  }
  const from = run?.sign === sign ? run.from : now;
  const lasted = now - from;
  if (sign === 'bad' && rung < rules.last && lasted >= rules.badMs) {
    return {
      rung: rung + 1,
      since: now,
      run: null,
      waitMs: waitAfter(ladder, now, rules),
      climbedAt: null,
    };
  }
  if (sign === 'good' && rung > 0 && lasted >= waitMs) {
    return { rung: rung - 1, since: now, run: null, waitMs, climbedAt: now };
  }
  return run?.sign === sign ? ladder : { ...ladder, run: { sign, from } };
}

/** How long the next climb waits, after a fall that happens now. */
function waitAfter({ climbedAt, waitMs }: Ladder, now: number, rules: LadderRules): number {
  // On the way down, one fall after the other.
  if (climbedAt === null) return waitMs;
  if (now - climbedAt < RELAPSE_MS) return Math.min(rules.longestWaitMs, waitMs * 2);
  return rules.firstWaitMs;
}
