/** How much place is kept for what is only announced, and who may end it. */
import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import type { FilesAnswer } from '@converge/protocol/rest/files';
import type { AuditAnswer } from '@converge/protocol/rest/moderation';
import type { Room } from '@converge/protocol/rest/rooms';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../../test/server.ts';
import {
  askUpload,
  beginUpload,
  codeOf,
  offsetOf,
  sendPart,
  upload,
} from '../../../../test/tus.ts';
import { call, joinAsGuest, makeRoom, register, type Somebody } from '../../../../test/world.ts';
import { fileUploads } from '../files.tables.ts';

const mebibyte = 1024 * 1024;
let server: TestServer;
let teacher: Somebody;

// Of four MiB one is kept for hand-ins; a quarter of that for each pupil.
beforeAll(async () => {
  server = await createTestServer({ env: { FILE_MAX_MB: '4', ROOM_QUOTA_MB: '4' } });
  teacher = await register(server, 'Tess');
});
afterAll(() => server.close());

const classroom = () => makeRoom(teacher, { name: 'Physics 8b', preset: 'class' });
const pupilOf = (room: Room, name: string) => joinAsGuest(server, room.code, name);
const handIn = (size: number) => ({ name: 'work.bin', size, purpose: 'handIn' as const });
const list = ({ browser }: Somebody, room: Room) =>
  call<FilesAnswer>(browser, 'GET', `/rooms/${room.id}/files`);
const idIn = (path: string) => path.split('/').at(-1) ?? '';
/** Nothing of it has come for so long. */
const idle = (path: string, minutes: number) =>
  server.database.db
    .update(fileUploads)
    .set({ touchedAt: new Date(Date.now() - minutes * 60_000) })
    .where(eq(fileUploads.id, idIn(path)));

test('FILE-27 who announces all that a room holds keeps nobody else from handing in', async () => {
  const room = await classroom();
  const mallory = await pupilOf(room, 'Mallory');
  const path = await beginUpload(mallory.browser, room.id, handIn(mebibyte));
  // What they announced counts for themselves, so that nothing begins that can't end.
  expect(codeOf(await askUpload(mallory.browser, room.id, handIn(1)))).toBe('room_full');
  const ann = await pupilOf(room, 'Ann');
  await upload(ann.browser, room.id, Buffer.alloc(mebibyte / 2, 'a'), handIn(0));
  // It comes all the same, until there is no more place for it; what came stays.
  expect((await sendPart(mallory.browser, path, 0, Buffer.alloc(mebibyte / 4))).status).toBe(204);
  const more = await sendPart(
    mallory.browser,
    path,
    mebibyte / 4,
    Buffer.alloc((mebibyte * 3) / 4),
  );
  expect([more.status, codeOf(more)]).toEqual([409, 'room_full']);
  expect((await list(teacher, room)).handIns.map(({ author }) => author.name)).toEqual(['Ann']);
});

test('FILE-27 a class that hands in at once is never asked again, whatever one of them announced', async () => {
  const room = await classroom();
  const big = await pupilOf(room, 'Big');
  const film = await beginUpload(big.browser, room.id, handIn(mebibyte / 2));
  const pupils = await Promise.all(['A', 'B', 'C', 'D'].map((name) => pupilOf(room, name)));
  const size = mebibyte / 8;
  const paths = await Promise.all(
    pupils.map(({ browser }) => beginUpload(browser, room.id, handIn(size))),
  );
  // All of the film comes first: half and half fill the room.
  expect((await sendPart(big.browser, film, 0, Buffer.alloc(mebibyte / 2))).status).toBe(204);
  const sent = await Promise.all(
    pupils.map(({ browser }, at) => sendPart(browser, paths[at] ?? '', 0, Buffer.alloc(size))),
  );
  expect(sent.map(({ status }) => status)).toEqual([204, 204, 204, 204]);
  expect((await list(teacher, room)).handIns).toHaveLength(5);
});

test('FILE-27 what didn’t come for an hour is kept free no longer, and goes on where there is place', async () => {
  const room = await classroom();
  const [ann, ben, eve] = await Promise.all(
    ['Ann', 'Ben', 'Eve'].map((name) => pupilOf(room, name)),
  );
  if (!ann || !ben || !eve) throw new Error('nobody came');
  const quarter = mebibyte / 4;
  const path = await beginUpload(ann.browser, room.id, handIn(quarter));
  expect((await sendPart(ann.browser, path, 0, Buffer.alloc(1_000))).status).toBe(204);
  const rest = () => sendPart(ann.browser, path, 1_000, Buffer.alloc(quarter - 1_000));
  const begin = ({ browser }: Somebody, size: number) => askUpload(browser, room.id, handIn(size));
  // Away for forty minutes, it finds its place.
  await idle(path, 40);
  expect(codeOf(await begin(eve, mebibyte - quarter + 1))).toBe('room_full');
  await idle(path, 61);
  await upload(ben.browser, room.id, Buffer.alloc(mebibyte - quarter + 1, 'b'), handIn(0));
  expect(codeOf(await rest())).toBe('room_full');
  expect(await offsetOf(ann.browser, path)).toBe(1_000);
  // As soon as there is place, it goes on with what came.
  const [big] = (await list(teacher, room)).handIns;
  await call(teacher.browser, 'DELETE', `/rooms/${room.id}/files/${big?.id}`);
  expect((await rest()).status).toBe(204);
});

test('FILE-28 AUDIT-4 who leads sees what others have on its way, and may end it', async () => {
  const room = await classroom();
  const [ann, ben] = await Promise.all(['Ann', 'Ben'].map((name) => pupilOf(room, name)));
  if (!ann || !ben) throw new Error('nobody came');
  const work = { ...handIn(9), clientId: randomUUID() };
  const path = await beginUpload(ann.browser, room.id, work);
  await sendPart(ann.browser, path, 0, Buffer.alloc(4));
  const own = { id: idIn(path), name: 'work.bin', size: 9, received: 4, purpose: 'handIn' };
  expect((await list(teacher, room)).ofOthers).toEqual([
    { ...own, author: { id: ann.id, name: 'Ann' } },
  ]);
  expect((await list(ann, room)).ofOthers).toEqual([]);
  expect((await list(ben, room)).ofOthers).toEqual([]);
  // Who leads doesn't go on with it, and whoever doesn't lead doesn't end it.
  expect(await offsetOf(teacher.browser, path)).toBe(-404);
  const end = ({ browser }: Somebody) =>
    browser.send('DELETE', path, undefined, { 'tus-resumable': '1.0.0' });
  expect(codeOf(await end(ben))).toBe('file_not_found');
  expect((await end(teacher)).status).toBe(204);
  expect(codeOf(await sendPart(ann.browser, path, 4, Buffer.alloc(5)))).toBe('file_not_found');
  // By itself it doesn't begin anew, and says why.
  expect(codeOf(await askUpload(ann.browser, room.id, work))).toBe('upload_stopped');
  expect((await list(teacher, room)).ofOthers).toEqual([]);
  expect((await list(ann, room)).unfinished).toEqual([]);
  const log = await call<AuditAnswer>(teacher.browser, 'GET', `/rooms/${room.id}/audit`);
  expect(log.entries[0]).toMatchObject({ action: 'deleteFile', target: { name: 'Ann' } });
});

test('FILE-20 the disk is promised once, also to several who ask before a byte has come', async () => {
  const disk = await statfs(server.dataDir);
  const free = (disk.bavail * disk.bsize) / mebibyte;
  // So many fit and no more, whatever else is written meanwhile; the largest file is a terabyte.
  const fit = Math.ceil(free / 1_000_000);
  const size = Math.floor(free / (fit + 0.6));
  const limits = { FILE_MAX_MB: String(size), ROOM_QUOTA_MB: String(size * 2) };
  const large = await createTestServer({ env: limits });
  try {
    const host = await register(large, 'Hope');
    const film = { name: 'film.mkv', size: size * mebibyte };
    const begin = async () => askUpload(host.browser, (await makeRoom(host)).id, film);
    let path = '';
    for (let n = 0; n < fit; n += 1) {
      const begun = await begin();
      expect(begun.status).toBe(201);
      path = begun.headers.get('location') ?? '';
    }
    expect(codeOf(await begin())).toBe('storage_full');
    await host.browser.send('DELETE', path, undefined, { 'tus-resumable': '1.0.0' });
    expect((await begin()).status).toBe(201);
  } finally {
    await large.close();
  }
});
