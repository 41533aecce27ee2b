import { expect, test } from 'vitest';
import { looking } from './looking.ts';

/** Takes in `parts`, each a moment and a length, and says when it was looked at. */
async function looks(parts: readonly (readonly [atMs: number, length: number])[]) {
  let now = 0;
  const looked: (readonly [atMs: number, came: number])[] = [];
  async function* bytes() {
    for (const [at, length] of parts) {
      now = at;
      yield Buffer.alloc(length);
    }
  }
  const look = async (came: number) => void looked.push([now, came]);
  let taken = 0;
  for await (const part of looking(bytes(), look, { now: () => now })) taken += part.length;
  expect(taken).toBe(parts.reduce((sum, [, length]) => sum + length, 0));
  return looked;
}

test('FILE-26 a part that drips is looked at every ten seconds', async () => {
  const drips = [0, 4_000, 9_999, 10_000, 14_000, 20_001].map((at) => [at, 1] as const);
  expect(await looks(drips)).toEqual([
    [10_000, 4],
    [20_001, 6],
  ]);
});

test('FILE-26 a part that pours is looked at every 32 MiB', async () => {
  const mebibyte = 1024 * 1024;
  const pours = Array.from({ length: 5 }, () => [0, 16 * mebibyte] as const);
  expect(await looks(pours)).toEqual([
    [0, 32 * mebibyte],
    [0, 64 * mebibyte],
  ]);
});

test('FILE-26 nothing more is taken of a part that may not go on', async () => {
  let asked = 0;
  async function* bytes() {
    for (;;) {
      asked += 1;
      yield Buffer.alloc(1);
    }
  }
  const refuse = () => Promise.reject(new Error('no'));
  const part = looking(bytes(), refuse, { now: () => asked * 6_000 });
  const take = async () => {
    for await (const one of part) expect(one).toHaveLength(1);
  };
  await expect(take()).rejects.toThrow('no');
  expect(asked).toBe(2);
});
