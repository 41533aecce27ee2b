/** The database: given or own, reachable, new enough, in the form that this version needs. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findBinaries } from '../platform/db/cluster/binaries.ts';
import { socketFolder } from '../platform/db/cluster/cluster.ts';
import { about, type Finding, wordsOf } from './finding.ts';

const { green, amber, red } = about('database');
const LIMIT_MS = 5_000;
const OLDEST = 15;
const journal = new URL('../../migrations/meta/_journal.json', import.meta.url);

export interface DatabaseOptions {
  readonly url: string | undefined;
  readonly dataDir: string;
  /** Whether our server runs on this data folder. */
  readonly running: boolean;
}

export interface DatabaseLook {
  readonly findings: Finding[];
  /** How much its clock is before ours, in milliseconds; null: it wasn't reached. */
  readonly aheadMs: number | null;
}

export async function lookAtDatabase(options: DatabaseOptions): Promise<DatabaseLook> {
  const { url, dataDir, running } = options;
  if (url !== undefined) return ask(new pg.Client({ connectionString: url, ...limits }), true);
  if (!running) return { findings: [await own(dataDir)], aheadMs: null };
  try {
    const { database } = JSON.parse(readFileSync(join(dataDir, 'secrets.json'), 'utf8'));
    const host = await socketFolder(join(dataDir, 'postgres'));
    const account = { user: 'converge', password: String(database), database: 'converge' };
    return ask(new pg.Client({ host, ...account, ...limits }), false);
  } catch (error) {
    const remedy = 'Run the doctor as the user that runs the server';
    return { findings: [red(`can't be asked: ${wordsOf(error)}`, remedy)], aheadMs: null };
  }
}

const limits = { connectionTimeoutMillis: LIMIT_MS, query_timeout: LIMIT_MS };

/** Nobody runs it now: whether it could be. */
async function own(dataDir: string): Promise<Finding> {
  try {
    await findBinaries(null);
  } catch (error) {
    return red(wordsOf(error), 'npm ci, or set DATABASE_URL to a PostgreSQL that is there');
  }
  const made = existsSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'));
  return green(
    made
      ? 'its own PostgreSQL, which starts with the server'
      : 'its own PostgreSQL, made at the first start',
  );
}

async function ask(client: pg.Client, given: boolean): Promise<DatabaseLook> {
  // A connection that breaks later has been answered by a query that failed.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const finding = given
      ? red(
          `DATABASE_URL can't be reached: ${wordsOf(error)}`,
          'Start that PostgreSQL, or mend address, user and password in DATABASE_URL',
        )
      : red(
          `the own PostgreSQL doesn't answer: ${wordsOf(error)}`,
          'Its log is postgres.log in the data folder; starting the server anew starts it too',
        );
    return { findings: [finding], aheadMs: null };
  }
  try {
    const before = Date.now();
    const { rows } = await client.query<{ version: number; now: Date }>(
      `select current_setting('server_version_num')::int as version, clock_timestamp() as now`,
    );
    const [row] = rows;
    if (!row) throw new Error('it gave no answer');
    const aheadMs = row.now.getTime() - (before + Date.now()) / 2;
    return { findings: [version(row.version), await form(client)], aheadMs };
  } catch (error) {
    const remedy = 'Look into the log of PostgreSQL';
    return { findings: [red(`doesn't answer: ${wordsOf(error)}`, remedy)], aheadMs: null };
  } finally {
    await client.end();
  }
}

/** @param number as PostgreSQL writes it, e.g. 170004 */
export function version(number: number): Finding {
  const text = `PostgreSQL ${Math.floor(number / 10_000)}.${number % 10_000}`;
  return number >= OLDEST * 10_000
    ? green(`${text} answers`)
    : red(`${text} is too old`, `Use PostgreSQL ${OLDEST} or newer`);
}

/** Which migrations it has, of those that this version knows. */
async function form(client: pg.Client): Promise<Finding> {
  const known = (JSON.parse(readFileSync(journal, 'utf8')) as { entries: unknown[] }).entries
    .length;
  const table = await client.query(`select to_regclass('drizzle.__drizzle_migrations') as name`);
  if (table.rows[0]?.name === null) return green('empty; its tables are made at the next start');
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from drizzle.__drizzle_migrations',
  );
  return compare(rows[0]?.count ?? 0, known);
}

/** How many steps the database has had, against how many there are. */
export function compare(had: number, known: number): Finding {
  if (had === known) return green('its tables are those of this version');
  return had < known
    ? amber(
        `${known - had} steps behind this version`,
        'Restart the server: it takes them at its start',
      )
    : red('made by a newer version of Converge', 'Install that version again, or restore a backup');
}
