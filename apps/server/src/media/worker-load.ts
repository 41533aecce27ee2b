/** How busy the media workers are. They are asked only when somebody wants to know. */
import type { WorkerPool } from './pool.ts';
import type { RunningWorker } from './worker.ts';

/** A worker at its limit answers late; whoever asks doesn't wait for it. */
const PATIENCE_MS = 500;
/** One that hasn't answered by then hangs, or might as well. */
const HANGING_MS = 2_000;

/** CPU time since its start; null: it ended meanwhile, or doesn't answer in time. */
export const cpuSeconds = (running: RunningWorker): Promise<number | null> =>
  within(usedSeconds(running), PATIENCE_MS);

/** Whether it does what it is asked. */
export const isAnswering = async (running: RunningWorker): Promise<boolean> =>
  (await within(usedSeconds(running), HANGING_MS)) !== null;

/**
 * Answers with the share of one core that each worker used since it was asked
 * before; a worker that doesn't answer counts as fully busy.
 */
export function createWorkerLoad(pool: WorkerPool): () => Promise<number[]> {
  const before = new WeakMap<RunningWorker, { readonly used: number; readonly at: number }>();
  return () =>
    Promise.all(
      pool.running.map(async (running) => {
        const used = await cpuSeconds(running);
        const at = performance.now();
        if (used === null) return 1;
        const last = before.get(running);
        before.set(running, { used, at });
        return last ? Math.max(0, (used - last.used) / ((at - last.at) / 1_000)) : 0;
      }),
    );
}

async function usedSeconds({ worker }: RunningWorker): Promise<number | null> {
  try {
    const { ru_utime, ru_stime } = await worker.getResourceUsage();
    return (ru_utime + ru_stime) / 1_000;
  } catch (error) {
    if (worker.closed) return null;
    throw error;
  }
}

async function within<T>(task: Promise<T>, limitMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs);
  });
  try {
    return await Promise.race([task, late]);
  } finally {
    clearTimeout(timer);
  }
}
