import { expect, test } from 'vitest';
import { levelOfDecibels, loudness } from './meter.ts';

const wave = (amplitude: number) =>
  Float32Array.from({ length: 1024 }, (_, i) => amplitude * Math.sin(i / 5));

test('silence is nothing, speech lies in the middle, shouting fills the meter', () => {
  expect(loudness(new Float32Array(1024))).toBe(0);
  expect(loudness(wave(0.1))).toBeGreaterThan(0.4);
  expect(loudness(wave(0.1))).toBeLessThan(0.8);
  expect(loudness(wave(1))).toBe(1);
  expect([levelOfDecibels(-127), levelOfDecibels(0)]).toEqual([0, 1]);
});
