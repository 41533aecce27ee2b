import { readdir } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import type { RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import { filesChanged, filesHandedOut } from '@converge/protocol/realtime/files';
import { roomOpen } from '@converge/protocol/realtime/room';
import {
  type FetchesAnswer,
  type FilesAnswer,
  latestModified,
} from '@converge/protocol/rest/files';
import type { Room } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import { and, eq, inArray, isNotNull } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../test/browser.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { askUpload, codeOf, upload } from '../../../test/tus.ts';
import {
  call,
  goLive,
  join,
  joinAsGuest,
  makeRoom,
  refusal,
  register,
  type Somebody,
} from '../../../test/world.ts';
import { guests } from '../rooms/rooms.tables.ts';
import { fileBlobs, files } from './files.tables.ts';

let server: TestServer;
let teacher: Somebody;

beforeAll(async () => {
  server = await createTestServer({ env: { FILE_MAX_MB: '2', ROOM_QUOTA_MB: '6' } });
  teacher = await register(server, 'Tess');
});
afterAll(() => server.close());

const list = (browser: Browser, roomId: string) =>
  call<FilesAnswer>(browser, 'GET', `/rooms/${roomId}/files`);
const at = (room: Room, id: string, what = '') => `/rooms/${room.id}/files/${id}${what}`;
const remove = async (browser: Browser, room: Room, id: string) =>
  (await call<{ deletionId: string }>(browser, 'DELETE', at(room, id))).deletionId;
const undoPath = (room: Room, deletion: string) =>
  `/rooms/${room.id}/files/deletions/${deletion}/undo`;

/** The content as it goes out, with its headers. */
async function fetchFrom(browser: Browser, path: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${server.baseUrl}${REST_PREFIX}${path}`, {
    headers: { cookie: browser.cookieHeader(), ...headers },
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

/** A lesson with its teacher, and a room where everybody may share. */
async function classroom() {
  const room = await makeRoom(teacher, { name: 'Physics 8b', preset: 'class' });
  const ann = await joinAsGuest(server, room.code, 'Ann');
  const ben = await joinAsGuest(server, room.code, 'Ben');
  return { room, ann, ben };
}

test('FILE-1 what one shares is there for everybody inside, as it was', async () => {
  const { room, ann } = await classroom();
  const live = await goLive(server, ann, room);
  await live.ask(roomOpen, { roomId: room.id });
  const heard = live.next(filesChanged);
  const bytes = Buffer.from('Homework: read page 12.\n');
  const id = await upload(teacher.browser, room.id, bytes, { name: 'Завдання №1.txt' });
  expect(await heard).toEqual({ roomId: room.id });
  live.close();

  const seen = await list(ann.browser, room.id);
  expect(seen.files).toMatchObject([
    { id, name: 'Завдання №1.txt', size: bytes.length, type: 'text/plain', view: 'text' },
  ]);
  expect(seen.files[0]?.author).toEqual({ id: teacher.id, name: 'Tess' });
  expect(seen.unfinished).toEqual([]);
  const got = await fetchFrom(ann.browser, at(room, id, '/content'));
  expect(got.bytes.equals(bytes)).toBe(true);
  const said = got.headers.get('content-disposition') ?? '';
  expect(said).toContain('attachment');
  expect(said).toContain(`filename*=UTF-8''${encodeURIComponent('Завдання №1.txt')}`);
});

test('FILE-1 SEC-6 a file is taken whatever its device says of the time, and what is no time is refused', async () => {
  const { room } = await classroom();
  const begin = async (modifiedAt: number) =>
    codeOf(await askUpload(teacher.browser, room.id, { name: 'a', size: 1, modifiedAt }));
  expect(await begin(latestModified)).toBe('not refused: 201');
  for (const never of [-1, 1.5, latestModified + 1, 8.64e15]) {
    expect(await begin(never), String(never)).toBe('bad_request');
  }
});

test('FILE-1 who may not share by policy, or is no longer allowed, is refused', async () => {
  const { room, ann } = await classroom();
  const refused = await askUpload(ann.browser, room.id, { name: 'a.txt', size: 1 });
  expect(codeOf(refused)).toBe('forbidden');
  const folder = { name: 'Mine', parentId: null };
  expect(await refusal(ann.browser, 'POST', `/rooms/${room.id}/files/folders`, folder)).toBe(
    'forbidden',
  );
  const stranger = server.browser();
  expect(codeOf(await askUpload(stranger, room.id, { name: 'a', size: 1 }))).toBe('not_signed_in');
});

test('FILE-2 every download is authorised anew: strangers, other rooms, and whoever was removed', async () => {
  const { room, ann } = await classroom();
  const id = await upload(teacher.browser, room.id, 'secret', { name: 's.txt' });
  const other = await makeRoom(teacher, { name: 'Other' });
  const inOther = await joinAsGuest(server, other.code, 'Eve');
  for (const what of ['/content', '/view']) {
    expect(await refusal(server.browser(), 'GET', at(room, id, what))).toBe('not_signed_in');
    expect(await refusal(inOther.browser, 'GET', at(room, id, what))).toBe('not_signed_in');
    // Her own room, with the id of a file of another one.
    expect(await refusal(inOther.browser, 'GET', at(other, id, what))).toBe('file_not_found');
  }
  expect((await fetchFrom(ann.browser, at(room, id, '/content'))).status).toBe(200);
  await server.database.db
    .update(guests)
    .set({ removedAt: new Date() })
    .where(eq(guests.id, ann.id));
  expect(await refusal(ann.browser, 'GET', at(room, id, '/content'))).toBe('not_signed_in');
  expect(await refusal(ann.browser, 'GET', `/rooms/${room.id}/files`)).toBe('not_signed_in');
});

test('FILE-4 parts of a file are sent as they are asked for, and none anew that is known', async () => {
  const { room } = await classroom();
  const id = await upload(teacher.browser, room.id, '0123456789', { name: 'ten.txt' });
  const path = at(room, id, '/content');
  const part = (range: string) => fetchFrom(teacher.browser, path, { range });
  const middle = await part('bytes=2-4');
  expect([middle.status, String(middle.bytes)]).toEqual([206, '234']);
  expect(middle.headers.get('content-range')).toBe('bytes 2-4/10');
  expect(String((await part('bytes=7-')).bytes)).toBe('789');
  expect(String((await part('bytes=-3')).bytes)).toBe('789');
  expect(String((await part('bytes=8-99')).bytes)).toBe('89');
  expect((await part('bytes=10-')).status).toBe(416);
  expect((await part('bytes=5-2')).status).toBe(200);
  expect((await part('bytes=0-1,3-4')).status).toBe(200);
  const whole = await fetchFrom(teacher.browser, path);
  const etag = whole.headers.get('etag') ?? '';
  expect((await fetchFrom(teacher.browser, path, { 'if-none-match': etag })).status).toBe(304);
  const stale = { range: 'bytes=2-4', 'if-range': '"another"' };
  expect((await fetchFrom(teacher.browser, path, stale)).status).toBe(200);
  const head = await teacher.browser.send('HEAD', `${REST_PREFIX}${path}`);
  expect(head.headers.get('content-length')).toBe('10');
});

test('FILE-5 FILE-6 what could run is never shown in our origin, whatever it is called', async () => {
  const { room } = await classroom();
  const html = '<!doctype html><script>fetch("/api/v1/me")</script>';
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  const js = 'alert(document.cookie)';
  for (const [name, body] of [
    ['page.html', html],
    ['photo.png', html],
    ['drawing.svg', svg],
    ['drawing2.svg', `<?xml version="1.0"?>${svg}`],
    ['x.js', js],
  ] as const) {
    const id = await upload(teacher.browser, room.id, body, { name });
    const got = await fetchFrom(teacher.browser, at(room, id, '/content'));
    expect(got.headers.get('content-type'), name).toMatch(/^text\/plain|octet-stream/);
    expect(got.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    expect(got.headers.get('x-frame-options')).toBe('DENY');
    expect(await refusal(teacher.browser, 'GET', at(room, id, '/view'))).toBe(
      'unsupported_media_type',
    );
  }
  const bytes = await upload(teacher.browser, room.id, '\u0001\u0002', { name: 'notes.txt' });
  expect(
    (await list(teacher.browser, room.id)).files.find((file) => file.id === bytes),
  ).toMatchObject({ type: 'application/octet-stream', view: 'none' });
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex');
  const id = await upload(teacher.browser, room.id, png, { name: 'innocent.html' });
  const shown = await fetchFrom(teacher.browser, at(room, id, '/view'));
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(shown.headers.get('content-disposition')).toMatch(/^inline/);
  expect(shown.headers.get('content-security-policy')).toContain("default-src 'none'");
});

test('FILE-8 a name with a path in it escapes nowhere', async () => {
  const { room } = await classroom();
  const before = await readdir(server.dataDir);
  for (const name of ['../../../escaped.txt', '..\\..\\escaped.txt', '/etc/escaped.txt']) {
    await upload(teacher.browser, room.id, name, { name });
  }
  expect((await list(teacher.browser, room.id)).files.map(({ name }) => name)).toEqual([
    'escaped.txt',
    'escaped (2).txt',
    'escaped (3).txt',
  ]);
  expect(codeOf(await askUpload(teacher.browser, room.id, { name: '..', size: 1 }))).toBe(
    'bad_request',
  );
  expect(await readdir(server.dataDir)).toEqual(before);
});

test('FILE-9 what is too large, or too much for the room, is refused before it comes', async () => {
  const { room } = await classroom();
  const ask = (size: number) => askUpload(teacher.browser, room.id, { name: 'big', size });
  const mebibyte = 1024 * 1024;
  expect(codeOf(await ask(2 * mebibyte + 1))).toBe('file_too_large');
  // Ten at once, of which the room holds two: a quarter of six is kept for hand-ins.
  const answers = await Promise.all(Array.from({ length: 10 }, () => ask(2 * mebibyte)));
  const codes = answers.map((answer) => (answer.status === 201 ? 'begun' : codeOf(answer)));
  expect(codes.filter((code) => code === 'begun')).toHaveLength(2);
  expect(codes.filter((code) => code === 'room_full')).toHaveLength(8);
  expect((await list(teacher.browser, room.id)).quota).toEqual({
    used: 4 * mebibyte,
    max: 4.5 * mebibyte,
  });
});

test('FILE-10 folders: made, named once each, moved, and never into themselves', async () => {
  const { room, ann } = await classroom();
  const make = async (name: string, parentId: string | null = null) => {
    const body = { name, parentId };
    const path = `/rooms/${room.id}/files/folders`;
    return (
      await call<{ folder: { id: string; name: string } }>(teacher.browser, 'POST', path, body)
    ).folder;
  };
  const outer = await make('Week 1');
  expect((await make('week 1')).name).toBe('week 1 (2)');
  const inner = await make('Tasks', outer.id);
  const id = await upload(teacher.browser, room.id, 'x', { name: 'x.txt', parentId: inner.id });
  const change = (what: string, body: object) =>
    refusal(teacher.browser, 'PATCH', at(room, what), body);
  expect(await change(outer.id, { parentId: inner.id })).toBe('bad_request');
  expect(await change(outer.id, { parentId: outer.id })).toBe('bad_request');
  expect(await change(inner.id, { parentId: id })).toBe('file_not_found');
  expect(await refusal(ann.browser, 'PATCH', at(room, id), { name: 'mine' })).toBe('forbidden');
  await call(teacher.browser, 'PATCH', at(room, id), { name: 'y.txt', parentId: null });
  const seen = await list(ann.browser, room.id);
  expect(seen.files).toMatchObject([{ id, name: 'y.txt', parentId: null }]);
});

test('FILE-25 folders lie in each other down to a limit, made or moved, and what comes back beyond it lies at the top', async () => {
  const { room } = await classroom();
  const make = async (name: string, parentId: string | null) => {
    const path = `/rooms/${room.id}/files/folders`;
    const body = { name, parentId };
    return (await call<{ folder: { id: string } }>(teacher.browser, 'POST', path, body)).folder.id;
  };
  const move = (id: string, parentId: string | null) =>
    refusal(teacher.browser, 'PATCH', at(room, id), { parentId });
  const chain: string[] = [];
  for (let n = 0; n < limits.folderDepth; n += 1) chain.push(await make('x', chain.at(-1) ?? null));
  const [deepest = '', above = '', top = ''] = [chain.at(-1), chain.at(-2), chain[0]];
  const below = { name: 'x', parentId: deepest };
  const path = `/rooms/${room.id}/files/folders`;
  expect(await refusal(teacher.browser, 'POST', path, below)).toBe('folders_too_deep');
  // A file lies in any of them, and any of them takes another name.
  await upload(teacher.browser, room.id, 'x', { name: 'x.txt', parentId: deepest });
  await call(teacher.browser, 'PATCH', at(room, top), { name: 'y' });

  const outer = await make('outer', null);
  const inner = await make('inner', outer);
  expect(await move(outer, above)).toBe('folders_too_deep');
  expect(await move(top, outer)).toBe('folders_too_deep');
  expect(await move(top, deepest)).toBe('bad_request');
  const deletion = await remove(teacher.browser, room, inner);
  await call(teacher.browser, 'PATCH', at(room, outer), { parentId: above });
  await call(teacher.browser, 'POST', undoPath(room, deletion));
  const { folders } = await list(teacher.browser, room.id);
  expect(folders.find(({ id }) => id === inner)?.parentId).toBe(null);
  expect(folders.find(({ id }) => id === outer)?.parentId).toBe(above);
});

test('FILE-11 what was deleted comes back as it was, for a while', async () => {
  const { room, ann } = await classroom();
  const folder = (
    await call<{ folder: { id: string } }>(
      teacher.browser,
      'POST',
      `/rooms/${room.id}/files/folders`,
      { name: 'Old', parentId: null },
    )
  ).folder.id;
  const id = await upload(teacher.browser, room.id, 'kept', { name: 'k.txt', parentId: folder });
  expect(await refusal(ann.browser, 'DELETE', at(room, id))).toBe('forbidden');
  const deletion = await remove(teacher.browser, room, folder);
  expect(await list(ann.browser, room.id)).toMatchObject({ folders: [], files: [] });
  expect(await refusal(ann.browser, 'GET', at(room, id, '/content'))).toBe('file_not_found');
  expect(await refusal(ann.browser, 'POST', undoPath(room, deletion))).toBe('forbidden');
  await call(teacher.browser, 'POST', undoPath(room, deletion));
  expect(await list(ann.browser, room.id)).toMatchObject({
    folders: [{ id: folder, name: 'Old' }],
    files: [{ id, parentId: folder }],
  });
  const again = await remove(teacher.browser, room, id);
  await server.database.db
    .update(files)
    .set({ deletedAt: new Date(Date.now() - 3_600_000) })
    .where(eq(files.id, id));
  expect(await refusal(teacher.browser, 'POST', undoPath(room, again))).toBe('undo_too_late');
});

test('FILE-12 what is handed out comes to those inside, and is marked for those who weren’t', async () => {
  const { room, ann, ben } = await classroom();
  const id = await upload(teacher.browser, room.id, 'Task', { name: 'task.txt' });
  expect(await refusal(ann.browser, 'POST', at(room, id, '/hand-out'))).toBe('forbidden');
  const live = await goLive(server, ann, room);
  await live.ask(roomOpen, { roomId: room.id });
  const heard = live.next(filesHandedOut);
  await call(teacher.browser, 'POST', at(room, id, '/hand-out'));
  expect(await heard).toMatchObject({
    roomId: room.id,
    file: { id, name: 'task.txt', size: 4 },
    by: { name: 'Tess' },
  });
  live.close();
  expect((await list(ben.browser, room.id)).files[0]?.handedOut).toMatchObject({
    fetched: false,
    count: null,
  });
});

test('FILE-13 who leads the room sees who fetched what was handed out', async () => {
  const { room, ann, ben } = await classroom();
  const id = await upload(teacher.browser, room.id, 'Task', { name: 'task.txt' });
  await call(teacher.browser, 'POST', at(room, id, '/hand-out'));
  await fetchFrom(ann.browser, at(room, id, '/content'));
  await fetchFrom(ann.browser, at(room, id, '/content'), { range: 'bytes=0-1' });
  await fetchFrom(teacher.browser, at(room, id, '/content'));
  const answer = await call<FetchesAnswer>(teacher.browser, 'GET', at(room, id, '/fetches'));
  expect(answer.fetched.map(({ person }) => person.name)).toEqual(['Ann']);
  expect(answer.missing).toEqual([{ id: ben.id, name: 'Ben' }]);
  expect((await list(teacher.browser, room.id)).files[0]?.handedOut?.count).toBe(1);
  expect((await list(ann.browser, room.id)).files[0]?.handedOut?.fetched).toBe(true);
  expect(await refusal(ann.browser, 'GET', at(room, id, '/fetches'))).toBe('forbidden');
});

test('FILE-13 who only knocks at the door isn’t missing among those who fetched; who belonged before is', async () => {
  const { room, ann, ben } = await classroom();
  const mila = await register(server, 'Mila');
  await join(mila.browser, room.code);
  const id = await upload(teacher.browser, room.id, 'Task', { name: 'task.txt' });
  await call(teacher.browser, 'POST', at(room, id, '/hand-out'));
  await call(teacher.browser, 'PATCH', `/rooms/${room.id}`, { door: 'lobby' });
  await joinAsGuest(server, room.code, 'Eva');
  await join((await register(server, 'Igor')).browser, room.code);
  const { missing } = await call<FetchesAnswer>(teacher.browser, 'GET', at(room, id, '/fetches'));
  expect(new Set(missing.map((person) => person.id))).toEqual(new Set([ann.id, ben.id, mila.id]));
});

test('FILE-14 what is handed in is seen by its author and by who leads, also by a hostile client', async () => {
  const { room, ann, ben } = await classroom();
  const told = await goLive(server, teacher);
  await told.ask(roomOpen, { roomId: room.id });
  const heard = told.next(filesChanged);
  const spy = await goLive(server, ben, room);
  await spy.ask(roomOpen, { roomId: room.id });
  const overheard = spy.collect(filesChanged);
  const id = await upload(ann.browser, room.id, 'My essay', { name: 'e.txt', purpose: 'handIn' });
  expect(await heard).toEqual({ roomId: room.id });
  told.close();

  const forTeacher = await list(teacher.browser, room.id);
  const forAnn = await list(ann.browser, room.id);
  expect(forTeacher.handIns).toMatchObject([{ id, name: 'e.txt', author: { name: 'Ann' } }]);
  expect(forAnn.handIns).toEqual(forTeacher.handIns);
  expect(forAnn.handIns[0]?.receipt).toMatch(/^[0-9A-F]{5}-[0-9A-F]{5}$/);
  expect((await list(ben.browser, room.id)).handIns).toEqual([]);
  expect((await fetchFrom(teacher.browser, at(room, id, '/content'))).status).toBe(200);
  for (const what of ['/content', '/view']) {
    expect(await refusal(ben.browser, 'GET', at(room, id, what))).toBe('file_not_found');
  }
  expect(await refusal(ben.browser, 'DELETE', at(room, id))).toBe('file_not_found');
  expect(await refusal(ben.browser, 'PATCH', at(room, id), { name: 'x' })).toBe('file_not_found');
  // Delivered is delivered: its author can't change it either, nor who leads.
  expect(await refusal(ann.browser, 'DELETE', at(room, id))).toBe('forbidden');
  expect(await refusal(teacher.browser, 'PATCH', at(room, id), { name: 'x' })).toBe('forbidden');
  const asked = await askUpload(teacher.browser, room.id, {
    ...{ name: 'x', size: 1, purpose: 'handIn' },
  });
  expect(codeOf(asked)).toBe('forbidden');
  const archive = await fetchFrom(ben.browser, `/rooms/${room.id}/files/archive`);
  expect(archive.bytes.includes('My essay')).toBe(false);
  expect(overheard).toEqual([]);
  spy.close();
});

test('FILE-15 the same content is stored once, and goes with the last file that has it', async () => {
  const { room } = await classroom();
  const other = await makeRoom(teacher);
  const content = `only once ${room.id}`;
  const ids = [
    await upload(teacher.browser, room.id, content, { name: 'a.txt' }),
    await upload(teacher.browser, room.id, content, { name: 'b.txt' }),
    await upload(teacher.browser, other.id, content, { name: 'c.txt' }),
  ];
  const { db } = server.database;
  const rows = await db.select().from(files).where(eq(files.roomId, room.id));
  const sha256 = rows[0]?.sha256 ?? '';
  expect(new Set(rows.map((row) => row.sha256)).size).toBe(1);
  const folder = joinPath(server.dataDir, 'blobs/files', sha256.slice(0, 2));
  // Others whose content begins alike may lie beside it.
  const blobs = async () => (await readdir(folder)).filter((name) => name.startsWith(sha256));
  expect(await blobs()).toEqual([`${sha256}.bin`]);
  await call(teacher.browser, 'DELETE', `/rooms/${room.id}`);
  await server.files.sweep.now(-1);
  expect(
    String((await fetchFrom(teacher.browser, at(other, ids[2] ?? '', '/content'))).bytes),
  ).toBe(content);
  await call(teacher.browser, 'DELETE', `/rooms/${other.id}`);
  await server.files.sweep.now(-1);
  expect(await blobs()).toEqual([]);
  expect(await db.select().from(fileBlobs).where(eq(fileBlobs.sha256, sha256))).toEqual([]);
});

test('FILE-15 ADMIN-13 by deleting nobody gets more onto the disk than a room holds twice', async () => {
  const { room } = await classroom();
  const size = 1024 * 1024;
  const fill = (name: string) =>
    upload(teacher.browser, room.id, Buffer.alloc(size, `${room.id}${name}`), { name });
  // A room of 4.5 MiB for what is shared: four of one.
  const round = async (names: readonly string[]) => {
    const ids = [];
    for (const name of names) ids.push(await fill(name));
    for (const id of ids) await remove(teacher.browser, room, id);
  };
  await round(['a', 'b', 'c', 'd']);
  // What was deleted makes place at once.
  await round(['e', 'f', 'g', 'h']);
  await fill('i');
  const begin = () => askUpload(teacher.browser, room.id, { name: 'more', size });
  expect(codeOf(await begin())).toBe('room_full');
  // Gone for good it is gone from the disk, too.
  const { db } = server.database;
  const gone = await db
    .update(files)
    .set({ deletedAt: new Date(Date.now() - 3_600_000) })
    .where(and(eq(files.roomId, room.id), isNotNull(files.deletedAt)))
    .returning({ sha256: files.sha256 });
  const hashes = gone.map(({ sha256 }) => sha256 ?? '');
  await db
    .update(fileBlobs)
    .set({ touchedAt: new Date(Date.now() - 120_000) })
    .where(inArray(fileBlobs.sha256, hashes));
  await server.files.sweep.now();
  expect(await db.$count(fileBlobs, inArray(fileBlobs.sha256, hashes))).toBe(0);
  expect((await begin()).status).toBe(201);
});

test('FILE-16 all of a room, or a folder of it, comes as one ZIP', async () => {
  const { room, ann } = await classroom();
  const { folder } = await call<{ folder: { id: string } }>(
    teacher.browser,
    'POST',
    `/rooms/${room.id}/files/folders`,
    { name: 'Тиждень: 1', parentId: null },
  );
  await upload(teacher.browser, room.id, 'inside', { name: 'в.txt', parentId: folder.id });
  await upload(teacher.browser, room.id, 'outside', { name: 'out.txt' });
  const whole = await fetchFrom(ann.browser, `/rooms/${room.id}/files/archive`);
  expect(whole.headers.get('content-type')).toBe('application/zip');
  expect(whole.headers.get('content-disposition')).toContain('Physics 8b.zip');
  expect(whole.headers.get('content-length')).toBe(String(whole.bytes.length));
  expect(namesIn(whole.bytes)).toEqual(['Тиждень_ 1/', 'Тиждень_ 1/в.txt', 'out.txt']);
  expect(whole.bytes.includes('outside')).toBe(true);
  const part = await fetchFrom(ann.browser, `/rooms/${room.id}/files/archive?folder=${folder.id}`);
  expect(part.bytes.includes('outside')).toBe(false);
});

test('FILE-22 who leads gets all hand-ins as one ZIP, by author, also from the archive', async () => {
  const { room, ann, ben } = await classroom();
  for (const { browser } of [ann, ben]) {
    await upload(browser, room.id, 'My essay', { name: 'e.txt', purpose: 'handIn' });
  }
  await upload(teacher.browser, room.id, 'shared', { name: 'shared.txt' });
  const path = `/rooms/${room.id}/files/archive?handIns=1&language=uk`;
  const own = await fetchFrom(ben.browser, path);
  expect(namesIn(own.bytes)).toEqual([expect.stringMatching(/^Ben\/e \(.+\)\.txt$/)]);
  await call(teacher.browser, 'POST', `/rooms/${room.id}/archive`);
  const { handIns } = await list(teacher.browser, room.id);
  const all = await fetchFrom(teacher.browser, path);
  expect(namesIn(all.bytes)).toEqual(
    handIns.map(({ author, receipt }) => `${author.name}/e (${receipt}).txt`),
  );
  expect(decodeURIComponent(all.headers.get('content-disposition') ?? '')).toContain(
    'Physics 8b Здані роботи.zip',
  );
});

/** The names in a ZIP's directory, in its order. */
function namesIn(zip: Buffer): string[] {
  const names: string[] = [];
  for (let i = zip.indexOf('PK\x01\x02'); i >= 0; i = zip.indexOf('PK\x01\x02', i + 1)) {
    const length = zip.readUInt16LE(i + 28);
    names.push(zip.toString('utf8', i + 46, i + 46 + length));
  }
  return names;
}

test('FILE-3 an archived room still shows its files, and takes no more', async () => {
  const { room } = await classroom();
  const id = await upload(teacher.browser, room.id, 'old', { name: 'old.txt' });
  await call(teacher.browser, 'POST', `/rooms/${room.id}/archive`);
  expect((await fetchFrom(teacher.browser, at(room, id, '/content'))).status).toBe(200);
  const refused = await askUpload(teacher.browser, room.id as RoomId, { name: 'n', size: 1 });
  expect(codeOf(refused)).toBe('room_archived');
  expect(await refusal(teacher.browser, 'DELETE', at(room, id))).toBe('room_archived');
});
