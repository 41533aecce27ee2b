/** What is read of the machine and the process for a sample. */
import { statfs } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Log } from '../../platform/log.ts';
import type { Gauges } from './health.service.ts';

export interface MachineOptions {
  readonly dataDir: string;
  readonly log: Log;
  readonly calls: () => Readonly<Record<'calls' | 'people' | 'directPairs', number>>;
  readonly sockets: () => number;
  /** The share of one core that each media worker used since it was asked before. */
  readonly workerLoad: () => Promise<readonly number[]>;
}

/** Reads everything; what is a rate counts since the reading before. */
export function createMachine(options: MachineOptions): {
  read(): Promise<Gauges>;
  /** The disk the data lie on. */
  storage(): Promise<Gauges['storage']>;
  close(): void;
} {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let cpu = process.cpuUsage();
  let at = performance.now();

  /** The share of one core that this process used. */
  function ownLoad(): number {
    const [used, now] = [process.cpuUsage(cpu), performance.now()];
    const share = (used.user + used.system) / 1_000 / Math.max(1, now - at);
    cpu = process.cpuUsage();
    at = now;
    return share;
  }

  async function storage(): Promise<Gauges['storage']> {
    try {
      const { bavail, blocks, bsize } = await statfs(options.dataDir);
      return { free: bavail * bsize, total: blocks * bsize };
    } catch (error) {
      options.log.warn({ err: error }, 'the free storage can’t be read');
      return null;
    }
  }

  return {
    storage,
    async read() {
      const [loads, disk] = await Promise.all([options.workerLoad(), storage()]);
      const late = delay.percentile(99) / 1e6;
      delay.reset();
      return {
        values: {
          ...options.calls(),
          sockets: options.sockets(),
          workers: loads.length === 0 ? null : Math.max(...loads),
          server: ownLoad(),
          // Beyond the resolution it looks with, which isn't anybody's delay.
          loopDelay: Number.isFinite(late) ? Math.max(0, late - 20) : null,
          memory: process.memoryUsage.rss(),
          storageFree: disk?.free ?? null,
        },
        storage: disk,
      };
    },
    close: () => delay.disable(),
  };
}
