import { fc } from '@converge/protocol/testing/random';
import { expect, test } from 'vitest';
import { backoff, lineBackoff } from './reconnect-policy.ts';

test('RT-8 the first attempt is made at once, none waits longer than thirty seconds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.integer({ min: 0, max: 1e9 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, awayMs, chance) => {
        for (const policy of [backoff, lineBackoff]) {
          const wait = policy({ random: () => chance })(attempt, awayMs);
          expect(wait).toBeGreaterThanOrEqual(0);
          expect(wait).toBeLessThanOrEqual(30_000);
          if (attempt === 1 && awayMs < 120_000) expect(wait).toBe(0);
          if (attempt > 1) expect(wait).toBeGreaterThanOrEqual(250);
        }
      },
    ),
  );
});

test('RT-8 ADAPT-4 for two minutes no wait is longer than two seconds, later they grow with the time away', () => {
  const policy = lineBackoff({ random: () => 1 });
  const waits: number[] = [];
  for (let away = 0; away < 600_000; ) {
    const wait = policy(waits.length + 1, away);
    waits.push(wait);
    away += wait;
  }
  expect(waits.slice(0, 6)).toEqual([0, 500, 1_000, 2_000, 2_000, 2_000]);
  const late = waits.filter((wait) => wait > 2_000);
  expect(waits.length - late.length).toBeGreaterThan(60);
  expect(late).toEqual([...late].sort((a, b) => a - b));
  expect([late[0], late.at(-1)]).toEqual([expect.closeTo(15_000, -3), 30_000]);
});
