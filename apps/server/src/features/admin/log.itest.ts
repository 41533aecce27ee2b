/** The log of the whole space over the real interfaces. */
import { callJoin } from '@converge/protocol/realtime/call';
import type { JoinCard } from '@converge/protocol/rest/join';
import { type LogAnswer, type LogEntry, spaceActs } from '@converge/protocol/rest/log';
import type { PersonLinkAnswer } from '@converge/protocol/rest/people';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { png } from '../../../test/pictures.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { call, goLive, makeRoom, refusal, register, type Somebody } from '../../../test/world.ts';

let server: TestServer;
let admin: Somebody;
beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
});
afterAll(() => server.close());

const send = (method: string, path: string, body?: unknown) =>
  call<PersonLinkAnswer>(admin.browser, method, path, body);
const log = (query = '') => call<LogAnswer>(admin.browser, 'GET', `/admin/log?${query}`);

async function newPerson(name: string, email: string) {
  const body = { name, email, role: 'teacher', deliver: 'link' };
  return (await send('POST', '/admin/people', body)).person;
}

/** One after the other, everything an admin may do; what each is called in the log. */
async function doEverything(): Promise<void> {
  const { id } = await newPerson('Nora', 'nora@example.org');
  const person = `/admin/people/${id}`;
  await send('POST', `${person}/link`, { deliver: 'link' });
  await send('PATCH', person, { role: 'member' });
  await send('PATCH', person, { role: 'teacher', disabled: true });
  await send('PATCH', person, { disabled: false });
  const rows = [{ name: 'Timo', email: 'timo@example.org', role: '' }];
  await send('POST', '/admin/people/import', { rows, commit: false, deliver: 'link' });
  await send('POST', '/admin/people/import', { rows, commit: true, deliver: 'link' });
  await send('PATCH', '/admin/settings', { registration: 'invited', retention: { files: 30 } });
  await send('POST', '/admin/settings/invitation');
  await send('PUT', '/admin/settings/logo', png());
  await send('DELETE', '/admin/settings/logo');
  await send('POST', '/admin/storage/forget');

  const room = await makeRoom(admin, { name: 'Latin' });
  const live = await goLive(server, admin);
  const { media } = await call<JoinCard>(admin.browser, 'GET', `/join/${room.code}`);
  await live.ask(callJoin, { roomId: room.id, rtpCapabilities: media });
  await send('POST', `/admin/rooms/${room.id}/end`);
  live.close();
  await send('PUT', `/admin/rooms/${room.id}/quota`, { quotaMb: 5 });
  await send('POST', `/rooms/${room.id}/owner`, { ownerId: id });
  await send('POST', `/rooms/${room.id}/archive`);
  await send('POST', `/rooms/${room.id}/restore`);
  await send('DELETE', `${person}?rooms=archive`);
  await send('DELETE', `/rooms/${room.id}`);
}

test('ADMIN-11 every act of an admin leaves a line, and what was refused leaves none', async () => {
  await doEverything();
  const { entries } = await log();
  const acts = new Set<string>(entries.map(({ act }) => act));
  expect([...spaceActs].filter((act) => !acts.has(act))).toEqual([]);
  const one = (act: LogEntry['act']) => entries.find((entry) => entry.act === act);
  expect(one('makePerson')).toMatchObject({
    ...{ by: { id: admin.id, name: 'Ada' }, target: { name: 'Nora' } },
    ...{ details: { role: 'teacher' }, room: null },
  });
  expect(one('settings')?.details).toEqual({ registration: 'invited', 'retention.files': '30' });
  expect(one('quota')).toMatchObject({ details: { quotaMb: '5' }, room: { name: 'Latin' } });
  expect(one('deleteRoom')?.room).toMatchObject({ name: 'Latin', here: false });
  expect(one('deletePerson')).toMatchObject({ target: { name: 'Nora' } });
  expect(JSON.stringify(entries)).not.toContain('/reset#');

  // Looking through a list makes nobody; nothing changed is nothing done.
  expect(entries.filter(({ act }) => act === 'importPerson')).toHaveLength(1);
  await send('PATCH', '/admin/settings', { registration: 'invited' });
  expect(
    await refusal(admin.browser, 'PATCH', `/admin/people/${admin.id}`, { role: 'member' }),
  ).toBe('last_admin');
  expect((await log()).entries[0]?.id).toBe(entries[0]?.id);
});

test('ADMIN-11 no way for admins to change something is without its line', async () => {
  const description = await server
    .browser()
    .get<{ paths: Record<string, object> }>('/api/openapi.json');
  const changing = Object.entries(description.body.paths)
    .filter(([path]) => path.startsWith('/api/v1/admin/'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    .filter((route) => !route.startsWith('get '));
  // Another one belongs into `doEverything` above, and then here.
  expect(changing.map((route) => route.replace('/api/v1/admin/', '')).sort()).toEqual([
    'delete people/{personId}',
    'delete settings/logo',
    'patch people/{personId}',
    'patch settings',
    'post people',
    'post people/import',
    'post people/{personId}/link',
    'post rooms/{roomId}/end',
    'post settings/invitation',
    'post storage/forget',
    'put rooms/{roomId}/quota',
    'put settings/logo',
  ]);
});

test('ADMIN-12 the log is found by person, act, room and time, page by page and as a file', async () => {
  const room = await makeRoom(admin, { name: '100% _real' });
  await call(admin.browser, 'PATCH', `/rooms/${room.id}`, { policy: { chat: 'moderators' } });
  await send('POST', `/rooms/${room.id}/archive`);
  const ofRoom = await log('room=0%25+_R');
  expect(ofRoom.entries.map(({ act }) => act)).toEqual(['archiveRoom', 'policy']);
  expect(ofRoom.entries[0]?.room).toEqual({ id: room.id, name: '100% _real', here: true });
  expect((await log(`room=${room.code}&act=policy`)).entries).toHaveLength(1);
  expect((await log('act=policy&room=0_25')).entries).toHaveLength(0);

  await newPerson('=cmd()', 'formula@example.org');
  const found = await log('person=%3Dcmd');
  expect(found.entries).toMatchObject([{ act: 'makePerson', target: { name: '=cmd()' } }]);
  const [{ at } = { at: 0 }] = found.entries;
  expect((await log(`from=${at}`)).entries).toHaveLength(1);
  expect((await log(`to=${at}&act=makePerson`)).entries).not.toContainEqual(found.entries[0]);
  expect(await refusal(admin.browser, 'GET', '/admin/log?act=nothing')).toBe('bad_request');
  expect((await log(`to=${Date.UTC(9999, 11, 31)}&person=%3Dcmd`)).entries).toHaveLength(1);
  for (const never of ['-1', '1.5', 'soon', '8640000000000000']) {
    for (const end of ['from', 'to']) {
      expect(await refusal(admin.browser, 'GET', `/admin/log?${end}=${never}`)).toBe('bad_request');
    }
  }

  const rows = Array.from({ length: 110 }, (_, index) => ({
    ...{ name: `Row ${index}`, role: '' },
    email: `row${index}@example.org`,
  }));
  await send('POST', '/admin/people/import', { rows, commit: true, deliver: 'link' });
  const seen: string[] = [];
  for (let query = 'act=importPerson&person=Row'; ; ) {
    const { entries, more } = await log(query);
    seen.push(...entries.map(({ target }) => target?.name ?? ''));
    if (!more) break;
    query = `act=importPerson&person=Row&before=${entries.at(-1)?.id}`;
  }
  expect(seen).toEqual(rows.map(({ name }) => name).reverse());

  const file = await admin.browser.get<string>('/api/v1/admin/log.csv?timeZone=Europe/Kyiv');
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(file.headers.get('content-disposition')).toContain('attachment');
  const lines = file.body.trim().split('\r\n');
  expect(lines[0]).toBe('time,by,act,to,room,details');
  expect(lines.length).toBeGreaterThan(110);
  expect(file.body).toContain("'=cmd()");
  expect(await refusal(admin.browser, 'GET', '/admin/log.csv?timeZone=Mars')).toBe('bad_request');
});

test('ADMIN-11 ROOM-5 a deleted room takes its own lines along; those of the space stay', async () => {
  const room = await makeRoom(admin, { name: 'Gone soon' });
  await call(admin.browser, 'PATCH', `/rooms/${room.id}`, { access: 'private' });
  await send('POST', `/rooms/${room.id}/archive`);
  await send('DELETE', `/rooms/${room.id}`);
  const { entries } = await log('room=Gone');
  expect(entries.map(({ act }) => act)).toEqual(['deleteRoom', 'archiveRoom']);
});

test('ADMIN-17 the file has every line of a long log, and breaks off where one can’t be read', async () => {
  const { pool } = server.database;
  await pool.query(
    `insert into audit_entries (id, action, of_space, by_id, by_name)
     select gen_random_uuid(), 'forget', true, $1, 'Long ago' from generate_series(1, 20500)`,
    [admin.id],
  );
  const file = () => admin.browser.get<string>('/api/v1/admin/log.csv?person=Long');
  const { body } = await file();
  expect(body.trimEnd().split('\r\n')).toHaveLength(20_501);

  await pool.query(`update audit_entries set details = 'null' where id =
    (select id from audit_entries where by_name = 'Long ago' order by id limit 1)`);
  await expect(file()).rejects.toThrow();
});
