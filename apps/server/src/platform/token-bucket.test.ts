import { expect, test } from 'vitest';
import { TokenBucket } from './token-bucket.ts';

test('a bucket gives its burst, then its rate, and says when to come again', () => {
  const bucket = new TokenBucket({ burst: 3, perSecond: 2 }, 0);
  expect([bucket.take(0), bucket.take(0), bucket.take(0)]).toEqual([0, 0, 0]);
  expect(bucket.take(0)).toBe(500);
  expect(bucket.take(250)).toBe(250);
  expect(bucket.take(500)).toBe(0);
  expect(bucket.isFull(500)).toBe(false);
  expect(bucket.isFull(60_000)).toBe(true);
});

test('a clock that is set back neither fills nor empties it', () => {
  const bucket = new TokenBucket({ burst: 1, perSecond: 1 }, 10_000);
  expect(bucket.take(5_000)).toBe(0);
  expect(bucket.take(5_000)).toBe(1000);
  expect(bucket.take(6_000)).toBe(0);
});
