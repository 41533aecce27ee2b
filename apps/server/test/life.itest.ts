/** Starting, ending and recovering, with real processes and the server's own PostgreSQL. */
import { once } from 'node:events';
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isLiving } from '../src/platform/process-life.ts';
import { createBrowser } from './browser.ts';
import { createPerson } from './people.ts';
import {
  beginServerProcess,
  killServerProcesses,
  type ServerProcess,
  startServerProcess,
} from './process.ts';
import { descendantsOf, killProcessesIn, processesIn } from './processes.ts';

// Each starts whole servers, some twice; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

let folder: string;
let dataDir: string;

beforeEach(async () => {
  // As mkdtemp makes it: for its owner only. The data folder is out of reach for other accounts.
  folder = await mkdtemp(join(tmpdir(), 'converge-life-'));
  dataDir = join(folder, 'data');
});

afterEach(async () => {
  await killServerProcesses();
  await killProcessesIn(dataDir);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

const start = (env: Record<string, string> = {}): Promise<ServerProcess> =>
  startServerProcess({ DATA_DIR: dataDir, ...env });

const register = (server: ServerProcess, person = createPerson()) =>
  createBrowser(server.baseUrl).send('POST', '/api/v1/auth/register', person);
const signIn = (server: ServerProcess, { email, password }: ReturnType<typeof createPerson>) =>
  createBrowser(server.baseUrl).send('POST', '/api/v1/auth/sign-in', { email, password });
const postgresPid = async () =>
  Number((await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

test('OPS-3 told to stop, it ends everything it began, and what was stored is there at the next start', async () => {
  const person = createPerson();
  const first = await start();
  expect((await register(first, person)).status).toBe(200);
  const began = await descendantsOf(first.pid);
  expect(began.length).toBeGreaterThan(0);
  expect(await first.end('SIGTERM')).toBe(0);
  for (const pid of began) expect(isLiving(pid)).toBe(false);
  expect(await processesIn(dataDir)).toEqual([]);

  const second = await start();
  expect((await signIn(second, person)).status).toBe(200);
  expect(await second.end('SIGINT')).toBe(0);
});

test('OPS-4 killed, it recovers by itself: the PostgreSQL left over is ended and nothing is lost', async () => {
  const person = createPerson();
  const first = await start();
  expect((await register(first, person)).status).toBe(200);
  const orphan = await postgresPid();
  await first.end('SIGKILL');
  expect(isLiving(orphan)).toBe(true);

  const second = await start();
  expect(isLiving(orphan)).toBe(false);
  expect(await postgresPid()).not.toBe(orphan);
  expect((await signIn(second, person)).status).toBe(200);
});

test('OPS-4 it starts after its PostgreSQL was killed too, and after their pid went to another program', async () => {
  const person = createPerson();
  const first = await start();
  expect((await register(first, person)).status).toBe(200);
  const orphan = await postgresPid();
  await first.end('SIGKILL');
  process.kill(orphan, 'SIGKILL');
  await expect.poll(() => processesIn(dataDir)).toEqual([]);
  const pidFile = join(dataDir, 'postgres/cluster/postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8')).split('\n');
  await writeFile(pidFile, [process.pid, ...lines.slice(1)].join('\n'));

  const second = await start();
  expect((await signIn(second, person)).status).toBe(200);
});

test('OPS-4 a PostgreSQL that dies under a running server is started again', async () => {
  const server = await start();
  const browser = createBrowser(server.baseUrl);
  await browser.send('POST', '/api/v1/auth/register', createPerson());
  const before = await postgresPid();
  process.kill(before, 'SIGKILL');
  // All at once: the time without a database is short.
  const away = ['/readyz', '/api/v1/me', '/api/v1/space'].map((path) =>
    vi.waitFor(
      async () => {
        const { status, body } = await browser.get<{ error?: { code: string } }>(path);
        expect([status, body.error?.code]).toEqual([
          503,
          path === '/readyz' ? undefined : 'unavailable',
        ]);
      },
      { timeout: 30_000, interval: 10 },
    ),
  );
  await Promise.all(away);
  const ready = async () => (await browser.get('/readyz')).status;
  await expect.poll(ready, { timeout: 60_000 }).toBe(200);
  expect(await postgresPid()).not.toBe(before);
  expect((await browser.get('/api/v1/me')).status).toBe(200);
  expect(await server.end('SIGTERM')).toBe(0);
});

/** Resolves when this is in the data folder. */
const appears = (path: string) =>
  vi.waitFor(() => access(join(dataDir, path)), { timeout: 60_000, interval: 2 });

test.for([
  ['while its database is made', 'postgres/cluster.new/PG_VERSION'],
  ['while its database starts', 'postgres/cluster/postmaster.pid'],
])('OPS-12 told to stop %s, it ends what it has begun', async ([, path = '']) => {
  const server = beginServerProcess({ DATA_DIR: dataDir });
  await appears(path);
  const begun = await descendantsOf(server.pid);
  expect(begun.length).toBeGreaterThan(0);
  expect([await server.end('SIGTERM'), server.output()]).toEqual([
    0,
    expect.stringContaining('"stopped"'),
  ]);
  for (const pid of begun) expect(isLiving(pid)).toBe(false);
  expect(await processesIn(dataDir)).toEqual([]);
});

test('OPS-4 killed while its database is made, it makes it at the next start, alone', async () => {
  const first = beginServerProcess({ DATA_DIR: dataDir });
  await appears('postgres/cluster.new/PG_VERSION');
  const begun = await descendantsOf(first.pid);
  await first.end('SIGKILL');
  const second = await start();
  for (const pid of begun) expect(isLiving(pid)).toBe(false);
  expect((await register(second)).status).toBe(200);
});

test('OPS-13 a mail server that hangs doesn’t keep the database from ending', async () => {
  // Takes the line, and says nothing.
  const lines = new Set<Socket>();
  const silent = createServer((line) => lines.add(line)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const server = await start({ SMTP_URL: `smtp://127.0.0.1:${port}` });
  const person = createPerson();
  expect((await register(server, person)).status).toBe(200);
  const asked = once(silent, 'connection');
  const { email } = person;
  await createBrowser(server.baseUrl).send('POST', '/api/v1/auth/forgot', { email });
  await asked;
  await server.end('SIGTERM');
  expect(server.output()).toContain('"stopped"');
  expect(await processesIn(dataDir)).toEqual([]);
  for (const line of lines) line.destroy();
  silent.close();
});

test('OPS-5 a second server on the same data is told which process has it', async () => {
  const first = await start();
  await expect(start()).rejects.toThrow(`in use by another server (pid ${first.pid})`);
  expect((await createBrowser(first.baseUrl).get('/readyz')).status).toBe(200);
});

test('OPS-5 a port in use is named, and nothing is left running', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => other.once('listening', listening));
  const address = other.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  await expect(start({ PORT: port })).rejects.toThrow(`Port ${port} is in use`);
  expect(await processesIn(dataDir)).toEqual([]);
  other.close();
});

/** This machine alone, by IPv6 where it has that. */
const [host, inUrl] = Object.values(networkInterfaces())
  .flat()
  .some((one) => one?.address === '::1')
  ? ['::1', '[::1]']
  : ['127.0.0.1', '127.0.0.1'];

test('OPS-15 it says how long each part of its start took, and that it makes its database', async () => {
  const server = await start({ HOST: host });
  expect(server.output()).toContain('making the database, at the first start only');
  expect(server.output()).toMatch(
    /Ready in \d+ ms \(loading \d+ ms, (?=.*PostgreSQL \d+ ms)(?=.*migrations \d+ ms)(?=.*media workers \d+ ms)/,
  );
  const { port } = new URL(server.baseUrl);
  expect(server.output()).toContain(`here:    http://${inUrl}:${port}`);
});

test('OPS-1 a faulty environment ends the start at once, with all faults', async () => {
  const started = start({ PORT: 'x', LOG_LEVEL: 'loud' });
  await expect(started).rejects.toThrow(/2 faults[\s\S]*PORT[\s\S]*LOG_LEVEL/);
});

test('it ends in order when its parent is gone', async () => {
  const server = await start();
  const ended = server.end('SIGCONT'); // does nothing by itself
  server.disconnect();
  expect(await ended).toBe(0);
  expect(server.output()).toContain('the parent is gone');
  expect(await processesIn(dataDir)).toEqual([]);
});

test('SEC-3 what it keeps is for its owner only', async () => {
  const server = await start();
  expect((await register(server)).status).toBe(200);
  const { stat } = await import('node:fs/promises');
  for (const [path, mode] of [
    ['.', 0o700],
    ['secrets.json', 0o600],
    ['postgres', 0o700],
    ['postgres.log', 0o600],
  ] as const) {
    expect([path, (await stat(join(dataDir, path))).mode & 0o777]).toEqual([path, mode]);
  }
});

test('a data folder with a very long path works', async () => {
  dataDir = join(folder, 'a'.repeat(60), 'b'.repeat(60), 'data');
  await mkdir(join(dataDir, '..'), { recursive: true });
  await chmod(folder, 0o700);
  const server = await start();
  expect((await register(server)).status).toBe(200);
});
