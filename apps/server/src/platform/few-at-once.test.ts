import { expect, test } from 'vitest';
import { fewAtOnce } from './few-at-once.ts';

test('AUTH-18 few run at once, the others in their order, and beyond the line they are told to come again', async () => {
  const inTurn = fewAtOnce({ running: 2, waiting: 2 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (nr: number) =>
    inTurn(async () => {
      begun.push(nr);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (nr === 1) throw new Error('of its own');
      return nr;
    });
  const [one, two, three, four] = [work(1), work(2), work(3), work(4)];
  await expect(work(5)).rejects.toMatchObject({
    failure: { code: 'unavailable', retryAfterMs: expect.any(Number) },
  });
  expect(begun).toEqual([1, 2]);
  ends[0]?.();
  await expect(one).rejects.toThrow('of its own');
  await expect.poll(() => begun).toEqual([1, 2, 3]);
  ends[1]?.();
  await expect.poll(() => begun).toEqual([1, 2, 3, 4]);
  ends[2]?.();
  ends[3]?.();
  expect(await Promise.all([two, three, four])).toEqual([2, 3, 4]);
  const late = work(6);
  await expect.poll(() => ends.length).toBe(5);
  ends[4]?.();
  expect(await late).toBe(6);
});
