/**
 * A PostgreSQL that outlived its server (killed with -9, say) is recognised by
 * its pid file and ended before a new one starts on the same files.
 * Only called while the data folder is locked: no living server owns it.
 */
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../log.ts';
import { isLiving } from '../../process-life.ts';

const patienceMs = { fast: 20_000, immediate: 10_000, others: 5_000, making: 20_000 };

/**
 * Ends what is left over in `cluster`.
 * @param socket where it would take connections
 * @throws Error naming the pid when it doesn't end
 */
export async function endLeftover(cluster: string, socket: string, log: Log): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid');
  const text = await readFile(pidFile, 'utf8').catch(() => null);
  if (text === null) return;
  const pid = Number(text.split('\n')[0]);
  if (!isLiving(pid) || !(await worksIn(pid, cluster))) {
    // Nobody, or by now another program, has this pid; PostgreSQL might take it for one of its own.
    // The others of its processes notice by themselves that the first is gone, and end.
    if (!(await until(async () => !(await anyWorksIn(cluster)), patienceMs.others))) return;
    if (await answers(socket)) {
      throw new Error(
        `A PostgreSQL that can't be seen from here (of another container, say) works in ${cluster}; end it first`,
      );
    }
    await rm(pidFile);
    log.warn({ pid }, 'removed the pid file of a PostgreSQL that is gone');
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

/**
 * Waits for what was making a cluster in `folder` when its server was killed: what
 * it makes is thrown away, and it ends by itself.
 * @throws Error naming the pids when it doesn't end
 */
export async function endLeftoverMaking(folder: string, log: Log): Promise<void> {
  const making = async () => {
    const pids = await livingPids();
    const found = await Promise.all(pids.map((pid) => holds(pid, folder)));
    return pids.filter((_, at) => found[at]);
  };
  const pids = await making();
  if (pids.length === 0) return;
  log.warn({ pids }, 'waiting for an initdb that outlived its server');
  if (await until(async () => (await making()).length === 0, patienceMs.making)) return;
  throw new Error(`An initdb (pids ${pids.join(', ')}) works in ${folder}; end it by hand`);
}

async function until(done: () => boolean | Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const end = Date.now() + limitMs; Date.now() < end; await delay(20)) {
    if (await done()) return true;
  }
  return false;
}

/** PostgreSQL's processes all have the cluster as working directory. */
async function worksIn(pid: number | string, folder: string): Promise<boolean> {
  const there = await isFolder(`/proc/${pid}/cwd`, folder);
  // Where there is no /proc the pid file is all there is, and it is believed.
  return there ?? process.platform !== 'linux';
}

/** Whatever is started for a cluster inherits the folder as this descriptor, see cluster.ts. */
const holds = async (pid: string, folder: string): Promise<boolean> =>
  (await isFolder(`/proc/${pid}/fd/3`, folder)) ?? false;

/** Null: the process is gone, or not ours to look at. */
async function isFolder(link: string, folder: string): Promise<boolean | null> {
  const [theirs, ours] = await Promise.all([
    stat(link).catch(() => null),
    stat(folder).catch(() => null),
  ]);
  return theirs && theirs.ino === ours?.ino && theirs.dev === ours.dev;
}

async function anyWorksIn(folder: string): Promise<boolean> {
  const found = await Promise.all((await livingPids()).map((pid) => worksIn(pid, folder)));
  return found.includes(true);
}

const livingPids = async () =>
  (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));

/** Whether somebody listens there, wherever their process is: other containers' can't be seen. */
function answers(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(socket);
    line.once('connect', () => {
      line.destroy();
      resolve(true);
    });
    line.once('error', () => resolve(false)); // nobody, or no socket at all
  });
}
