/**
 * The scan against a real ClamAV daemon, which knows one signature: the test
 * string that all scanners agree on (EICAR). Where the machine has no clamd
 * (`apt-get install clamav-daemon`), it is skipped and counted as that.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FilesAnswer } from '@converge/protocol/rest/files';
import { expect, onTestFinished, test } from 'vitest';
import { createTestServer } from '../../../../test/server.ts';
import { upload } from '../../../../test/tus.ts';
import { call, makeRoom, refusal, register } from '../../../../test/world.ts';

const CLAMD = ['/usr/sbin/clamd', '/usr/local/sbin/clamd', '/opt/homebrew/sbin/clamd'].find(
  (path) => existsSync(path),
);
/** In two pieces, so that nobody's scanner takes this file away. */
const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD', '-ANTIVIRUS-TEST-FILE!$H+H*'].join(
  '',
);
const SIGNATURE = 'Converge.Test';
const LOOKS_AT = 1024 * 1024;

/** Starts a daemon with that one signature; answers the path of its socket. */
async function startClamd(path: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'converge-clamd-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const socket = join(folder, 'clamd.sock');
  await writeFile(
    join(folder, 'test.ndb'),
    `${SIGNATURE}:0:*:${Buffer.from(EICAR).toString('hex')}\n`,
  );
  const config = join(folder, 'clamd.conf');
  const settings = {
    DatabaseDirectory: folder,
    LocalSocket: socket,
    Foreground: 'yes',
    StreamMaxLength: LOOKS_AT,
    MaxThreads: 2,
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  await writeFile(config, lines.join(''));
  const child = spawn(path, ['--config-file', config], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => end(child));
  let said = '';
  for await (const part of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(part);
    // It says so when it listens.
    if (said.includes('Self checking')) break;
  }
  if (!existsSync(socket)) throw new Error(`clamd does not listen; it said:\n${said}`);
  child.stdout.resume();
  return socket;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

test.skipIf(!CLAMD)(
  'FILE-17 a real ClamAV daemon lets through what is clean, and an infected file is kept away and named',
  async () => {
    const server = await createTestServer({
      env: { CLAMD_ADDRESS: await startClamd(CLAMD ?? '') },
    });
    onTestFinished(() => server.close());
    const host = await register(server, 'Hope');
    const room = await makeRoom(host);
    const give = (name: string, content: string) =>
      upload(host.browser, room.id, content, { name });
    const clean = await give('clean.txt', 'all is well');
    const sick = await give('eicar.com', EICAR);
    // Longer than it looks at: it hangs up while we still send, and has said why.
    const large = await give('large.txt', 'long '.repeat(LOOKS_AT));
    await server.outbox.idle();

    const { files } = await call<FilesAnswer>(host.browser, 'GET', `/rooms/${room.id}/files`);
    expect(Object.fromEntries(files.map(({ name, check }) => [name, check]))).toEqual({
      'clean.txt': { kind: 'ready' },
      'eicar.com': { kind: 'infected', finding: `${SIGNATURE}.UNOFFICIAL` },
      'large.txt': { kind: 'ready' },
    });
    const content = (id: string) =>
      refusal(host.browser, 'GET', `/rooms/${room.id}/files/${id}/content`);
    expect(await content(sick)).toBe('file_infected');
    for (const id of [clean, large]) expect(await content(id)).toBe('not refused: 200');
  },
  30_000,
);
