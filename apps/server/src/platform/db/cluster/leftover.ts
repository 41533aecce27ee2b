/**
 * A PostgreSQL that outlived its server (killed with -9, say) is recognised by
 * its pid file and ended before a new one starts on the same files.
 * Only called while the data folder is locked: no living server owns it.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';

const patienceMs = { fast: 20_000, immediate: 10_000 };

/** Ends what is left over in `cluster`. @throws Error naming the pid when it doesn't end */
export async function endLeftover(cluster: string, log: Log): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number(text.split('\n')[0]);
  if (!Number.isInteger(pid) || !isAlive(pid)) return; // PostgreSQL itself passes over a dead pid
  if (!(await worksIn(pid, cluster))) {
    // The number now belongs to some other program; PostgreSQL would take it for itself and refuse.
    if (!(await anyWorksIn(cluster))) await rm(pidFile);
    return;
  }
  log.warn({ pid }, 'ending a PostgreSQL that outlived its server');
  process.kill(pid, 'SIGINT'); // "fast": rolls open work back and writes a checkpoint
  if (await ends(pid, patienceMs.fast)) return;
  process.kill(pid, 'SIGQUIT'); // "immediate": recovers from its log at the next start
  if (await ends(pid, patienceMs.immediate)) return;
  throw new Error(
    `A PostgreSQL (pid ${pid}) is left over in ${cluster} and does not end; end it by hand`,
  );
}

/** Whether a process has this id (a zombie has none worth waiting for). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function ends(pid: number, limitMs: number): Promise<boolean> {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    if (!isAlive(pid) || (await isZombie(pid))) return true;
    await delay(20);
  }
  return false;
}

async function isZombie(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return text.slice(text.lastIndexOf(')') + 2).startsWith('Z');
}

/** PostgreSQL's processes all have the cluster as working directory. */
async function worksIn(pid: number | string, folder: string): Promise<boolean> {
  const [theirs, ours] = await Promise.all([
    stat(`/proc/${pid}/cwd`).catch(() => null),
    stat(folder).catch(() => null),
  ]);
  // Where there is no /proc the pid file is all there is, and it is believed.
  if (!theirs) return process.platform !== 'linux';
  return theirs.ino === ours?.ino && theirs.dev === ours.dev;
}

async function anyWorksIn(folder: string): Promise<boolean> {
  const names = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(names.map((pid) => worksIn(pid, folder)));
  return found.includes(true);
}
