import { expect, test } from 'vitest';
import { createFreeze } from './freeze.ts';

const still = (now: number) => ({ due: true, comes: false, now });

test('P2P-11 a picture that is due and stands still for four seconds has frozen, once', () => {
  const freeze = createFreeze();
  expect(freeze.look(still(0))).toBe(false);
  expect(freeze.look(still(3_999))).toBe(false);
  expect(freeze.look({ due: true, comes: true, now: 4_000 })).toBe(false);
  expect(freeze.look(still(4_150))).toBe(false);
  expect(freeze.look(still(8_149))).toBe(false);
  expect(freeze.allows(8_149)).toBe(true);
  expect(freeze.look(still(8_150))).toBe(true);
  expect(freeze.look(still(8_300))).toBe(false);
});

test('P2P-11 it is left to the server for half a minute, then for longer, up to five minutes', () => {
  const freeze = createFreeze();
  let now = 0;
  const aways = Array.from({ length: 6 }, () => {
    freeze.look(still(now));
    now += 4_000;
    freeze.look(still(now));
    const frozenAt = now;
    while (!freeze.allows(now)) now += 1_000;
    return now - frozenAt;
  });
  expect(aways).toEqual([30_000, 60_000, 120_000, 240_000, 300_000, 300_000]);
});

test('P2P-11 a picture that nobody looks at, or that isn’t sent, is missed by nobody', () => {
  const freeze = createFreeze();
  for (let now = 0; now < 20_000; now += 150) {
    expect(freeze.look({ due: false, comes: false, now })).toBe(false);
  }
  // It needs its time to begin when somebody looks again.
  expect(freeze.look(still(20_000))).toBe(false);
  expect(freeze.look(still(23_900))).toBe(false);
});
