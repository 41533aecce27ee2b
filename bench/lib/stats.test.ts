import { expect, test } from 'vitest';
import { percentile, slopeOf, summarize } from './stats.ts';

test('a percentile is a measured value, by nearest rank', () => {
  const series = Array.from({ length: 20 }, (_, i) => i + 1);
  expect(percentile(series, 0.5)).toBe(10);
  expect(percentile(series, 0.95)).toBe(19);
  expect(percentile(series, 1)).toBe(20);
  expect(percentile([7], 0.99)).toBe(7);
});

test('a summary takes values in any order', () => {
  expect(summarize([3, 1, 2])).toEqual({
    count: 3,
    min: 1,
    p50: 2,
    p95: 3,
    p99: 3,
    max: 3,
    mean: 2,
  });
});

test('a slope is that of the line nearest to the points, with its error', () => {
  expect(
    slopeOf([
      [0, 1],
      [1, 3],
      [2, 5],
      [3, 7],
    ]),
  ).toEqual({ slope: 2, error: 0 });
  const { slope, error } = slopeOf([
    [0, 0],
    [1, 2],
    [2, 0],
    [3, 2],
    [4, 0],
  ]);
  expect(slope).toBeCloseTo(0);
  expect(error).toBeGreaterThan(0.3);
});
