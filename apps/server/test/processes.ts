/** Looks at the system's processes, for tests that promise to leave none. Linux only, as CI is. */
import { readdir, readFile, readlink } from 'node:fs/promises';

/** Pids of living processes whose working directory lies in `folder`, such as PostgreSQL's. */
export async function processesIn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      return cwd.startsWith(folder) ? Number(pid) : null;
    }),
  );
  return found.filter((pid) => pid !== null);
}

/** Kills what `processesIn` finds. */
export async function killProcessesIn(folder: string): Promise<void> {
  for (const pid of await processesIn(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // It ended with its parent, a moment ago.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Pids of all children and their children of `pid`. */
export async function descendantsOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const children = text.split(' ').filter(Boolean).map(Number);
  const below = await Promise.all(children.map(descendantsOf));
  return [...children, ...below.flat()];
}

/** Pids of the media workers below this process. */
export async function mediaWorkers(): Promise<number[]> {
  const pids = await descendantsOf(process.pid);
  const names = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')),
  );
  // The kernel keeps fifteen bytes of a name.
  return pids.filter((_, at) => names[at]?.startsWith('mediasoup-worke'));
}
