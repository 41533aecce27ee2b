import { expect, test } from 'vitest';
import { fewAtOnce } from './few-at-once.ts';

test('AUTH-18 few run at once, the others in their order, and beyond the line they are told to come again', async () => {
  const { run, runSurely, refuseFull } = fewAtOnce({ running: 2, waiting: 2 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (nr: number, how = run) =>
    how(async () => {
      begun.push(nr);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (nr === 1) throw new Error('of its own');
      return nr;
    });
  const [one, two, three, four] = [work(1), work(2), work(3), work(4)];
  await expect(work(5)).rejects.toMatchObject({
    failure: { code: 'unavailable', retryAfterMs: expect.any(Number) },
  });
  expect(refuseFull).toThrow('unavailable');
  // Who can't come again waits behind the others.
  const sure = work(7, runSurely);
  expect(begun).toEqual([1, 2]);
  ends[0]?.();
  await expect(one).rejects.toThrow('of its own');
  await expect.poll(() => begun).toEqual([1, 2, 3]);
  ends[1]?.();
  await expect.poll(() => begun).toEqual([1, 2, 3, 4]);
  ends[2]?.();
  await expect.poll(() => begun).toEqual([1, 2, 3, 4, 7]);
  ends[3]?.();
  ends[4]?.();
  expect(await Promise.all([two, three, four, sure])).toEqual([2, 3, 4, 7]);
  refuseFull();
  const late = work(6);
  await expect.poll(() => ends.length).toBe(6);
  ends[5]?.();
  expect(await late).toBe(6);
});
