import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REST_PREFIX } from '@converge/protocol/version';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBrowser } from '../../../../test/browser.ts';
import { type ServerProcess, startServerProcess } from '../../../../test/process.ts';
import { beginUpload, offsetOf, sendPart } from '../../../../test/tus.ts';
import { makeRoom, register } from '../../../../test/world.ts';

let folder: string;
let server: ServerProcess | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converge-upload-'));
});
afterAll(async () => {
  await server?.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

const start = async () => {
  server = await startServerProcess({ DATA_DIR: join(folder, 'data') });
  return server;
};

test('FILE-18 after a kill in the middle of an upload it goes on, and the whole is as it was', async () => {
  const first = await start();
  const before = { baseUrl: first.baseUrl, browser: () => createBrowser(first.baseUrl) };
  const host = await register(before, 'Hope');
  const room = await makeRoom(host);
  const bytes = randomBytes(8_000_000);
  const path = await beginUpload(host.browser, room.id, { name: 'k.bin', size: bytes.length });
  const cookie = host.browser.cookieHeader();
  const sending = request(new URL(path, first.baseUrl), {
    method: 'PATCH',
    headers: {
      cookie,
      origin: first.baseUrl,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': bytes.length,
    },
  });
  const broken = new Promise((resolve) => sending.once('error', resolve));
  sending.write(bytes.subarray(0, 5_000_000));
  const part = join(folder, 'data/uploads', path.split('/').at(-1) ?? '');
  const here = async () => (await stat(part)).size;
  await expect.poll(here).toBeGreaterThan(3_000_000);
  await first.end('SIGKILL');
  await broken;

  const second = await start();
  const browser = createBrowser(second.baseUrl);
  const send = browser.send.bind(browser);
  const again = {
    ...browser,
    send: ((method, target, body, headers) =>
      send(method, target, body, { cookie, ...headers })) as typeof browser.send,
  };
  const offset = await offsetOf(again, path);
  expect(offset).toBeGreaterThan(3_000_000);
  expect((await sendPart(again, path, offset, bytes.subarray(offset))).status).toBe(204);
  const id = path.split('/').at(-1);
  const got = await fetch(`${second.baseUrl}${REST_PREFIX}/rooms/${room.id}/files/${id}/content`, {
    headers: { cookie },
  });
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
});
