import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import { type Database, openDatabase } from '../db/client.ts';
import { createLog } from '../log.ts';
import { createOutbox, type Outbox } from '../outbox/outbox.ts';
import { createPost, type MailOptions } from './mail.ts';

const lines: string[] = [];
const log = createLog('info', { write: (line) => lines.push(line) });
const mail = { to: 'ann@example.org', subject: 'Привіт', text: 'Hello Ann' };
let source: TestDatabase;
let database: Database;
let outbox: Outbox;
let folder: string;

beforeEach(async () => {
  lines.length = 0;
  folder = await mkdtemp(join(tmpdir(), 'converge-mail-'));
  source = await createTestDatabase();
  database = openDatabase({ connectionString: source.url }, log);
  outbox = createOutbox(database.db, log);
});
afterEach(async () => {
  await outbox.close();
  await database.close();
  await source.drop();
  await rm(folder, { recursive: true });
});

const post = (options: Partial<MailOptions> = {}) =>
  createPost({
    smtpUrl: undefined,
    from: 'Converge <c@localhost>',
    folder: join(folder, 'mail'),
    outbox,
    log,
    ...options,
  });

test('AUTH-10 SEC-5 without SMTP a mail lies in the data folder, and the log says where and nothing more', async () => {
  await post().send(database.db, mail);
  await outbox.idle();
  const [file = ''] = await readdir(join(folder, 'mail'));
  const path = join(folder, 'mail', file);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const text = await readFile(path, 'utf8');
  expect(text).toContain('To: ann@example.org');
  expect(text).toContain('Hello Ann');
  expect(lines.join('')).toContain(path);
  expect(lines.join('')).not.toMatch(/ann@example|Hello/);
});

test('with SMTP it is handed to that server', async () => {
  const received: string[] = [];
  const server = createServer((socket) => speakSmtp(socket, received)).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  await post({ smtpUrl: `smtp://127.0.0.1:${port}` }).send(database.db, mail);
  await outbox.idle();
  expect(received.join('')).toContain('RCPT TO:<ann@example.org>');
  expect(received.join('')).toContain('Hello Ann');
  server.close();
});

/** As little of RFC 5321 as one mail needs. */
function speakSmtp(socket: Socket, received: string[]): void {
  let inData = false;
  socket.write('220 test\r\n');
  socket.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    received.push(text);
    if (inData) {
      if (!text.endsWith('\r\n.\r\n')) return;
      inData = false;
      socket.write('250 kept\r\n');
    } else if (text.startsWith('DATA')) {
      inData = true;
      socket.write('354 go on\r\n');
    } else {
      socket.write(text.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n');
    }
  });
}
