import { expect, test } from 'vitest';
import { percentile, summarize } from './stats.ts';

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
