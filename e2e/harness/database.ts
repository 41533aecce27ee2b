/**
 * The database of a running test server: for what only months or hundreds of
 * people would bring about. What one visitor can do, a journey does as they would.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/** Connects to the server's own PostgreSQL for as long as `work` takes. */
export async function inDatabase<T>(
  dataDir: string,
  work: (database: pg.Client) => Promise<T>,
): Promise<T> {
  const secrets = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'));
  const database = new pg.Client({
    host: join(dataDir, 'postgres'),
    user: 'converge',
    database: 'converge',
    password: secrets.database,
  });
  await database.connect();
  try {
    return await work(database);
  } finally {
    await database.end();
  }
}

/**
 * A conversation of `count` messages that are there already, as if three had
 * written one a minute until now; of different heights, so that none can be guessed
 * from the others. Number n begins with "n.".
 */
export const seedMessages = (dataDir: string, roomId: string, count: number): Promise<void> =>
  inDatabase(dataDir, async (database) => {
    await database.query(
      `insert into messages
         (id, room_id, seq, author_kind, author_id, author_name, client_id, text, created_at)
       select gen_random_uuid(), $1, n, 'guest', authors.ids[1 + n / 4 % 3],
         (array['Ada', 'Bruno', 'Cem'])[1 + n / 4 % 3], gen_random_uuid(),
         n || '. ' || repeat('word ', case when n % 7 = 0 then n % 40 else n % 9 end), now() - ($2 - n) * interval '1 minute'
       from generate_series(1, $2::int) as n,
         (select array[gen_random_uuid(), gen_random_uuid(), gen_random_uuid()] as ids) as authors`,
      [roomId, count],
    );
    await database.query(
      `insert into conversations (room_id, last_seq) values ($1, $2)
       on conflict (room_id) do update set last_seq = excluded.last_seq`,
      [roomId, count],
    );
  });
