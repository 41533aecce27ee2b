import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converge-lock-'));
  path = join(folder, 'some/lock');
});
afterEach(() => rm(folder, { recursive: true }));

const patient = { limitMs: 10_000 };

test('one works after the other, and the lock is gone at the end', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await new Promise(setImmediate);
    order.push(`${name} ends`);
    return name;
  };
  const answers = await Promise.all([
    withLock(path, patient, work('a')),
    withLock(path, patient, work('b')),
  ]);
  expect(answers).toEqual(['a', 'b']);
  const first = order[0] === 'a begins' ? ['a', 'b'] : ['b', 'a'];
  expect(order).toEqual(first.flatMap((name) => [`${name} begins`, `${name} ends`]));
  expect(existsSync(path)).toBe(false);
});

test('the lock of a process that was killed is taken over', async () => {
  await withLock(path, patient, async () => undefined);
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(path, `${hostname()} ${gone}`);
  expect(await withLock(path, { limitMs: 0 }, async () => 'mine')).toBe('mine');
});

test('a lock that no longer beats is taken over, though its process cannot be seen', async () => {
  await withLock(path, patient, async () => undefined);
  await writeFile(path, 'another-host 1');
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(path, longAgo, longAgo);
  expect(await withLock(path, { limitMs: 0 }, async () => 'mine')).toBe('mine');
});

test('who waits too long is told whom for', async () => {
  await withLock(path, patient, async () => {
    await expect(withLock(path, { limitMs: 0 }, async () => 'never')).rejects.toThrow(path);
  });
});

test('work that fails gives the lock back', async () => {
  const failing = withLock(path, patient, async () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(existsSync(path)).toBe(false);
});
