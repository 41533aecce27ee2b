/** The real server, composed on a database and a data folder of its own, on a free port. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Composed, compose } from '../src/compose.ts';
import { parseEnv } from '../src/config/env.ts';
import { createLog, type Log } from '../src/platform/log.ts';
import type { RoomPace } from '../src/platform/realtime/room-pace.ts';
import { type Browser, createBrowser } from './browser.ts';
import { createTestDatabase } from './database.ts';

export interface TestServer extends Composed {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** A new browser without cookies. */
  browser(): Browser;
  close(): Promise<void>;
}

export interface TestServerOptions {
  /** Variables of the environment, over those that make tests quiet and fast. */
  readonly env?: Readonly<Record<string, string>>;
  /** How much all together write into a room. */
  readonly pace?: RoomPace;
  /** Where its log goes; by default nowhere. */
  readonly log?: Log;
}

/** Close it in `afterAll` or `afterEach`. */
export async function createTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'converge-test-'));
  const database = await createTestDatabase();
  const env = parseEnv({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: database.url,
    LOG_LEVEL: 'silent',
    RATE_LIMIT_FACTOR: '1000',
    RTC_PORT: '0',
    MEDIA_WORKERS: '1',
    ...options.env,
  });
  const composed = await compose(
    env,
    options.log ?? createLog(env.LOG_LEVEL),
    undefined,
    options.pace,
  );
  const baseUrl = await composed.app.listen({ host: env.HOST, port: env.PORT });
  return {
    ...composed,
    baseUrl,
    dataDir,
    databaseUrl: database.url,
    browser: () => createBrowser(baseUrl),
    async close() {
      await composed.shutdown.run();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
