import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { createLog } from '../log.ts';
import { createOutbox, defineJob, type Outbox } from './outbox.ts';

const log = createLog('silent');
const greet = defineJob('greet', z.object({ who: z.string() }));
let source: TestDatabase;
let database: Database;
let outbox: Outbox;

beforeEach(async () => {
  source = await createTestDatabase();
  database = openDatabase({ connectionString: source.url }, log);
  outbox = createOutbox(database.db, log);
});
afterEach(async () => {
  await outbox.close();
  await database.close();
  await source.drop();
});

const rows = async () => (await database.pool.query('select * from outbox order by id')).rows;

test('AUTH-10 a job is done after the transaction that wrote it, and not when that failed', async () => {
  const greeted: string[] = [];
  outbox.handle(greet, async ({ who }) => void greeted.push(who));
  await database.db.transaction((tx) => outbox.add(tx, greet, { who: 'Ann' }));
  const failing = database.db.transaction(async (tx) => {
    await outbox.add(tx, greet, { who: 'Bob' });
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await outbox.idle();
  expect(greeted).toEqual(['Ann']);
});

test('AUTH-10 a job written by a server that died is done by the next one', async () => {
  await outbox.add(database.db, greet, { who: 'Ann' });
  await outbox.close();
  const greeted: string[] = [];
  const next = createOutbox(database.db, log);
  next.handle(greet, async ({ who }) => void greeted.push(who));
  next.start();
  await next.idle();
  expect(greeted).toEqual(['Ann']);
  await next.close();
});

test('a job that fails is tried again later, and what was personal in it is gone when it is done', async () => {
  let failures = 2;
  outbox.handle(greet, async () => {
    failures -= 1;
    if (failures >= 0) throw new Error('not now');
  });
  let began = Date.now();
  await outbox.add(database.db, greet, { who: 'Ann' });
  for (const attempts of [1, 2]) {
    await outbox.idle();
    const [job] = await rows();
    expect(job).toMatchObject({ attempts, done_at: null, payload: { who: 'Ann' } });
    expect(job.failure).toContain('not now');
    expect(job.available_at.getTime()).toBeGreaterThan(began + 1000 * attempts);
    began = Date.now();
    await database.pool.query('update outbox set available_at = now()');
  }
  await outbox.idle();
  expect((await rows())[0]).toMatchObject({ attempts: 3, payload: {}, failure: null });
  expect((await rows())[0].done_at).toBeInstanceOf(Date);
});

test('SEC-5 a job that never works is given up, and stands there with its reason and nothing personal', async () => {
  outbox.handle(greet, async () => {
    throw new Error('never');
  });
  await outbox.add(database.db, greet, { who: 'Ann' });
  await database.pool.query('update outbox set attempts = 11');
  await outbox.idle();
  const [job] = await rows();
  expect(job.done_at).toBeInstanceOf(Date);
  expect(job.failure).toContain('never');
  expect(job.payload).toEqual({});
});

test('two servers on one database do each job once', async () => {
  const done: string[] = [];
  const other = createOutbox(database.db, log);
  for (const box of [outbox, other]) {
    box.handle(greet, async ({ who }) => void done.push(who));
  }
  const names = Array.from({ length: 60 }, (_, at) => `person ${String(at).padStart(2, '0')}`);
  const client = new pg.Client({ connectionString: source.url });
  await client.connect();
  for (const who of names) {
    await client.query("insert into outbox (kind, payload) values ('greet', $1)", [{ who }]);
  }
  await client.end();
  await Promise.all([outbox.idle(), other.idle()]);
  expect(done.sort()).toEqual(names);
  await other.close();
});
