/** The server as its own process, as `npm start` runs it, for tests that kill it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  readonly pid: number;
  readonly baseUrl: string;
  /** What it has printed so far. */
  output(): string;
  /** Sends the signal and waits for the end, and for all that it printed. @returns the exit code; null when the signal ended it */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Closes the channel to it, as the death of its parent would. */
  disconnect(): void;
}

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

const living = new Set<ChildProcess>();

/** Kills what is still running, also what isn't ready yet. For `afterEach`. */
export async function killServerProcesses(): Promise<void> {
  const ending = [...living].map(async (child) => {
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  });
  await Promise.all(ending);
}

export interface StartingProcess {
  readonly pid: number;
  output(): string;
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** @throws Error with what it printed when it ends before that */
  readonly ready: Promise<ServerProcess>;
}

/** Resolves when it is ready. @throws Error with what it printed when it ends before that */
export const startServerProcess = (env: Readonly<Record<string, string>>): Promise<ServerProcess> =>
  beginServerProcess(env).ready;

/** As `startServerProcess`, for tests of what happens before it is ready. */
export function beginServerProcess(env: Readonly<Record<string, string>>): StartingProcess {
  const child = spawn(process.execPath, [main], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      RTC_PORT: '0',
      MEDIA_WORKERS: '1',
      ...(process.env.MEDIASOUP_WORKER_BIN
        ? { MEDIASOUP_WORKER_BIN: process.env.MEDIASOUP_WORKER_BIN }
        : {}),
      ...env,
    },
  });
  living.add(child);
  child.once('exit', () => living.delete(child));
  const output = collect(child);
  const exit = once(child, 'exit') as Promise<[number | null]>;
  // Its last words may come after its end; those who outlive it may keep the pipes open. (Its own
  // event for that, `close`, doesn't come where the channel was closed from here.)
  const silence = [child.stdout, child.stderr].map((stream) => stream && once(stream, 'close'));
  const allSaid = Promise.all(silence).then(() => exit);
  const message = once(child, 'message') as Promise<[{ port: number }]>;
  const known = {
    pid: child.pid ?? 0,
    output,
    async end(signal: NodeJS.Signals) {
      child.kill(signal);
      const [code] = await (signal === 'SIGKILL' ? exit : allSaid);
      return code;
    },
  };
  const ready = Promise.race([message, allSaid.then(() => null)]).then((first) => {
    if (!first) throw new Error(output());
    const baseUrl = `http://127.0.0.1:${first[0].port}`;
    return { ...known, baseUrl, disconnect: () => child.disconnect() };
  });
  // Whoever ends it before doesn't ask.
  ready.catch(() => undefined);
  return { ...known, ready };
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
    });
  }
  return () => text;
}
