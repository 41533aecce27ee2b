/**
 * Brings the database to the newest form, at every start. Several servers that
 * start at once wait for each other, so that each step runs once.
 */
import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as run } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import { locks } from './locks.ts';

const migrationsFolder = fileURLToPath(new URL('../../../migrations', import.meta.url));

export async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [locks.migrations]);
    // A second run finds its schema there; PostgreSQL's notice about it is no news.
    await client.query('set client_min_messages = warning');
    await run(drizzle(client), { migrationsFolder });
  } finally {
    // Closed, not returned: that also frees the lock, whatever happened.
    client.release(true);
  }
}
