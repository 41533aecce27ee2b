import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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

describe('with SMTP', () => {
  const received: string[] = [];
  /** What it says to a recipient; null: yes. */
  let refusal: string | null = null;
  let smtp: Server;
  beforeEach(async () => {
    received.length = 0;
    refusal = null;
    smtp = createServer((socket) => speakSmtp(socket, received, () => refusal));
    smtp.listen(0, '127.0.0.1');
    await once(smtp, 'listening');
  });
  afterEach(() => smtp.close());
  const send = async () => {
    const { port } = smtp.address() as AddressInfo;
    await post({ smtpUrl: `smtp://127.0.0.1:${port}` }).send(database.db, mail);
    await outbox.idle();
  };

  test('it is handed to that server', async () => {
    await send();
    expect(received.join('')).toContain('RCPT TO:<ann@example.org>');
    expect(received.join('')).toContain('Hello Ann');
  });

  test('SEC-5 one that is refused is told by the number of the answer, never by its words', async () => {
    refusal = '550 5.1.1 <ann@example.org>: nobody of that name here';
    await send();
    expect(received.join('')).toContain('RCPT TO:<ann@example.org>');
    const { rows } = await database.pool.query('select failure from outbox');
    const told = `${lines.join('')} ${JSON.stringify(rows)}`;
    expect(told).toContain('the mail server answered 550 to RCPT TO');
    expect(told).toContain('EENVELOPE');
    expect(told).not.toMatch(/ann@example|nobody of that name/);
  });

  test('AUTH-16 what is refused for good is not sent again, and the log says once what to do', async () => {
    refusal = '550 5.1.1 nobody of that name here';
    await send();
    const { rows } = await database.pool.query('select attempts, done_at, payload from outbox');
    expect(rows).toEqual([{ attempts: 1, done_at: expect.any(Date), payload: {} }]);
    expect(lines.filter((line) => line.includes('is given up'))).toEqual([
      expect.stringContaining('550 to RCPT TO, for good: look whether the address is right'),
    ]);
  });

  test('AUTH-16 what may pass is tried again: a full mailbox, and a server that is busy', async () => {
    for (const passing of [
      '552 5.2.2 mailbox full',
      '550 5.2.2 over quota',
      '452 4.5.3 too many',
      '530 5.7.0 sign in first',
      '503 5.5.1 AUTH first',
      '554 5.7.1 relay access denied',
      '550 5.4.5 so many for today',
    ]) {
      await database.pool.query('truncate outbox');
      refusal = passing;
      await send();
      const { rows } = await database.pool.query('select done_at, payload from outbox');
      expect(rows, passing).toEqual([{ done_at: null, payload: mail }]);
    }
  });
});

/** As little of RFC 5321 as one mail needs. */
function speakSmtp(socket: Socket, received: string[], refusal: () => string | null): void {
  /** Of the mail, as it comes in whatever pieces; null: it isn't given just now. */
  let content: string | null = null;
  socket.write('220 test\r\n');
  socket.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    received.push(text);
    if (content !== null) {
      content += text;
      if (!content.endsWith('\r\n.\r\n')) return;
      content = null;
      socket.write('250 kept\r\n');
    } else if (text.startsWith('DATA')) {
      content = '\r\n';
      socket.write('354 go on\r\n');
    } else if (text.startsWith('RCPT') && refusal() !== null) {
      socket.write(`${refusal()}\r\n`);
    } else {
      socket.write(text.startsWith('QUIT') ? '221 bye\r\n' : '250 ok\r\n');
    }
  });
}
