import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataFolderBusy, lockDataFolder } from './data-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'converge-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = () => join(folder, 'server.lock');

test('OPS-5 who comes second is told the pid of the first; after its end the lock is free', () => {
  const release = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrow(DataFolderBusy);
  expect(() => lockDataFolder(folder)).toThrow(`pid ${process.pid}`);
  release();
  expect(readdirSync(folder)).toEqual([]);
  lockDataFolder(folder)();
});

test('OPS-4 the lock of a killed server is passed over', () => {
  const pidOfNobody = 4_194_304 - 1; // the highest that Linux gives, and practically never does
  writeFileSync(lockFile(), JSON.stringify({ pid: pidOfNobody, began: '1' }));
  lockDataFolder(folder)();
});

test('OPS-4 so is one whose pid went to another program', () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, began: 'another time' }));
  lockDataFolder(folder)();
});

test('OPS-4 so is one that was cut off while it was written', () => {
  writeFileSync(lockFile(), '{"pid":');
  lockDataFolder(folder)();
});

test('giving a lock back twice does not take it from the next holder', () => {
  const release = lockDataFolder(folder);
  release();
  writeFileSync(lockFile(), 'of somebody else');
  release();
  expect(readFileSync(lockFile(), 'utf8')).toBe('of somebody else');
});
