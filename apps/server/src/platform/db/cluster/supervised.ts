/** Keeps the own PostgreSQL alive: one that ends by itself (killed for memory, say) is started again. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, type ClusterOptions, startCluster } from './cluster.ts';

/** Between two starts, so that one that can't live doesn't eat the machine. */
const pauseMs = 1_000;

export type SupervisedCluster = Pick<Cluster, 'connection' | 'database' | 'stop'> & {
  /** Of the process that runs now. */
  readonly pid: number;
};

/** Its address stays the same over restarts; connections that broke are the pool's to renew. */
export async function startSupervisedCluster(options: ClusterOptions): Promise<SupervisedCluster> {
  let cluster = await startCluster(options);
  let stopped = false;
  const supervised = watch();

  async function watch(): Promise<void> {
    for (;;) {
      await cluster.ended;
      if (stopped) return;
      options.log.error('the own PostgreSQL ended by itself; starting it again');
      await delay(pauseMs);
      if (stopped || options.signal?.aborted) return;
      try {
        cluster = await startCluster(options);
        // Told to stop while it came up: the order went to the one before it.
        if (stopped) await cluster.stop();
      } catch (error) {
        if (options.signal?.aborted) return;
        options.log.error({ err: error }, 'the own PostgreSQL does not start');
      }
    }
  }

  return {
    connection: cluster.connection,
    database: cluster.database,
    get pid() {
      return cluster.pid;
    },
    async stop() {
      stopped = true;
      await cluster.stop();
      await supervised;
    },
  };
}
