/**
 * The one place that constructs the server and wires its parts, from the bottom up.
 *
 * The pattern of every part:
 *   createX(deps)                  makes the part: plain object, plain functions, no globals
 *   registerXRoutes(app, deps)     adds its REST routes (schemas from packages/protocol/src/rest)
 *   shutdown.add('x', close)       where it has something to close: steps run in REVERSE order,
 *                                  so register right where the part is made
 *   readiness.add('x', check)      where the server can't serve without it
 */
import type { Env } from './config/env.ts';
import { loadSecrets } from './config/secrets.ts';
import { createHttpApp } from './http/app.ts';
import { registerHealthRoutes } from './http/health.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { lockDataFolder } from './platform/data-lock.ts';
import { type Database, openDatabase } from './platform/db/client.ts';
import { startCluster } from './platform/db/cluster/cluster.ts';
import { migrate } from './platform/db/migrate.ts';
import type { Log } from './platform/log.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import { createOrigins } from './platform/origins.ts';
import { createRateLimits } from './platform/rate-limits.ts';
import { createReadiness } from './platform/readiness.ts';
import { createShutdown, type Shutdown } from './platform/shutdown.ts';
import type { App } from './platform/web.ts';

/** What tests put in the place of the real thing. */
export interface Overrides {
  readonly clock?: Clock;
}

export interface Composed {
  readonly app: App;
  readonly database: Database;
  readonly metrics: Metrics;
  readonly shutdown: Shutdown;
}

/** Starts everything but listening. On failure what was started is closed again. */
export async function compose(env: Env, log: Log, overrides: Overrides = {}): Promise<Composed> {
  const shutdown = createShutdown(log);
  try {
    return await build(env, log, shutdown, overrides);
  } catch (error) {
    await shutdown.run();
    throw error;
  }
}

async function build(
  env: Env,
  log: Log,
  shutdown: Shutdown,
  overrides: Overrides,
): Promise<Composed> {
  const clock = overrides.clock ?? systemClock;

  // ---- platform: data folder, database, counters ----
  shutdown.add('data folder', lockDataFolder(env.DATA_DIR));
  const secrets = loadSecrets(env.DATA_DIR);
  const metrics = createMetrics();
  const readiness = createReadiness();
  const rateLimits = createRateLimits(env.RATE_LIMIT_FACTOR);
  const origins = createOrigins(env.PUBLIC_URL, env.ALLOWED_ORIGINS);
  const database = openDatabase(await connectionTo(env, secrets.database, log, shutdown), log);
  shutdown.add('database connections', () => database.close());
  readiness.add('database', () => database.check());
  await migrate(database.pool);

  // ---- features: what they know and do ----
  void clock;

  // ---- calls and media ----

  // ---- web server: everything that holds for all routes, then the features' routes ----
  const app = await createHttpApp({
    log,
    metrics,
    origins,
    rateLimits,
    trustProxy: env.TRUST_PROXY,
    tls: null,
  });
  shutdown.add('web server', () => app.close());
  registerHealthRoutes(app, { readiness, metrics, metricsToken: env.METRICS_TOKEN });

  // ---- live gateway: on the web server's port; closes before it ----

  return { app, database, metrics, shutdown };
}

async function connectionTo(env: Env, password: string, log: Log, shutdown: Shutdown) {
  if (env.DATABASE_URL) return { connectionString: env.DATABASE_URL };
  const cluster = await startCluster({ dataDir: env.DATA_DIR, password, log });
  shutdown.add('own PostgreSQL', () => cluster.stop(), 30_000);
  void cluster.ended.then(() => {
    if (!shutdown.started) log.error('the own PostgreSQL ended by itself');
  });
  return { ...cluster.connection, database: cluster.database };
}
