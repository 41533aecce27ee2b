import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff } from './reconnect-policy.ts';

test('RT-8 the first attempt is made at once, none waits longer than thirty seconds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (attempt, chance) => {
        const wait = backoff({ random: () => chance })(attempt);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(30_000);
        if (attempt === 1) expect(wait).toBe(0);
        if (attempt > 1) expect(wait).toBeGreaterThanOrEqual(250);
      },
    ),
  );
});
