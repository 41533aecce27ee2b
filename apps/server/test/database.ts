/** A migrated, empty database for one test file or one test server. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
// What `inject` knows is declared there.
import type {} from './postgres.ts';

export interface TestDatabase {
  /** For DATABASE_URL. */
  readonly url: string;
  drop(): Promise<void>;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const { template, ...connection } = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ ...connection, database: 'postgres' });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await admin(`create database ${name} template ${template} strategy file_copy`);
  const { host, port, user, password } = connection;
  return {
    url: `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
    drop: () => admin(`drop database if exists ${name} with (force)`),
  };
}
