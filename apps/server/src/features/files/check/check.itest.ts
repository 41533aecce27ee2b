import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import type { FilesAnswer } from '@converge/protocol/rest/files';
import type { Room } from '@converge/protocol/rest/rooms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../../test/server.ts';
import { upload } from '../../../../test/tus.ts';
import { call, makeRoom, refusal, register, type Somebody } from '../../../../test/world.ts';
import { verdictIn } from './clamd.ts';

/** Speaks what clamd speaks; the mark of a virus is the word "sick", and `answers` steers it. */
const answers = { silent: true };
let clamd: Server;
let server: TestServer;
let host: Somebody;
let room: Room;

beforeAll(async () => {
  clamd = createServer((socket) => {
    if (answers.silent) {
      socket.destroy();
      return;
    }
    let heard = Buffer.alloc(0);
    socket.on('data', (part: Buffer) => {
      heard = Buffer.concat([heard, part]);
      const content = contentIn(heard);
      if (content === null) return;
      socket.end(content.includes('sick') ? 'stream: Test.Sick-1 FOUND\0' : 'stream: OK\0');
    });
  });
  clamd.listen(0, '127.0.0.1');
  await once(clamd, 'listening');
  const { port } = clamd.address() as AddressInfo;
  server = await createTestServer({ env: { CLAMD_ADDRESS: `127.0.0.1:${port}` } });
  host = await register(server, 'Hope');
  room = await makeRoom(host);
});
afterAll(async () => {
  await server.close();
  clamd.close();
});

/** What stands in the blocks of INSTREAM, once the empty one has come. */
function contentIn(heard: Buffer): string | null {
  const command = 'zINSTREAM\0';
  if (heard.length < command.length) return null;
  expect(heard.toString('latin1', 0, command.length)).toBe(command);
  let content = '';
  for (let at = command.length; at + 4 <= heard.length; ) {
    const length = heard.readUInt32BE(at);
    if (length === 0) return content;
    content += heard.toString('latin1', at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}

const file = async (id: string) => {
  const answer = await call<FilesAnswer>(host.browser, 'GET', `/rooms/${room.id}/files`);
  return answer.files.find((one) => one.id === id);
};
const content = (id: string) =>
  refusal(host.browser, 'GET', `/rooms/${room.id}/files/${id}/content`);

test('FILE-17 nobody gets a file before the scan; an infected one is kept away and named', async () => {
  const well = await upload(host.browser, room.id, 'all is well', { name: 'well.txt' });
  const sick = await upload(host.browser, room.id, 'this is sick', { name: 'sick.txt' });
  await server.outbox.idle();
  expect((await file(well))?.check).toEqual({ kind: 'pending' });
  expect(await content(well)).toBe('file_pending');
  const handOut = `/rooms/${room.id}/files/${well}/hand-out`;
  expect(await refusal(host.browser, 'POST', handOut)).toBe('file_pending');

  answers.silent = false;
  await server.database.pool.query('update outbox set available_at = now()');
  await server.outbox.idle();
  expect((await file(well))?.check).toEqual({ kind: 'ready' });
  expect(await content(well)).toBe('not refused: 200');
  expect((await file(sick))?.check).toEqual({ kind: 'infected', finding: 'Test.Sick-1' });
  expect(await content(sick)).toBe('file_infected');
});

test('FILE-17 what clamd says is understood, and what isn’t is no verdict', () => {
  expect(verdictIn('stream: OK\0')).toEqual({ kind: 'clean' });
  expect(verdictIn('stream: Win.Test.EICAR_HDB-1 FOUND\n')).toEqual({
    kind: 'infected',
    finding: 'Win.Test.EICAR_HDB-1',
  });
  expect(verdictIn('INSTREAM size limit exceeded. ERROR')).toEqual({ kind: 'tooLarge' });
  expect(() => verdictIn('UNKNOWN COMMAND')).toThrow('clamd said');
  expect(() => verdictIn('')).toThrow('clamd said');
});
