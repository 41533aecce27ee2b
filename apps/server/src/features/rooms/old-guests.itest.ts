/** Guests who weren't seen for long: who is forgotten, who stays, and what goes on naming them. */

import type { CallReportsAnswer } from '@converge/protocol/rest/calls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { upload } from '../../../test/tus.ts';
import {
  call,
  enterCall,
  goLive,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
  say,
} from '../../../test/world.ts';
import { newId } from '../../platform/ids.ts';

let server: TestServer;
let owner: Somebody;
beforeAll(async () => {
  server = await createTestServer();
  owner = await register(server, 'Ada');
});
afterAll(() => server.close());

const query = (text: string, values: unknown[] = []) => server.database.pool.query(text, values);
const names = async () =>
  (await query('select name from guests order by name')).rows.map(({ name }) => name);
const age = (days: number, id: string) =>
  query(`update guests set last_seen_at = now() - $1 * interval '1 day' where id = $2`, [days, id]);
const marks = async () => (await query('select 1 from read_marks')).rowCount;

test('ADMIN-18 ADMIN-10 a guest who was long not seen is forgotten, and not who wrote, brought something, has a right or is kept out', async () => {
  const room = await makeRoom(owner, { preset: 'meeting' });
  const guest = (name: string) => joinAsGuest(server, room.code, name);
  const [looked, wrote] = [await guest('Looked in'), await guest('Wrote')];
  const [brought, allowed] = [await guest('Brought'), await guest('Allowed')];
  const [banned, fresh] = [await guest('Banned'), await guest('Fresh')];
  const inCall = await goLive(server, looked, room);
  await enterCall(inCall, room);
  const writing = await goLive(server, wrote, room);
  await say(writing, room, 'Remember me');
  for (const live of [inCall, writing]) live.close();
  await query('insert into read_marks (room_id, person_id, seq) values ($1, $2, 1)', [
    ...[room.id, looked.id],
  ]);
  await upload(brought.browser, room.id, Buffer.from('mine'), { name: 'mine.txt' });
  const people = `/rooms/${room.id}/people`;
  const right = { capability: 'chat', allowed: true };
  await call(owner.browser, 'PATCH', `${people}/${allowed.id}`, right);
  await call(owner.browser, 'POST', `${people}/${banned.id}/ban`, {});
  await call(owner.browser, 'POST', `/admin/rooms/${room.id}/end`);
  for (const { id } of [looked, wrote, brought, allowed, banned]) await age(91, id);
  await age(89, fresh.id);

  const before = await marks();
  expect(await server.retention.look()).toMatchObject({ guests: 1 });
  expect(await server.retention.sweep()).toMatchObject({ guests: 1 });
  expect(await server.retention.sweep()).toMatchObject({ guests: 0 });
  expect(await names()).toEqual(['Allowed', 'Banned', 'Brought', 'Fresh', 'Wrote']);
  expect(await marks()).toBe((before ?? 0) - 1);
  const { calls } = await call<CallReportsAnswer>(owner.browser, 'GET', `/rooms/${room.id}/calls`);
  expect(calls[0]?.people.map(({ name }) => name)).toContain('Looked in');
  expect(await refusal(banned.browser, 'POST', `/join/${room.code}`, {})).toBe('removed');
  // With the old key they are somebody new, who is asked for a name.
  const again = await call<{ me: { id: string } }>(
    ...([looked.browser, 'POST', `/join/${room.code}`, { name: 'Back' }] as const),
  );
  expect(again.me.id).not.toBe(looked.id);
});

test('ADMIN-18 it goes by what is set, never before a browser would have forgotten the key, and in any number', async () => {
  const room = await makeRoom(owner, {});
  await query('delete from guests');
  const rows = Array.from({ length: 1_001 }, (_, at) => [newId(), `key ${at}`] as const);
  await query(
    `insert into guests (id, room_id, name, key_hash, last_seen_at)
       select id, $1, 'Of old', key, now() - interval '40 days'
       from unnest($2::uuid[], $3::text[]) as given (id, key)`,
    [room.id, rows.map(([id]) => id), rows.map(([, key]) => key)],
  );
  const set = (guests: number | null) =>
    call(owner.browser, 'PATCH', '/admin/settings', { retention: { guests } });
  expect(await server.retention.look()).toMatchObject({ guests: 0 });
  await set(null);
  expect(await server.retention.sweep()).toMatchObject({ guests: null });
  const tooFew = { retention: { guests: 29 } };
  expect(await refusal(owner.browser, 'PATCH', '/admin/settings', tooFew)).toBe('bad_request');
  await set(30);
  expect(await server.retention.sweep()).toMatchObject({ guests: 1_001 });
  expect(await names()).toEqual([]);
});
