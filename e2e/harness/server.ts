/**
 * The real server as a child process: on free ports, with a data folder of its
 * own, so that several of them and somebody's own one live side by side.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { on, once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureWebBuilt } from '../../tools/lib/web-build.mjs';
import { ensureMediaWorker } from '../../tools/media-worker/ensure.mjs';
import { freePort } from './ports.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const READY_LIMIT_MS = 120_000;
/** Longer than it gives itself. */
const STOP_LIMIT_MS = 40_000;
const ANSWER_LIMIT_MS = 60_000;

export interface ServerOptions {
  /** Beside the defaults here; see .env.example. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the web app is wanted: it is then built, if it isn't. */
  readonly web?: boolean;
  /** A folder that stays; without it a new one is made, and removed by `dispose`. */
  readonly dataDir?: string;
  /** A module that is loaded into it before its own ones, and answers what `ask` asks. */
  readonly preload?: string;
}

/** A server that can be stopped and started again on the same port and data. */
export interface TestServer {
  readonly url: string;
  readonly dataDir: string;
  /** Everything the server wrote. */
  readonly logFile: string;
  /** Process id of the running server; throws where none runs. */
  readonly pid: number;
  readonly running: boolean;
  /** Resolves when `/readyz` says yes. */
  start(): Promise<void>;
  /** Asks what was loaded into it by `preload`, and gives the answer. */
  ask<T>(question: string): Promise<T>;
  /** Asks it to end in order, and waits until it has. */
  stop(): Promise<void>;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Stops it and removes the data folder, if it was made here. */
  dispose(): Promise<void>;
}

/** Makes a server and starts it. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  if (options.web) await ensureWebBuilt();
  const own = options.dataDir === undefined;
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'converge-run-')));
  await mkdir(dataDir, { recursive: true });
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = join(dataDir, 'server.log');
  const env = {
    ...process.env,
    NODE_ENV: 'production',
    PORT: String(port),
    HOST: '127.0.0.1',
    DATA_DIR: dataDir,
    RTC_PORT: '0',
    MEDIA_WORKERS: '1',
    LOG_LEVEL: 'info',
    MEDIASOUP_WORKER_BIN: await ensureMediaWorker(),
    ...options.env,
  };
  let child: ChildProcess | undefined;
  let questions = 0;

  const running = (): ChildProcess => {
    if (!child || !isRunning(child)) {
      throw new Error(`the server isn't running; it wrote ${logFile}`);
    }
    return child;
  };

  const server: TestServer = {
    url,
    dataDir,
    logFile,
    get pid() {
      return running().pid ?? 0;
    },
    get running() {
      return child !== undefined && isRunning(child);
    },
    async start() {
      const preloaded = options.preload ? ['--expose-gc', '--import', options.preload] : [];
      child = spawn(process.execPath, [...preloaded, 'apps/server/src/main.ts'], {
        cwd: ROOT,
        env,
        // Over the channel it says when it is ready; and it ends when we do.
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      });
      const log = createWriteStream(logFile, { flags: 'a' });
      child.stdout?.pipe(log, { end: false });
      child.stderr?.pipe(log, { end: false });
      child.once('close', () => log.end());
      await untilReady(child, url, logFile);
    },
    async ask<T>(question: string) {
      const asked = running();
      const nr = ++questions;
      const limit = AbortSignal.timeout(ANSWER_LIMIT_MS);
      const answers = on(asked, 'message', { signal: limit });
      asked.send({ nr, question });
      for await (const [message] of answers) {
        if (message.nr === nr) return message.answer as T;
      }
      throw new Error(`no answer to "${question}"`);
    },
    stop: () => end(running()),
    async kill() {
      const ending = running();
      ending.kill('SIGKILL');
      await once(ending, 'exit');
    },
    async dispose() {
      // After a kill the next start takes over what was left running, such as the database.
      if (child?.signalCode === 'SIGKILL') await server.start();
      if (child && isRunning(child)) await end(child);
      if (own) await rm(dataDir, { recursive: true, force: true });
    },
  };
  try {
    await server.start();
  } catch (error) {
    if (own) await rm(dataDir, { recursive: true, force: true });
    throw error;
  }
  return server;
}

const isRunning = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

/** Asks a process to end in order. @throws when it doesn't within the limit; it is then killed */
async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit', { signal: AbortSignal.timeout(STOP_LIMIT_MS) });
  child.kill('SIGTERM');
  try {
    await exit;
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`the server didn't stop within ${STOP_LIMIT_MS} ms`, { cause: error });
  }
}

async function untilReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  const limit = AbortSignal.timeout(READY_LIMIT_MS);
  try {
    await Promise.race([
      once(child, 'message', { signal: limit }),
      once(child, 'exit', { signal: limit }).then(() => {
        throw new Error('the server ended');
      }),
    ]);
    const answer = await fetch(`${url}/readyz`);
    if (!answer.ok) throw new Error(`not ready: ${await answer.text()}`);
  } catch (error) {
    if (isRunning(child)) await end(child);
    const text = await readFile(logFile, 'utf8').catch(() => '(no log)');
    throw new Error(`the server didn't start; it wrote:\n${text}`, { cause: error });
  }
}
