/**
 * A PostgreSQL that outlived its server (killed with -9, say) is recognised by
 * its pid file and ended before a new one starts on the same files.
 * Only called while the data folder is locked: no living server owns it.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { isLiving } from '../../process-life.ts';

const patienceMs = { fast: 20_000, immediate: 10_000, others: 5_000 };

/** Ends what is left over in `cluster`. @throws Error naming the pid when it doesn't end */
export async function endLeftover(cluster: string, log: Log): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number(text.split('\n')[0]);
  if (!isLiving(pid) || !(await worksIn(pid, cluster))) {
    // Nobody, or by now another program, has this pid; PostgreSQL might take it for one of its own.
    // The others of its processes notice by themselves that the first is gone, and end.
    if (await until(async () => !(await anyWorksIn(cluster)), patienceMs.others)) await rm(pidFile);
    return;
  }
  log.warn({ pid }, 'ending a PostgreSQL that outlived its server');
  process.kill(pid, 'SIGINT'); // "fast": rolls open work back and writes a checkpoint
  if (await until(() => !isLiving(pid), patienceMs.fast)) return;
  process.kill(pid, 'SIGQUIT'); // "immediate": recovers from its log at the next start
  if (await until(() => !isLiving(pid), patienceMs.immediate)) return;
  throw new Error(
    `A PostgreSQL (pid ${pid}) is left over in ${cluster} and does not end; end it by hand`,
  );
}

async function until(done: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end; await delay(20)) {
    if (await done()) return true;
  }
  return false;
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
