/** One media worker: a process that forwards, on one UDP and one TCP port of each address. */
import type { ChildProcess } from 'node:child_process';
import { channel } from 'node:diagnostics_channel';
import { setTimeout as wait } from 'node:timers/promises';
import { createWorker, version } from 'mediasoup';
import type { TransportListenInfo, WebRtcServer, Worker } from 'mediasoup/types';

/** The media worker doesn't do; the message says in plain words what to do about it. */
export class MediaWorkerError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MediaWorkerError';
  }
}

export interface RunningWorker {
  /** Its place in the pool; its ports follow from it. */
  readonly index: number;
  readonly worker: Worker;
  readonly server: WebRtcServer;
  /** Addresses under which it is reached besides those it listens on. */
  readonly announced: readonly string[];
  /** Ended by itself or given up, not closed by us and not with the whole server. */
  readonly died: boolean;
  /** It was given up. */
  readonly hung: boolean;
  /** Ends one that answers nothing any more, at once; what waits for it is refused, and it has died. */
  giveUp(): void;
  /** Ends the process; resolves when it is gone. */
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly index: number;
  /** Path of the binary; absent: where mediasoup's own installation puts it. */
  readonly workerBin?: string | undefined;
  readonly listenInfos: TransportListenInfo[];
  readonly announced?: readonly string[];
  /** Milliseconds until it speaks, and again until it listens; about 100 are needed. */
  readonly startMs: number;
  /** Whether the whole server is stopping: a worker that a Ctrl-C reached first hasn't died. */
  readonly stopping: () => boolean;
}

/** How long a worker that was told to end may take before it is killed. */
const END_MS = 2_000;
/** How long a port may stay in use before that is a fault. */
const FREE_MS = 2_000;
const inUse = /already in use/;

/** @throws MediaWorkerError */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { worker, child } = await spawn(options);
  let hung = false;
  const gone = new Promise<void>((resolve) => {
    if (worker.subprocessClosed) resolve();
    else worker.once('subprocessclose', resolve);
  });
  async function close(): Promise<void> {
    worker.close();
    const late = setTimeout(() => child?.kill('SIGKILL'), END_MS);
    await gone;
    clearTimeout(late);
  }
  function giveUp(): void {
    hung = true;
    child?.kill('SIGKILL');
    // Not left to the end of the process: what is stuck in the kernel may not end for long.
    worker.close();
  }
  const slow = setTimeout(giveUp, options.startMs);
  try {
    const server = await listen(worker, options.listenInfos);
    return {
      index: options.index,
      announced: options.announced ?? [],
      worker,
      server,
      get died() {
        return (worker.died || hung) && !options.stopping();
      },
      get hung() {
        return hung;
      },
      giveUp,
      close,
    };
  } catch (cause) {
    await close();
    if (!hung) throw portError(cause);
    const text = `The media worker answered nothing for ${options.startMs / 1_000} s while it started.`;
    throw new MediaWorkerError(text, { cause });
  } finally {
    clearTimeout(slow);
  }
}

/**
 * mediasoup waits for ever for a worker that doesn't speak its language, and
 * doesn't hand out the process before it has spoken; so the process is caught at
 * its birth, to be ended where nothing comes.
 */
async function spawn({ workerBin, startMs }: WorkerOptions) {
  let child: ChildProcess | undefined;
  const births = channel('child_process');
  const born = (message: unknown) => {
    child ??= (message as { process?: ChildProcess }).process;
  };
  births.subscribe(born);
  const signals = (['SIGINT', 'SIGTERM'] as const).map((signal) => ({
    signal,
    before: new Set(process.listeners(signal)),
  }));
  const starting = createWorker({
    logLevel: 'error',
    ...(workerBin === undefined ? {} : { workerBin }),
  });
  births.unsubscribe(born);
  // mediasoup closes its workers on a signal by itself; here they end in their turn.
  for (const { signal, before } of signals) {
    for (const listener of process.listeners(signal)) {
      if (!before.has(listener)) process.removeListener(signal, listener);
    }
  }

  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      child?.kill('SIGKILL');
      reject(
        new MediaWorkerError(
          `The media worker said nothing for ${startMs / 1000} s. It is probably of another version than mediasoup ${version}; "npm start" finds or builds the right one.`,
        ),
      );
    }, startMs);
  });
  try {
    return { worker: await Promise.race([starting, late]), child };
  } catch (cause) {
    starting.catch(() => undefined);
    if (cause instanceof MediaWorkerError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new MediaWorkerError(
      `The media worker can't be started (${why}). "npm start" finds or builds one; MEDIASOUP_WORKER_BIN names another.`,
      { cause },
    );
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Listens on all of them but those that this machine has lost since it was asked
 * for them. A port in use is tried again for a moment: after a kill of the server
 * its workers need that long to notice.
 */
async function listen(worker: Worker, wished: TransportListenInfo[]): Promise<WebRtcServer> {
  const until = Date.now() + FREE_MS;
  let listenInfos = wished;
  for (;;) {
    try {
      return await worker.createWebRtcServer({ listenInfos });
    } catch (error) {
      const { ip: lost, why } = bindFault(error);
      if (inUse.test(why) && Date.now() < until) {
        await wait(FREE_MS / 20);
        continue;
      }
      const left = listenInfos.filter(({ ip }) => ip !== lost);
      if (!/not available/.test(why) || left.length === 0) throw error;
      listenInfos = left;
    }
  }
}

/** E.g. `uv_udp_bind() failed [protocol:udp, ip:'127.0.0.1', port:40000]: address already in use`. */
function bindFault(error: unknown) {
  const why = error instanceof Error ? error.message : String(error);
  const [, protocol, ip, port] = /protocol:(\w+), ip:'([^']+)', port:(\d+)/.exec(why) ?? [];
  return { why, protocol, ip, port };
}

function portError(cause: unknown): MediaWorkerError {
  const { why, protocol, ip, port } = bindFault(cause);
  if (port && inUse.test(why)) {
    return new MediaWorkerError(
      `Port ${port} (${protocol}) of ${ip} is in use. End the program that has it, or give RTC_PORT another.`,
      { cause },
    );
  }
  return new MediaWorkerError(`The media worker can't listen: ${why}.`, { cause });
}
