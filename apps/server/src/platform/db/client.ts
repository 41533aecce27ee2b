/** The connection pool and the typed query builder over it. */
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import type { Log } from '../log.ts';

export type Db = NodePgDatabase;
/** What a function needs that may run inside a caller's transaction. */
export type Tx = Db | Parameters<Parameters<Db['transaction']>[0]>[0];

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  /** @throws when the database doesn't answer within `limitMs` */
  check(limitMs?: number): Promise<void>;
  /** What time it is there, in milliseconds since 1970. @throws as `check` */
  time(limitMs?: number): Promise<number>;
  close(): Promise<void>;
}

export function openDatabase(connection: pg.PoolConfig, log: Log): Database {
  const pool = new pg.Pool({
    max: 20,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 10_000,
    application_name: 'converge',
    ...connection,
  });
  // An idle connection that breaks is replaced at the next query; unheard it would end the process.
  pool.on('error', (error) => {
    // Told to end, and the database was quicker to close it.
    if (pool.ending) return;
    log.warn({ err: error }, 'an idle database connection broke');
  });
  async function inTime<T>(asked: Promise<T>, limitMs: number): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('the database does not answer')), limitMs);
    });
    return Promise.race([asked, late]).finally(() => clearTimeout(timer));
  }
  return {
    db: drizzle(pool),
    pool,
    async check(limitMs = 2_000) {
      await inTime(pool.query('select 1'), limitMs);
    },
    async time(limitMs = 2_000) {
      const { rows } = await inTime(
        pool.query<{ now: Date }>('select clock_timestamp() as now'),
        limitMs,
      );
      return rows[0]?.now.getTime() ?? Number.NaN;
    },
    async close() {
      await pool.end();
    },
  };
}
