import { expect, test } from 'vitest';
import { fromShortest, lengthOf } from './durations.ts';

test('METRIC-7 lengths of calls stand in their order, each with where it begins and ends', () => {
  const counted = ['longer', '15', '1'].map((name) => ({ name, count: 1 }));
  expect(fromShortest(counted).map(({ name }) => lengthOf(name))).toEqual([
    { from: 0, to: 1 },
    { from: 5, to: 15 },
    { from: 90, to: null },
  ]);
});
