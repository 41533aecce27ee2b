/** What files take, quotas and retention, over the real interfaces. */

import type { SettingsAnswer } from '@converge/protocol/rest/admin';
import type { FilesAnswer } from '@converge/protocol/rest/files';
import type { LogAnswer } from '@converge/protocol/rest/log';
import type { Room } from '@converge/protocol/rest/rooms';
import type {
  OldAnswer,
  StorageAnswer,
  StoragePeopleAnswer,
  StorageRoomsAnswer,
} from '@converge/protocol/rest/storage';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { askUpload, codeOf, upload } from '../../../test/tus.ts';
import {
  call,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from '../../../test/world.ts';

const mebibyte = 1024 * 1024;
let server: TestServer;
let admin: Somebody;
beforeAll(async () => {
  server = await createTestServer();
  admin = await register(server, 'Ada');
});
afterAll(() => server.close());

const ask = <T>(path: string) => call<T>(admin.browser, 'GET', `/admin/storage${path}`);
const put = (who: Somebody, room: Room, size: number, name: string, purpose?: 'handIn') =>
  upload(who.browser, room.id, Buffer.alloc(size, name), { name, ...(purpose && { purpose }) });
const begin = async (who: Somebody, room: Room, size: number, purpose: 'share' | 'handIn') =>
  codeOf(await askUpload(who.browser, room.id, { name: `${size}`, size, purpose }));
const setQuota = (room: Room, quotaMb: number | null) =>
  call(admin.browser, 'PUT', `/admin/rooms/${room.id}/quota`, { quotaMb });

test('ADMIN-13 what files take is told in all, by room and by person, in the order that is asked for', async () => {
  const [large, small] = [
    await makeRoom(admin, { name: 'Large', preset: 'class' }),
    await makeRoom(admin, { name: 'Äther' }),
  ];
  const ann = await joinAsGuest(server, large.code, 'Ann');
  await put(admin, large, 3_000, 'a');
  await put(ann, large, 500, 'h', 'handIn');
  await put(admin, small, 200, 'b');
  // The same content lies there once, whoever has it.
  await put(admin, small, 3_000, 'a');

  const sums = await ask<StorageAnswer>('');
  expect(sums).toMatchObject({
    shared: { count: 3, bytes: 6_200 },
    handIns: { count: 1, bytes: 500 },
    stored: { count: 3, bytes: 3_700 },
    infected: { count: 0, bytes: 0 },
    ...{ roomQuotaMb: 2_048, handInShare: 25 },
  });
  expect(sums.disk?.free).toBeGreaterThan(0);

  const { rooms, total } = await ask<StorageRoomsAnswer>('/rooms');
  expect(total).toBe(2);
  expect(rooms).toMatchObject([
    { id: large.id, owner: 'Ada', count: 2, bytes: 3_500, handIns: 500, quotaMb: null },
    { id: small.id, count: 2, bytes: 3_200, handIns: 0 },
  ]);
  const names = async (query: string) =>
    (await ask<StorageRoomsAnswer>(`/rooms?${query}`)).rooms.map(({ name }) => name);
  expect(await names('order=ascending')).toEqual(['Äther', 'Large']);
  expect(await names('sort=name&order=descending')).toEqual((await names('sort=name')).reverse());
  expect(await names('offset=1')).toEqual(['Äther']);

  const { people } = await ask<StoragePeopleAnswer>('/people');
  expect(people).toMatchObject([
    { id: admin.id, name: 'Ada', kind: 'user', count: 3, bytes: 6_200, rooms: 2 },
    { id: ann.id, name: 'Ann', kind: 'guest', count: 1, bytes: 500, rooms: 1 },
  ]);
});

test('ADMIN-13 a quota of its own holds for a room at once, and hand-ins have their share of it', async () => {
  const room = await makeRoom(admin, { preset: 'class' });
  const ann = await joinAsGuest(server, room.code, 'Ann');
  await setQuota(room, 4);
  // Three for what is shared, one for what is handed in; neither takes the other's place.
  expect(await begin(admin, room, 3 * mebibyte + 1, 'share')).toBe('room_full');
  expect(await begin(admin, room, 3 * mebibyte, 'share')).toBe('not refused: 201');
  expect(await begin(admin, room, 1, 'share')).toBe('room_full');
  expect(await begin(ann, room, mebibyte + 1, 'handIn')).toBe('room_full');
  expect(await begin(ann, room, mebibyte, 'handIn')).toBe('not refused: 201');
  expect(await begin(ann, room, 1, 'handIn')).toBe('room_full');
  const { quota } = await call<FilesAnswer>(admin.browser, 'GET', `/rooms/${room.id}/files`);
  expect(quota).toEqual({ used: 3 * mebibyte, max: 3 * mebibyte });

  await setQuota(room, null);
  expect(await begin(admin, room, mebibyte, 'share')).toBe('not refused: 201');
  const body = { roomQuotaMb: 4, handInShare: 50, fileMaxMb: 1 };
  await call<SettingsAnswer>(admin.browser, 'PATCH', '/admin/settings', body);
  expect(await begin(admin, room, 1, 'share')).toBe('room_full');
  expect(await begin(ann, room, mebibyte, 'handIn')).toBe('not refused: 201');
  expect(await begin(ann, room, mebibyte + 1, 'handIn')).toBe('file_too_large');
  const nowhere = '/admin/rooms/0190a000-0000-7000-8000-000000000001/quota';
  expect(await refusal(admin.browser, 'PUT', nowhere, { quotaMb: 1 })).toBe('room_not_found');
  for (const quotaMb of [0, -1, 1.5, '1', undefined]) {
    const path = `/admin/rooms/${room.id}/quota`;
    expect(await refusal(admin.browser, 'PUT', path, { quotaMb })).toBe('bad_request');
  }
  await call(admin.browser, 'PATCH', '/admin/settings', { roomQuotaMb: 2_048, fileMaxMb: 2_048 });
});

test('ADMIN-10 what is old is looked at, and then forgotten: files, calls and the log', async () => {
  const room = await makeRoom(admin, { name: 'Old things' });
  await put(admin, room, 700, 'old');
  const kept = await put(admin, room, 300, 'new');
  await call(admin.browser, 'PATCH', `/rooms/${room.id}`, { access: 'private' });
  await server.database.db.execute(
    sql`update files set created_at = now() - interval '31 days' where name = 'old'`,
  );
  await server.database.db.execute(
    sql`update audit_entries set at = now() - interval '91 days' where room_id = ${room.id}`,
  );
  expect(await ask<OldAnswer>('/old')).toEqual({
    ...{ files: null, calls: null, log: null, guests: 0 },
  });
  const retention = { files: 30, calls: 30, log: 90, guests: null };
  await call(admin.browser, 'PATCH', '/admin/settings', { retention });
  const expected = { files: { count: 1, bytes: 700 }, calls: 0, log: 1, guests: null };
  expect(await ask<OldAnswer>('/old')).toEqual(expected);
  expect(await ask<OldAnswer>('/old')).toEqual(expected);
  expect(await call<OldAnswer>(admin.browser, 'POST', '/admin/storage/forget')).toEqual(expected);
  expect(await ask<OldAnswer>('/old')).toMatchObject({ files: { count: 0 }, log: 0 });
  const { files } = await call<FilesAnswer>(admin.browser, 'GET', `/rooms/${room.id}/files`);
  expect(files.map(({ id }) => id)).toEqual([kept]);
  const { entries } = await call<LogAnswer>(admin.browser, 'GET', '/admin/log?act=forget');
  expect(entries[0]?.details).toEqual({ files: '1', calls: '0', log: '1', guests: null });
});
