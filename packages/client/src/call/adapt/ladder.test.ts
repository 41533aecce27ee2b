import { describe, expect, test } from 'vitest';
import { type LadderRules, nextRung, type Sign, topRung } from './ladder.ts';

const rules: LadderRules = {
  last: 3,
  badMs: 6_000,
  settleMs: 8_000,
  firstWaitMs: 60_000,
  longestWaitMs: 480_000,
};

/** Runs through signs, one every two seconds, and tells the rung after each. */
function climb(...parts: readonly (readonly [Sign, seconds: number])[]) {
  let ladder = topRung(0, rules);
  const rungs: number[] = [];
  let now = 0;
  for (const [sign, seconds] of parts) {
    for (const end = now + seconds * 1_000; now < end; now += 2_000) {
      ladder = nextRung(ladder, sign, now, rules);
      rungs.push(ladder.rung);
    }
  }
  return { rungs, changes: rungs.filter((rung, at) => at > 0 && rung !== rungs[at - 1]).length };
}
const last = (rungs: readonly number[]) => rungs.at(-1);

describe('ADAPT-8 ADAPT-10 steps', () => {
  test.each([
    ['what is good stays', [['good', 600]], 0],
    ['what nobody can judge stays', [['unknown', 600]], 0],
    [
      'a moment of trouble is borne',
      [
        ['good', 20],
        ['bad', 4],
        ['good', 20],
      ],
      0,
    ],
    [
      'trouble that lasts is answered',
      [
        ['good', 20],
        ['bad', 10],
      ],
      1,
    ],
    [
      'and again, after it had time to help',
      [
        ['good', 20],
        ['bad', 24],
      ],
      2,
    ],
    ['down to the last and no further', [['bad', 600]], 3],
  ] as const)('%s', (_case, parts, rung) => {
    expect(last(climb(...parts).rungs)).toBe(rung);
  });

  test('it goes up a step after a minute that was good, and not before', () => {
    expect(last(climb(['good', 10], ['bad', 10], ['good', 60]).rungs)).toBe(1);
    expect(last(climb(['good', 10], ['bad', 10], ['good', 72]).rungs)).toBe(0);
  });

  test('a minute that wasn’t good throughout doesn’t count', () => {
    const { rungs } = climb(['bad', 16], ['good', 50], ['unknown', 2], ['good', 50]);
    expect(last(rungs)).toBe(1);
  });

  test('a machine that is only good on the lower step isn’t asked every minute', () => {
    // Trouble on the top, none below it: for an hour.
    let ladder = topRung(0, rules);
    let changes = 0;
    for (let now = 0; now < 3_600_000; now += 2_000) {
      const next = nextRung(ladder, ladder.rung === 0 ? 'bad' : 'good', now, rules);
      if (next.rung !== ladder.rung) changes++;
      ladder = next;
    }
    expect(changes).toBeLessThanOrEqual(22);
    expect(ladder.waitMs).toBe(480_000);
  });

  test('trouble after a long good time is a new one', () => {
    const relapse = { rung: 0, since: 0, run: null, waitMs: 480_000, climbedAt: 0 };
    const fall = (now: number) => {
      const worried = nextRung(relapse, 'bad', now - 6_000, rules);
      return nextRung(worried, 'bad', now, rules).waitMs;
    };
    expect(fall(30_000)).toBe(480_000);
    expect(fall(90_000)).toBe(60_000);
  });
});
