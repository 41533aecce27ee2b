/** A copy of PostgreSQL's programs in a folder that the account which runs them can reach. */
import { chmod, cp, lstat, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, canReach } from './account.ts';

const bases = ['/var/cache', '/var/lib', '/opt', '/usr/local/lib', tmpdir(), '/tmp'];

/**
 * Copies `native` once per version; later calls find the copy.
 * @returns the folder of the copy
 * @throws Error naming every folder that was tried
 */
export async function copyWithinReach(
  native: string,
  version: string,
  account: Account,
): Promise<string> {
  const faults: string[] = [];
  for (const base of bases) {
    const target = join(base, `converge-postgres-${version}`);
    try {
      if (!(await canReach(account, target))) continue;
      if (!(await isOurs(target))) await copy(native, target);
      return target;
    } catch (error) {
      faults.push(`${target}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `PostgreSQL's programs lie in ${native}, where the account that runs them can't go, and they could not be copied:\n${faults.join('\n')}`,
  );
}

/** Under another name first, so that the target is never half of a copy. */
async function copy(native: string, target: string): Promise<void> {
  const draft = await mkdtemp(`${target}-`);
  try {
    await cp(native, draft, { recursive: true, verbatimSymlinks: true });
    await openUp(draft);
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another server may have been quicker.
    if (!(await isOurs(target))) throw error;
  }
}

/** Readable for all, whatever umask the packages were installed with. */
async function openUp(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(path, 0o755);
    else if (entry.isFile())
      await chmod(path, ((await stat(path)).mode & 0o100) === 0 ? 0o644 : 0o755);
  }
}

/** Programs that root put there and nobody else can change. */
async function isOurs(path: string): Promise<boolean> {
  const there = await lstat(path).catch(() => null);
  return there?.isDirectory() === true && there.uid === 0 && (there.mode & 0o022) === 0;
}
