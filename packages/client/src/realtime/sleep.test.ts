import { expect, test } from 'vitest';
import type { Clock } from '../state/clock.ts';
import { watchSleep } from './sleep.ts';

/** A clock of a machine that may sleep: its timers run late, and once. */
function machine() {
  let now = 0;
  let due: (() => void) | null = null;
  const clock: Clock = {
    now: () => now,
    after(_ms, run) {
      due = run;
      return () => {
        due = null;
      };
    },
  };
  const pass = (ms: number) => {
    now += ms;
    due?.();
  };
  return { clock, pass };
}

test('DEV-5 waking is noticed once after each sleep, and a page that is only late didn’t sleep', () => {
  const { clock, pass } = machine();
  let woken = 0;
  const stop = watchSleep(clock, () => {
    woken++;
  });
  for (const ms of [3_000, 9_000, 3_000]) pass(ms);
  expect(woken).toBe(0);
  pass(600_000);
  pass(3_000);
  expect(woken).toBe(1);
  pass(20_000);
  expect(woken).toBe(2);
  stop();
  pass(600_000);
  expect(woken).toBe(2);
});
