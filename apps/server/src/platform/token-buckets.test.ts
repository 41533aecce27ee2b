import { expect, test } from 'vitest';
import { TokenBuckets } from './token-buckets.ts';

test('each key has a bucket of its own, which is forgotten when it is full again', () => {
  const buckets = new TokenBuckets<string>({ burst: 2, perSecond: 1 });
  expect([buckets.take('a', 0), buckets.take('a', 0), buckets.take('b', 0)]).toEqual([0, 0, 0]);
  expect(buckets.take('a', 0)).toBe(1_000);
  expect(buckets.take('c', 30_000)).toBe(0);
  expect(buckets.size).toBe(1);
});
