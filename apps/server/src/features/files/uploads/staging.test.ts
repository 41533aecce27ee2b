import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createStaging } from './staging.ts';

const mebibyte = 1024 * 1024;

test('FILE-20 nothing takes the rest of a disk from the database, neither what begins nor what is on its way', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'converge-staging-'));
  let free = 0;
  const staging = await createStaging(folder, async () => free);
  free = 1_034 * mebibyte;
  expect(await staging.hasRoomFor(10 * mebibyte)).toBe(true);
  expect(await staging.hasRoomFor(11 * mebibyte)).toBe(false);
  free = 512 * mebibyte;
  await staging.assertSpare();
  free -= 1;
  await expect(staging.assertSpare()).rejects.toMatchObject({ code: 'ENOSPC' });
  await rm(folder, { recursive: true });
});
