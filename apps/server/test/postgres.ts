/**
 * Vitest's global set-up of the integration tests: one PostgreSQL for the run,
 * with a migrated template from which each test server gets its own database in
 * a few milliseconds.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startCluster } from '../src/platform/db/cluster/cluster.ts';
import { migrate } from '../src/platform/db/migrate.ts';
import { createLog } from '../src/platform/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connects to the run's PostgreSQL; `createTestDatabase` makes databases with it. */
    postgres: { host: string; port: number; user: string; password: string; template: string };
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'converge-test-postgres-'));
  const cluster = await startCluster({
    dataDir,
    password: 'only for this run',
    log: createLog('silent'),
    durable: false,
  });
  const pool = new pg.Pool({ ...cluster.connection, database: cluster.database });
  await migrate(pool);
  // A template must have no connections; its name is left to the copies.
  await pool.end();
  project.provide('postgres', { ...cluster.connection, template: cluster.database });
  return async () => {
    await cluster.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
