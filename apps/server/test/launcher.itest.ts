/** `npm start` itself: what it passes on, and what it leaves when it, or npm above it, is killed. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isLiving } from '../src/platform/process-life.ts';
import { descendantsOf, killProcessesIn, processesIn } from './processes.ts';

// Each starts whole servers; on a fresh checkout the first builds the web app, too.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

const script = fileURLToPath(new URL('../../../tools/start.mjs', import.meta.url));

let folder: string;
let dataDir: string;
const living = new Set<ChildProcess>();

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'converge-launcher-'));
  dataDir = join(folder, 'data');
});
afterEach(async () => {
  for (const child of living) child.kill('SIGKILL');
  await killProcessesIn(dataDir);
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

interface Launched {
  readonly child: ChildProcess;
  readonly exit: Promise<[number | null, NodeJS.Signals | null]>;
  output(): string;
  /** Resolves when the server below it is ready, to all pids below it. */
  ready(): Promise<number[]>;
}

function launch(
  args: readonly string[] = [script],
  env: Readonly<Record<string, string>> = {},
): Launched {
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN,
      DATA_DIR: dataDir,
      HOST: '127.0.0.1',
      PORT: '0',
      RTC_PORT: '0',
      MEDIA_WORKERS: '1',
      ...env,
    },
  });
  living.add(child);
  // With all that it and those below it have printed.
  const exit = once(child, 'close') as Launched['exit'];
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part: Buffer) => {
      text += part.toString();
    });
  }
  return {
    child,
    exit,
    output: () => text,
    async ready() {
      const written = () => {
        if (child.exitCode !== null) throw new Error(text);
        expect(text).toMatch(/server: ready, [\d.]+ s after npm start/);
      };
      await vi.waitFor(written, { timeout: 240_000, interval: 20 });
      return descendantsOf(child.pid ?? 0);
    },
  };
}

const allGone = (pids: readonly number[]) =>
  vi.waitFor(
    async () => {
      expect(pids.filter(isLiving)).toEqual([]);
      expect(await processesIn(dataDir)).toEqual([]);
    },
    { timeout: 30_000 },
  );

test('OPS-15 OPS-16 it says how long each step took, and told to end it has ended everything', async () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const { child, exit, output, ready } = launch();
    const below = await ready();
    expect(below.length).toBeGreaterThan(0);
    for (const part of ['packages', 'media worker', 'web app']) {
      expect(output()).toMatch(new RegExp(`${part}: ready in [\\d.]+ s`));
    }
    child.kill(signal);
    expect([signal, await exit]).toEqual([signal, [0, null]]);
    for (const pid of below) expect(isLiving(pid)).toBe(false);
    expect(await processesIn(dataDir)).toEqual([]);
  }
});

test('OPS-16 killed, or without the npm that started it, it leaves nothing running', async () => {
  const first = launch();
  const below = await first.ready();
  first.child.kill('SIGKILL');
  await first.exit;
  await allGone(below);

  // As npm starts it: a process between, which is killed and can't pass anything on.
  const start = `require('node:child_process').spawn(process.execPath, ['${script}'], { stdio: 'inherit' })`;
  const npm = launch(['-e', start], { npm_lifecycle_event: 'start' });
  const belowNpm = await npm.ready();
  npm.child.kill('SIGKILL');
  await allGone(belowNpm);
});

test('OPS-5 OPS-16 it ends with what the server says of a port in use, or of its settings', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' && address ? String(address.port) : '';
  const busy = launch([script], { PORT: port });
  expect(await busy.exit).toEqual([1, null]);
  expect(busy.output()).toContain(`Port ${port} is in use`);
  other.close();

  const faulty = launch([script], { PORT: 'x' });
  expect(await faulty.exit).toEqual([1, null]);
  expect(faulty.output()).toContain('The configuration has 1 fault');
  expect(await processesIn(dataDir)).toEqual([]);
});
