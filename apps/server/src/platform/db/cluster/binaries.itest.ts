import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { postgresAccount } from './account.ts';
import { findBinaries } from './binaries.ts';

const run = promisify(execFile);
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converge-binaries-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.runIf(process.getuid?.() === 0)(
  'programs below a folder that is closed for their account run from a copy',
  async () => {
    const native = join(folder, 'native');
    const { postgres } = await findBinaries(null);
    await cp(dirname(dirname(postgres)), native, { recursive: true, verbatimSymlinks: true });
    const account = await postgresAccount();
    const programs = await findBinaries(account, { native, version: 'test-of-copies' });
    const copy = dirname(dirname(programs.postgres));
    try {
      expect(programs.postgres.startsWith(folder)).toBe(false);
      const { stdout } = await run(programs.initdb, ['--version'], { ...account, cwd: '/' });
      expect(stdout).toContain('PostgreSQL');
      expect(await findBinaries(account, { native, version: 'test-of-copies' })).toEqual(programs);
    } finally {
      await rm(copy, { recursive: true });
    }
  },
);

test('whoever is no root runs them where they are', async () => {
  expect((await findBinaries(null)).postgres).toContain('node_modules');
});
