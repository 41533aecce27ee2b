import { type HealthAnswer, healthCounts, healthSeries } from '@converge/protocol/rest/health';
import { expect, test } from 'vitest';
import { courseOf, groups, joinedShare } from './plots.ts';

const record = <K extends string, V>(keys: readonly K[], value: V) =>
  Object.fromEntries(keys.map((key) => [key, value])) as Record<K, V>;

const health = (series: Partial<HealthAnswer['series']>): HealthAnswer => ({
  at: 1,
  startedAt: 0,
  stepMs: 10_000,
  series: { ...record(healthSeries, []), ...series },
  counts: record(healthCounts, []),
  storage: null,
});

test('METRIC-4 every number that is measured has a plot, and none two', () => {
  const shown = Object.values(groups).flatMap((plots) => plots.map(({ series }) => series));
  expect(shown.toSorted()).toEqual([...healthSeries].sort());
});

test('a course knows its latest and its highest, also across gaps', () => {
  expect(courseOf(health({ jitter: [4, 9, null] }), 'jitter')).toMatchObject({
    latest: 9,
    peak: 9,
    sum: 13,
  });
  expect(courseOf(health({}), 'jitter')).toMatchObject({ latest: null, peak: null });
});

test('the share of those who got in counts from those who wanted to', () => {
  expect(joinedShare(health({}))).toBeNull();
  expect(joinedShare(health({ joinsFine: [2, 1], joinsFailed: [0, 1] }))).toBe(0.75);
});
