/** Workers as processes: how they start, fail, die, are replaced and end. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { observer } from 'mediasoup';
import { WorkerClosedError } from 'mediasoup/errors';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { freePort } from '../../../../e2e/harness/ports.ts';
import { createLog } from '../platform/log.ts';
import { type PoolOptions, WorkerPool } from './pool.ts';
import { MediaWorkerError, startWorker } from './worker.ts';

const lives = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('the media workers', () => {
  let folder: string;
  const pools: WorkerPool[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'converge-pool-'));
  });
  afterEach(async () => {
    for (const pool of pools.splice(0)) await pool.close();
    await rm(folder, { recursive: true });
  });

  function create(options: Partial<PoolOptions> = {}): WorkerPool {
    const pool = new WorkerPool({ workers: 1, port: 0, log: createLog('silent'), ...options });
    pools.push(pool);
    return pool;
  }
  const pids = (pool: WorkerPool) => pool.running.map(({ worker }) => worker.pid);
  const fault = (pool: WorkerPool) =>
    pool.start().then(
      () => 'it started',
      (error: unknown) => (error instanceof MediaWorkerError ? error.message : error),
    );

  test('start side by side, once, and end when they are told', async () => {
    const pool = create({ workers: 3 });
    await Promise.all([pool.start(), pool.start()]);
    const all = pids(pool);
    expect(all).toHaveLength(3);
    expect(pool.running.map(({ index }) => index)).toEqual([0, 1, 2]);
    await pool.close();
    expect(all.filter(lives)).toEqual([]);
  });

  test('leave signals to the server, which ends them in its turn', async () => {
    const count = () =>
      ['SIGINT', 'SIGTERM'].flatMap((name) => process.listeners(name as 'SIGINT'));
    const before = count().length;
    await create().start();
    expect(count()).toHaveLength(before);
  });

  test('take the work where least is to do', async () => {
    const pool = create({ workers: 2 });
    await pool.start();
    const [busy, idle] = pool.running;
    expect(await pool.take((one) => (one === busy ? 5 : 2))).toBe(idle);
  });

  test('OPS-5 a missing worker is said in words', async () => {
    const message = await fault(create({ workerBin: join(folder, 'nothing') }));
    expect(message).toMatch(/can't be started .*ENOENT.*npm start/);
  });

  test('OPS-5 a worker of another version, which says nothing, is given up and killed', async () => {
    const workerBin = join(folder, 'silent');
    const pidFile = join(folder, 'pid');
    await writeFile(workerBin, `#!/bin/sh\necho $$ > ${pidFile}\nexec sleep 1000\n`);
    await chmod(workerBin, 0o755);
    const message = await fault(create({ workerBin, startMs: 3_000 }));
    expect(message).toMatch(/said nothing for 3 s.*another version/);
    const { readFile } = await import('node:fs/promises');
    const pid = Number(await readFile(pidFile, 'utf8'));
    await expect.poll(() => lives(pid)).toBe(false);
  });

  test('OPS-5 a used port is named, and no worker stays', async () => {
    // Not of those that the kernel gives to others: the one before it has to be free.
    const port = await freePort();
    const socket = createSocket('udp4').bind(port, '127.0.0.1');
    await once(socket, 'listening');
    const pool = create({ workers: 2, port: port - 1 });
    expect(await fault(pool)).toMatch(`Port ${port} (udp) of 127.0.0.1 is in use`);
    expect(pool.running).toEqual([]);
    socket.close();
  });

  test('OPS-4 a port that a killed server’s worker still has is waited for', async () => {
    const socket = createSocket('udp4').bind(0, '127.0.0.1');
    await once(socket, 'listening');
    const pool = create({ port: socket.address().port });
    const refused = vi.fn(() => socket.close());
    observer.once('newworker', (worker) => {
      const listen = worker.createWebRtcServer.bind(worker);
      vi.spyOn(worker, 'createWebRtcServer').mockImplementation((wished) =>
        listen(wished).catch((error: unknown) => {
          refused();
          throw error;
        }),
      );
    });
    await pool.start();
    expect(refused).toHaveBeenCalledOnce();
    expect(pool.running).toHaveLength(1);
  });

  test('an address that the machine has lost is passed over', async () => {
    const running = await startWorker({
      index: 0,
      startMs: 10_000,
      stopping: () => false,
      listenInfos: (['203.0.113.9', '127.0.0.1'] as const).flatMap((ip) =>
        (['udp', 'tcp'] as const).map((protocol) => ({ protocol, ip, port: 0 })),
      ),
    });
    const { udpSockets } = await running.server.dump();
    expect(udpSockets.map(({ ip }) => ip)).toEqual(['127.0.0.1']);
    await running.close();
  });

  test('MEDIA-7 one that dies is replaced, and whoever needs one waits for it', async () => {
    const pool = create();
    await pool.start();
    const [first] = pool.running;
    if (!first) throw new Error('one runs');
    const { pid, observer: watched } = first.worker;
    const gone = new Promise<void>((resolve) => watched.once('close', resolve));
    process.kill(pid, 'SIGKILL');
    await gone;
    // At this very moment: the next one is there soon.
    expect(pool.running).toEqual([]);
    const next = await pool.take(() => 0);
    expect(next.worker.pid).not.toBe(pid);
    expect(pool.deaths).toEqual({ ended: 1, hung: 0 });
  });

  test('MEDIA-17 to one that hangs nobody is sent who can go elsewhere, until it is replaced', async () => {
    const pool = create({ workers: 2 });
    await pool.start();
    const [hung, other] = pool.running;
    if (!hung || !other) throw new Error('two run');
    const preferring = () => pool.take((one) => (one === other ? 1 : 0));
    expect(await preferring()).toBe(hung);
    process.kill(hung.worker.pid, 'SIGSTOP');
    const waiting = hung.worker.dump().catch((error: unknown) => error);
    await expect.poll(async () => (await preferring()) === other).toBe(true);
    expect(pool.deaths).toEqual({ ended: 0, hung: 0 });
    expect(await waiting).toBeInstanceOf(WorkerClosedError);
    expect(pool.deaths).toEqual({ ended: 0, hung: 1 });
    await expect.poll(() => pool.running.length).toBe(2);
    expect(lives(hung.worker.pid)).toBe(false);
    expect((await preferring()).index).toBe(hung.index);
  });

  test('OPS-5 a worker that hangs while it starts is given up and killed', async () => {
    const pool = create({ startMs: 3_000 });
    let pid = 0;
    observer.once('newworker', (worker) => {
      pid = worker.pid;
      process.kill(pid, 'SIGSTOP');
    });
    expect(await fault(pool)).toMatch('answered nothing for 3 s while it started');
    expect(lives(pid)).toBe(false);
  });

  test('MEDIA-7 while none comes in its place, the answer is a code', async () => {
    const pool = create();
    await pool.start();
    await pool.close();
    await expect(pool.take(() => 0)).rejects.toThrow('media_unavailable');
  });

  test('OPS-3 one that ends because everything stops is not replaced', async () => {
    let stopping = false;
    const pool = create({ stopping: () => stopping });
    await pool.start();
    const [running] = pool.running;
    if (!running) throw new Error('one runs');
    stopping = true;
    const gone = once(running.worker, 'subprocessclose');
    process.kill(running.worker.pid, 'SIGINT');
    await gone;
    expect(pool.deaths).toEqual({ ended: 0, hung: 0 });
    expect(running.died).toBe(false);
    await pool.close();
  });
});
