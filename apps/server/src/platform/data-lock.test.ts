import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DataFolderBusy, lockDataFolder } from './data-lock.ts';
import { createLog } from './log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'converge-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const log = createLog('silent');
const lock = () => lockDataFolder(folder, { log });
/** As a server that has this very folder in another container, say; quicker than a real one. */
const lockFrom = (place: string) =>
  lockDataFolder(folder, { log, place, beatMs: 20, patienceMs: 1_000 });
const lockFile = () => join(folder, 'server.lock');

test('OPS-5 who comes second is told the pid of the first; after its end the lock is free', async () => {
  const release = await lock();
  await expect(lock()).rejects.toThrow(DataFolderBusy);
  await expect(lock()).rejects.toThrow(`pid ${process.pid}`);
  release();
  expect(readdirSync(folder)).toEqual([]);
  (await lock())();
});

test('OPS-4 the lock of a killed server is passed over', async () => {
  const pidOfNobody = 4_194_304 - 1; // the highest that Linux gives, and practically never does
  writeFileSync(lockFile(), JSON.stringify({ pid: pidOfNobody, began: '1' }));
  (await lock())();
});

test('OPS-4 so is one whose pid went to another program', async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, began: 'another time' }));
  (await lock())();
});

test('OPS-4 so is one that was cut off while it was written', async () => {
  writeFileSync(lockFile(), '{"pid":');
  (await lock())();
});

test('OPS-14 a server that can’t be seen from here, and lives, keeps its folder', async () => {
  const release = await lockFrom('there');
  await expect(lockFrom('here')).rejects.toThrow(/of another machine or container/);
  release();
  expect(readdirSync(folder)).toEqual([]);
  (await lockFrom('here'))();
});

test('OPS-14 one that gives no sign of life is passed over', async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, began: '', place: 'there' }));
  (await lockFrom('here'))();
});

test('OPS-14 one that slept while another took its place can’t go on', async () => {
  const fault = vi.fn();
  // What nobody catches ends the server in order; here it would end the tests.
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.once('uncaughtException', fault);
  const thrown = once(process, 'uncaughtException');
  const release = await lockFrom('there');
  writeFileSync(lockFile(), 'of somebody else');
  await thrown;
  for (const other of others) process.on('uncaughtException', other);
  expect(fault.mock.calls[0]?.[0]).toMatchObject({ message: expect.stringMatching(/taken over/) });
  release();
  expect(readFileSync(lockFile(), 'utf8')).toBe('of somebody else');
});

test('OPS-14 a lock that was removed by hand is there again', async () => {
  const release = await lockFrom('there');
  rmSync(lockFile());
  await expect.poll(() => existsSync(lockFile())).toBe(true);
  release();
});

test('giving a lock back twice does not take it from the next holder', async () => {
  const release = await lock();
  release();
  writeFileSync(lockFile(), 'of somebody else');
  release();
  expect(readFileSync(lockFile(), 'utf8')).toBe('of somebody else');
});

test('OPS-5 a data folder that can’t be written is named, with what to do', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  await expect(lockDataFolder(join(file, 'data'), { log })).rejects.toThrow(
    /can't be written: [\s\S]*Set DATA_DIR to a folder\.$/,
  );
});
