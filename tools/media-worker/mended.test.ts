/** A worker says of itself whether it has what is mended here. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isMended, markMended, overlayHash } from './mended.mjs';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converge-mended-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a program that is marked says so, also as a copy, and runs as before', async () => {
  // Where one program is many, it goes by its name.
  const [binary, copy] = [join(folder, 'echo'), join(folder, 'elsewhere/echo')];
  await mkdir(join(folder, 'elsewhere'));
  await copyFile('/bin/echo', binary);
  expect(await isMended(binary)).toBe(false);
  await markMended(binary, overlayHash());
  await copyFile(binary, copy);
  expect(await isMended(copy)).toBe(true);
  const { stdout } = await promisify(execFile)(copy, ['it runs']);
  expect(stdout).toBe('it runs\n');
});

test('what was built with another overlay bears another mark', async () => {
  const binary = join(folder, 'other');
  await copyFile('/bin/echo', binary);
  await markMended(binary, '0'.repeat(64));
  expect(await isMended(binary)).toBe(false);
});
