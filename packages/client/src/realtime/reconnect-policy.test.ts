import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff, lineBackoff } from './reconnect-policy.ts';

test('RT-8 the first attempt is made at once, none waits longer than thirty seconds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, chance) => {
        for (const policy of [backoff, lineBackoff]) {
          const wait = policy({ random: () => chance })(attempt);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(30_000);
          if (attempt === 1) expect(wait).toBe(0);
          if (attempt > 1) expect(wait).toBeGreaterThanOrEqual(250);
        }
      },
    ),
  );
});

test('ADAPT-4 for as long as a server restarts no wait is longer than three seconds, later they grow', () => {
  const policy = lineBackoff({ random: () => 1 });
  const waits = Array.from({ length: 50 }, (_, n) => policy(n + 1));
  const early = waits.slice(0, 40);
  expect(early.slice(0, 6)).toEqual([0, 500, 1_000, 2_000, 3_000, 3_000]);
  expect(Math.max(...early)).toBe(3_000);
  expect(early.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(60_000);
  expect(waits.slice(40, 45)).toEqual([6_000, 12_000, 24_000, 30_000, 30_000]);
});
