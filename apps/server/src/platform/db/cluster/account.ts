/**
 * Under which account PostgreSQL runs. It refuses to run as root; so where the
 * server is root, its PostgreSQL becomes the system's `postgres` (made when
 * absent), or `nobody` where no account can be made.
 */
import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** Null: the server is no root, and PostgreSQL runs as the same user. */
export async function postgresAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const known = await lookUp('postgres');
  if (known) return known;
  const made = await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    'postgres',
  ]).then(
    () => lookUp('postgres'),
    () => null,
  );
  const account = made ?? (await lookUp('nobody'));
  if (!account) {
    throw new Error(
      'PostgreSQL does not run as root, and there is no account "postgres" or "nobody". Create one (useradd --system postgres), start as another user, or set DATABASE_URL.',
    );
  }
  return account;
}

async function lookUp(name: string): Promise<Account | null> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n');
  const fields = lines.map((line) => line.split(':')).find(([user]) => user === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

/** Whether `account` may walk down to `path` (judged by modes alone; access lists aside). */
export async function canReach(account: Account, path: string): Promise<boolean> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}
