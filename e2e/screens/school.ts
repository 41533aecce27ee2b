/**
 * A school that has been going on for a while. What somebody can do in a moment is
 * done as they would; what takes weeks (calls that are over, files of gigabytes, when
 * somebody was last seen) is written into the database.
 */
import type { PersonId } from '@converge/protocol/ids';
import type { Room } from '@converge/protocol/rest/rooms';
import { inDatabase } from '../harness/database.ts';
import type { TestServer } from '../harness/server.ts';
import { createAccount, createRoom, type Visitor } from '../harness/visitor.ts';
import { pastCalls } from './past-calls.ts';

export interface School {
  /** Nora Berg: the admin, and who teaches. */
  readonly host: Visitor;
  /** By their names. */
  readonly rooms: ReadonlyMap<string, Room>;
}

const addressOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@riverside.example`;
const hour = 3_600_000;

const people = [
  { name: 'Anton Weber', role: 'teacher', seen: 3 * hour },
  { name: 'Elif Kaya', role: 'teacher', seen: 26 * hour },
  { name: 'Mila Novak', role: 'member', seen: hour / 4 },
  { name: 'Timo Brandt', role: 'member', seen: 5 * hour },
  { name: 'Lena Fischer', role: 'member', seen: 50 * hour },
  { name: 'Oskar Wolf', role: 'member', seen: 240 * hour },
] as const;

const rooms = [
  { name: 'Physics 8b', preset: 'class', access: 'open', live: 22 * hour, files: 34, gb: 1.3 },
  { name: 'Chess club', preset: 'meeting', access: 'open', live: 70 * hour, files: 5, gb: 0.04 },
  {
    name: 'Staff meeting',
    preset: 'meeting',
    access: 'private',
    live: 190 * hour,
    files: 9,
    gb: 0.2,
  },
  { name: 'Parents’ evening', preset: 'meeting', access: 'link', live: null, files: 2, gb: 0.01 },
  { name: 'Choir', preset: 'meeting', access: 'link', live: 166 * hour, files: 61, gb: 1.8 },
] as const;

/** Fills a server that nobody has used yet. */
export async function furnishSchool(server: TestServer): Promise<School> {
  const host = await createAccount(server.url, 'Nora Berg', addressOf('Nora Berg'));
  const made = new Map<string, Room>();
  for (const { name, preset, access } of rooms) {
    made.set(name, await createRoom(host, { name, preset, access }));
  }
  const idOf = (name: string) => made.get(name)?.id ?? '';
  const lesson = made.get('Physics 8b');
  for (const { name } of people) {
    const visitor = await createAccount(server.url, name, addressOf(name));
    if (lesson) await visitor.rest.join.enter(lesson.code);
  }
  const ids = new Map<string, PersonId>();
  for (const { id, name } of (await host.rest.people.list()).people) ids.set(name, id);
  for (const { name, role } of people) {
    const id = ids.get(name);
    if (id && role === 'teacher') await host.rest.people.update(id, { role });
  }
  await act(host, made, ids);

  await inDatabase(server.dataDir, async (database) => {
    for (const { name, seen } of people) {
      await database.query(
        `update sessions set updated_at = now() - $2::float8 * interval '1 ms'
         where user_id = (select id from users where email = $1)`,
        [addressOf(name), seen],
      );
    }
    for (const { name, live, files, gb } of rooms) {
      await database.query(
        `update rooms set last_live_at = now() - $2::float8 * interval '1 ms' where id = $1`,
        [idOf(name), live],
      );
      await database.query(
        `with content as (
           insert into file_blobs (sha256, size)
           select md5($1::text || n) || md5(n || $1::text), $3 * (0.5 + n % 5 / 4.0) / $2
           from generate_series(1, $2::int) as n returning sha256, size)
         insert into files
           (id, room_id, kind, purpose, name, size, type, sha256,
            author_kind, author_id, author_name)
         select gen_random_uuid(), $1::uuid, 'file',
           case when random() < 0.3 then 'handIn' else 'share' end,
           'Page ' || row_number() over () || '.pdf', size, 'application/pdf', sha256,
           'user', (select id from users where email = $4), 'Nora Berg'
         from content`,
        [idOf(name), files, gb * 1024 ** 3, addressOf('Nora Berg')],
      );
    }
    for (const { id, startedAt, endedAt, attended } of pastCalls(ids)) {
      await database.query(
        `insert into call_reports (id, room_id, started_at, ended_at, people)
         values ($1, $2, to_timestamp($3 / 1000.0), to_timestamp($4 / 1000.0), $5)`,
        [id, idOf('Physics 8b'), startedAt, endedAt, JSON.stringify(attended)],
      );
    }
  });
  return { host, rooms: made };
}

/** What stands in the log of the space. */
async function act(
  host: Visitor,
  made: ReadonlyMap<string, Room>,
  ids: ReadonlyMap<string, PersonId>,
): Promise<void> {
  const { rest } = host;
  for (const [name, role] of [
    ['Jonas Lind', 'teacher'],
    ['Zofia Lis', 'member'],
  ] as const) {
    await rest.people.create({ name, email: addressOf(name), role, deliver: 'link' });
  }
  const oskar = ids.get('Oskar Wolf');
  if (oskar) await rest.people.update(oskar, { disabled: true });
  const [lesson, club] = [made.get('Physics 8b'), made.get('Chess club')];
  const [mila, elif] = [ids.get('Mila Novak'), ids.get('Elif Kaya')];
  if (lesson && mila) {
    await rest.roomPeople.change(lesson.id, mila, { capability: 'chat', allowed: true });
  }
  if (club) await rest.rooms.update(club.id, { policy: { screen: 'moderators' } });
  if (elif) {
    const drama = await createRoom(host, { name: 'Drama group' });
    await rest.admin.handOver(drama.id, elif);
  }
}
