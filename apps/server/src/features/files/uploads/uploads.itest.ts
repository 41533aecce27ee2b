import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join as joinPath } from 'node:path';
import type { PersonId } from '@converge/protocol/ids';
import type { FilesAnswer } from '@converge/protocol/rest/files';
import type { Room } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../../../../test/browser.ts';
import { createTestServer, type TestServer } from '../../../../test/server.ts';
import {
  askUpload,
  beginUpload,
  codeOf,
  offsetOf,
  sendPart,
  upload,
} from '../../../../test/tus.ts';
import {
  call,
  join,
  joinAsGuest,
  makeRoom,
  register,
  type Somebody,
} from '../../../../test/world.ts';
import { fileUploads } from '../files.tables.ts';

let server: TestServer;
let host: Somebody;
let room: Room;
let staging: string;

beforeAll(async () => {
  server = await createTestServer();
  staging = joinPath(server.dataDir, 'uploads');
  host = await register(server, 'Hope');
  room = await makeRoom(host);
});
afterAll(() => server.close());

const list = (browser: Browser) => call<FilesAnswer>(browser, 'GET', `/rooms/${room.id}/files`);
const idIn = (path: string) => path.split('/').at(-1) ?? '';

/** Sends the beginning of a part, and then the rest of it, or cuts the line. */
async function sendBeginning(browser: Browser, path: string, bytes: Buffer, announced: number) {
  const sending = request(new URL(path, server.baseUrl), {
    method: 'PATCH',
    headers: {
      cookie: browser.cookieHeader(),
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': announced,
    },
  });
  const answered = new Promise<number>((resolve, reject) => {
    sending.once('error', reject);
    sending.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
  });
  // Where it is cut, that is what is wanted.
  answered.catch(() => undefined);
  await new Promise((resolve) => sending.write(bytes, resolve));
  return {
    cut: () => void sending.destroy(),
    finish(rest: Buffer): Promise<number> {
      sending.end(rest);
      return answered;
    },
  };
}

/** Some of it is on the disk. */
const untilStaged = (path: string) =>
  expect.poll(async () => (await stat(joinPath(staging, idIn(path)))).size).toBeGreaterThan(0);

test('FILE-18 after a lost line an upload goes on behind what came, and the whole is as it was', async () => {
  const bytes = randomBytes(3_000_000);
  const path = await beginUpload(host.browser, room.id, { name: 'b.bin', size: bytes.length });
  const { cut } = await sendBeginning(
    host.browser,
    path,
    bytes.subarray(0, 1_500_000),
    bytes.length,
  );
  await untilStaged(path);
  cut();
  const offset = await offsetOf(host.browser, path);
  expect(offset).toBeLessThanOrEqual(1_500_000);
  expect((await list(host.browser)).unfinished).toMatchObject([
    { id: idIn(path), name: 'b.bin', size: bytes.length, received: offset },
  ]);
  // What was sent already isn't taken twice.
  expect((await sendPart(host.browser, path, 0, bytes)).status).toBe(409);
  expect((await sendPart(host.browser, path, offset, bytes.subarray(offset))).status).toBe(204);
  // The answer was lost: whoever asks again hears that it is all there.
  expect(await offsetOf(host.browser, path)).toBe(bytes.length);
  const got = await fetch(
    `${server.baseUrl}${REST_PREFIX}/rooms/${room.id}/files/${idIn(path)}/content`,
    {
      headers: { cookie: host.browser.cookieHeader() },
    },
  );
  const hash = createHash('sha256').update(Buffer.from(await got.arrayBuffer()));
  expect(hash.digest('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect((await list(host.browser)).unfinished).toEqual([]);
});

test('FILE-18 who comes back while the dead line still hangs doesn’t wait for it', async () => {
  const bytes = randomBytes(2_500_000);
  const path = await beginUpload(host.browser, room.id, { name: 'h.bin', size: bytes.length });
  const { cut } = await sendBeginning(
    host.browser,
    path,
    bytes.subarray(0, 2_000_000),
    bytes.length,
  );
  await untilStaged(path);
  const offset = await offsetOf(host.browser, path);
  expect((await sendPart(host.browser, path, offset, bytes.subarray(offset))).status).toBe(204);
  cut();
});

test('FILE-18 what was all here when the server died becomes a file when it is asked for', async () => {
  const path = await beginUpload(host.browser, room.id, { name: 'died.txt', size: 5 });
  const id = idIn(path);
  await writeFile(joinPath(staging, id), 'hello');
  expect(await offsetOf(host.browser, path)).toBe(5);
  expect((await list(host.browser)).files.map((file) => file.id)).toContain(id);
});

test('FILE-1 an empty file is a file', async () => {
  const id = await upload(host.browser, room.id, '', { name: 'empty.txt' });
  expect((await list(host.browser)).files.find((file) => file.id === id)?.size).toBe(0);
});

test('FILE-9 no more is taken than was announced', async () => {
  const path = await beginUpload(host.browser, room.id, { name: 'small', size: 10 });
  const answer = await sendPart(host.browser, path, 0, Buffer.alloc(11));
  expect(codeOf(answer)).toBe('file_too_large');
  expect(await offsetOf(host.browser, path)).toBe(0);
});

test('FILE-19 nobody touches the upload of somebody else, also from another room', async () => {
  const guest = await joinAsGuest(server, room.code, 'Gus');
  const other = await makeRoom(host);
  const path = await beginUpload(host.browser, room.id, { name: 'mine', size: 4 });
  const strange = path.replace(room.id, other.id);
  for (const [browser, target] of [
    [guest.browser, path],
    [host.browser, strange],
  ] as const) {
    expect(await offsetOf(browser, target)).toBe(-404);
    expect(codeOf(await sendPart(browser, target, 0, Buffer.from('evil')))).toBe('file_not_found');
    const given = await browser.send('DELETE', target, undefined, { 'tus-resumable': '1.0.0' });
    expect(codeOf(given)).toBe('file_not_found');
  }
  expect(await offsetOf(server.browser(), path)).toBe(-401);
  expect(await offsetOf(host.browser, path)).toBe(0);
  expect((await list(guest.browser)).unfinished).toEqual([]);
  const up = await host.browser.send('DELETE', path, undefined, { 'tus-resumable': '1.0.0' });
  expect(up.status).toBe(204);
  expect(await readdir(staging)).not.toContain(idIn(path));
});

test('FILE-19 nor by an address that names one’s own first and theirs behind it', async () => {
  const guest = await joinAsGuest(server, room.code, 'Gleb');
  const theirs = await beginUpload(host.browser, room.id, { name: 'a.txt', size: 5 });
  const own = await beginUpload(guest.browser, room.id, { name: 'b.txt', size: 5 });
  for (const between of ['?', '?x=/', '?/']) {
    const path = `${own}${between}${idIn(theirs)}`;
    expect(await offsetOf(guest.browser, path)).toBe(0);
  }
  const sent = await sendPart(guest.browser, `${own}?/${idIn(theirs)}`, 0, Buffer.from('hello'));
  expect(sent.status).toBe(204);
  const gone = await guest.browser.send('DELETE', `${own}?/${idIn(theirs)}`, undefined, {
    'tus-resumable': '1.0.0',
  });
  expect(gone.status).toBe(204);
  expect(await offsetOf(host.browser, theirs)).toBe(0);
});

/** All but the end of a file is here, sent by `person` into `own`. */
async function almostSent(person: Somebody, own: Room) {
  const bytes = randomBytes(2_000_000);
  const path = await beginUpload(person.browser, own.id, { name: 'late', size: bytes.length });
  const beginning = bytes.subarray(0, 1_500_000);
  const sending = await sendBeginning(person.browser, path, beginning, bytes.length);
  await untilStaged(path);
  return { path, finish: () => sending.finish(bytes.subarray(beginning.length)) };
}
const filesIn = async (own: Room) =>
  (await call<FilesAnswer>(host.browser, 'GET', `/rooms/${own.id}/files`)).files;

test('FILE-26 who is banned leaves no file behind that was on its way', async () => {
  const own = await makeRoom(host);
  const guest = await joinAsGuest(server, own.code, 'Gus');
  const member = await register(server, 'Mila');
  await join(member.browser, own.code);
  for (const [person, status] of [
    [guest, 401],
    [member, 403],
  ] as const) {
    const { path, finish } = await almostSent(person, own);
    await call(host.browser, 'POST', `/rooms/${own.id}/people/${person.id}/ban`, {});
    expect(await finish()).toBe(status);
    await server.files.sweep.now();
    expect(await readdir(staging)).not.toContain(idIn(path));
  }
  expect(await filesIn(own)).toEqual([]);
});

test('FILE-26 MOD-9 a network that is banned meanwhile leaves no file behind of whose key is from elsewhere', async () => {
  const own = await makeRoom(host);
  const gleb = await joinAsGuest(server, own.code, 'Gleb');
  const zoya = await joinAsGuest(server, own.code, 'Zoya');
  const { pool } = server.database;
  await pool.query(`update guests set network = 'elsewhere' where id = $1`, [zoya.id]);
  const { finish } = await almostSent(zoya, own);
  const address = { address: true };
  await call(host.browser, 'POST', `/rooms/${own.id}/people/${gleb.id}/ban`, address);
  expect(await finish()).toBe(401);
  expect(await filesIn(own)).toEqual([]);
});

test('FILE-26 FILE-3 a file that is on its way waits for as long as its room takes none', async () => {
  const own = await makeRoom(host);
  const guest = await joinAsGuest(server, own.code, 'Ann');
  const room = `/rooms/${own.id}`;
  const rule = (upload: string) => call(host.browser, 'PATCH', room, { policy: { upload } });
  for (const { close, open, status } of [
    {
      close: () => call(host.browser, 'POST', `${room}/archive`),
      open: () => call(host.browser, 'POST', `${room}/restore`),
      status: 410,
    },
    { close: () => rule('moderators'), open: () => rule('everyone'), status: 403 },
  ]) {
    const before = await filesIn(own);
    const { path, finish } = await almostSent(guest, own);
    await close();
    expect(await finish()).toBe(status);
    expect(await filesIn(own)).toEqual(before);
    await open();
    // All of it is here, so it is a file as soon as somebody asks.
    expect(await offsetOf(guest.browser, path)).toBe(2_000_000);
    expect((await filesIn(own)).map(({ id }) => id)).toContain(idIn(path));
  }
});

test('FILE-26 a guest who is removed from the room leaves nothing on its way', async () => {
  const guest = await joinAsGuest(server, room.code, 'Rob');
  const path = await beginUpload(guest.browser, room.id, { name: 'gone', size: 9 });
  await server.rooms.forCalls.expel(room.id, { id: guest.id as PersonId, kind: 'guest' });
  expect(codeOf(await sendPart(guest.browser, path, 0, Buffer.alloc(9)))).toBe('not_signed_in');
  await server.files.sweep.now();
  expect(await readdir(staging)).not.toContain(idIn(path));
});

test('FILE-20 on a full disk an upload ends with a code, and nothing half stays', async () => {
  const before = (await list(host.browser)).quota.used;
  const begin = { name: 'full', size: 1000, clientId: randomUUID() };
  const path = await beginUpload(host.browser, room.id, begin);
  const part = joinPath(staging, idIn(path));
  await rm(part);
  // The kernel's own full disk.
  await symlink('/dev/full', part);
  const answer = await sendPart(host.browser, path, 0, Buffer.alloc(1000));
  expect([answer.status, codeOf(answer)]).toEqual([507, 'storage_full']);
  expect(await offsetOf(host.browser, path)).toBe(-507);
  expect(await readdir(staging)).not.toContain(idIn(path));
  const after = await list(host.browser);
  expect(after.quota.used).toBe(before);
  expect(after.unfinished.map(({ name }) => name)).not.toContain('full');
  // With space again the same one begins anew.
  expect(idIn(await beginUpload(host.browser, room.id, begin))).not.toBe(idIn(path));
});

test('FILE-24 asked again under the same name, an upload begins once, and is answered as before', async () => {
  const begin = { name: 'twice.bin', size: 6, clientId: randomUUID() };
  const before = (await list(host.browser)).quota.used;
  const asked = Array.from({ length: 5 }, () => beginUpload(host.browser, room.id, begin));
  const paths = new Set(await Promise.all(asked));
  expect(paths.size).toBe(1);
  const path = [...paths][0] ?? '';
  const { unfinished, quota } = await list(host.browser);
  expect(unfinished.filter(({ name }) => name === 'twice.bin')).toEqual([
    expect.objectContaining({ id: idIn(path), clientId: begin.clientId, received: 0 }),
  ]);
  expect(quota.used).toBe(before + 6);
  expect((await sendPart(host.browser, path, 0, Buffer.from('abc'))).status).toBe(204);
  // What came stays, and so does what has become of it.
  expect(await beginUpload(host.browser, room.id, begin)).toBe(path);
  expect(await offsetOf(host.browser, path)).toBe(3);
  expect((await sendPart(host.browser, path, 3, Buffer.from('def'))).status).toBe(204);
  expect(await beginUpload(host.browser, room.id, begin)).toBe(path);
  expect(await offsetOf(host.browser, path)).toBe(6);
  const named = (await list(host.browser)).files.filter(({ name }) => name.startsWith('twice'));
  expect(named.map(({ id }) => id)).toEqual([idIn(path)]);
});

test('FILE-24 an empty file that is begun again is one file', async () => {
  const begin = { name: 'nothing.txt', size: 0, clientId: randomUUID() };
  const asked = Array.from({ length: 5 }, () => beginUpload(host.browser, room.id, begin));
  expect(new Set(await Promise.all(asked)).size).toBe(1);
  const { files } = await list(host.browser);
  expect(files.filter(({ name }) => name.startsWith('nothing'))).toHaveLength(1);
});

test('FILE-24 the name is its author’s and its room’s, and stands for one file', async () => {
  const guest = await joinAsGuest(server, room.code, 'Gil');
  const other = await makeRoom(host);
  const begin = { name: 'named', size: 4, clientId: randomUUID() };
  const path = await beginUpload(host.browser, room.id, begin);
  const theirs = await beginUpload(guest.browser, room.id, begin);
  const elsewhere = await beginUpload(host.browser, other.id, begin);
  expect(new Set([path, theirs, elsewhere].map(idIn)).size).toBe(3);
  for (const another of [
    { ...begin, size: 5 },
    { ...begin, name: 'renamed' },
  ]) {
    expect(codeOf(await askUpload(host.browser, room.id, another))).toBe('bad_request');
  }
  // Given up is gone: under its name another one may begin.
  await host.browser.send('DELETE', path, undefined, { 'tus-resumable': '1.0.0' });
  expect(idIn(await beginUpload(host.browser, room.id, begin))).not.toBe(idIn(path));
});

test('FILE-24 what was reserved when the server died is made when it is begun again', async () => {
  const begin = { name: 'half.bin', size: 4, clientId: randomUUID() };
  const path = await beginUpload(host.browser, room.id, begin);
  await rm(joinPath(staging, idIn(path)));
  expect(await beginUpload(host.browser, room.id, begin)).toBe(path);
  expect((await sendPart(host.browser, path, 0, Buffer.from('here'))).status).toBe(204);
});

test('FILE-18 what nobody went on with for a day is given up', async () => {
  const path = await beginUpload(host.browser, room.id, { name: 'left', size: 9 });
  await server.files.sweep.now();
  expect(await offsetOf(host.browser, path)).toBe(0);
  await server.database.db
    .update(fileUploads)
    .set({ touchedAt: new Date(Date.now() - 25 * 3_600_000) })
    .where(eq(fileUploads.id, idIn(path)));
  await server.files.sweep.now();
  expect(await offsetOf(host.browser, path)).toBe(-404);
  expect(await readdir(staging)).not.toContain(idIn(path));
});
