/** The media workers: started side by side, replaced when they die or hang, the least busy first. */
import { networkInterfaces } from 'node:os';
import { ConvergeError } from '@converge/protocol/errors';
import type { Log } from '../platform/log.ts';
import { listenInfos } from './addresses.ts';
import { type RunningWorker, startWorker } from './worker.ts';
import { BEAT_MS, WorkerWatch } from './worker-watch.ts';

export interface PoolOptions {
  readonly workers: number;
  readonly workerBin?: string | undefined;
  /** The n-th worker listens on the n-th port from here; 0: on any free ones. */
  readonly port: number;
  /** Addresses under which the machine is reached besides its own. */
  readonly announced?: readonly string[];
  readonly log: Log;
  readonly startMs?: number;
  /** Whether the whole server is stopping. */
  readonly stopping?: () => boolean;
}

/** Waits before a dead worker is replaced, in milliseconds; the last one is repeated. */
const RETRY_MS = [50, 500, 2_000, 5_000] as const;
/** How long somebody who needs a worker waits for one that is being replaced. */
const PATIENCE_MS = 5_000;
/** A worker that lived so long died for another reason than how it was started. */
const STABLE_MS = 60_000;

/** Of what a worker died: its process ended by itself, or it hung and was given up. */
type Death = 'ended' | 'hung';

interface Slot {
  readonly index: number;
  running: RunningWorker | null;
  /** Deaths in a row soon after the start. */
  failures: number;
}

export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #slots: Slot[];
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #waiting = new Set<() => void>();
  readonly #watch: WorkerWatch<RunningWorker>;
  readonly #deaths: Record<Death, number> = { ended: 0, hung: 0 };
  #beats: NodeJS.Timeout | undefined;
  #starting: Promise<void> | null = null;
  #closed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#slots = Array.from({ length: options.workers }, (_, index) => ({
      index,
      running: null,
      failures: 0,
    }));
    this.#watch = new WorkerWatch({
      workers: () => this.running,
      ask: ({ worker }) => worker.getResourceUsage(),
      hangs: (worker) => worker.giveUp(),
    });
  }

  /**
   * Starts all workers. Once; later calls get the same promise.
   * @throws MediaWorkerError naming the first fault; those that started are ended again
   */
  start(): Promise<void> {
    this.#starting ??= this.#startAll();
    return this.#starting;
  }

  get running(): readonly RunningWorker[] {
    return this.#slots.flatMap(({ running }) => running ?? []);
  }

  get wanted(): number {
    return this.#slots.length;
  }

  /** How many workers died, by reason. */
  get deaths(): Readonly<Record<Death, number>> {
    return this.#deaths;
  }

  /**
   * The one for which `load` is least, of those that answer where any does; waits a
   * moment where none runs.
   * @throws ConvergeError media_unavailable
   */
  async take(load: (worker: RunningWorker) => number): Promise<RunningWorker> {
    if (this.running.length === 0 && !this.#closed) await this.#nextFilled();
    const answering = this.running.filter((worker) => this.#watch.answers(worker));
    const [least] = (answering.length > 0 ? answering : this.running)
      .map((worker) => ({ worker, load: load(worker) }))
      .sort((a, b) => a.load - b.load);
    if (!least) throw new ConvergeError('media_unavailable');
    return least.worker;
  }

  /**
   * The n-th, counted from 0.
   * @throws ConvergeError media_unavailable (there is none, or it is being replaced)
   */
  at(index: number): RunningWorker {
    const running = this.#slots[index]?.running;
    if (!running) throw new ConvergeError('media_unavailable');
    return running;
  }

  /** Resolves when a worker runs, or after the time that one may wait for it. */
  #nextFilled(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#timers.delete(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, PATIENCE_MS);
      this.#timers.add(timer);
      this.#waiting.add(done);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#beats);
    for (const timer of this.#timers) clearTimeout(timer);
    for (const done of this.#waiting) done();
    await this.#starting?.catch(() => undefined);
    await Promise.all(this.running.map((worker) => worker.close()));
  }

  async #startAll(): Promise<void> {
    const results = await Promise.allSettled(this.#slots.map((slot) => this.#fill(slot)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) {
      await Promise.all(this.running.map((worker) => worker.close()));
      throw failed.reason;
    }
    if (this.#closed) return;
    this.#beats = setInterval(() => this.#watch.beat(performance.now()), BEAT_MS);
  }

  async #fill(slot: Slot): Promise<void> {
    const { workerBin, port, announced = [], startMs = 10_000 } = this.#options;
    const stopping = this.#options.stopping ?? (() => false);
    const running = await startWorker({
      index: slot.index,
      workerBin,
      startMs,
      stopping,
      announced,
      listenInfos: listenInfos(networkInterfaces(), port === 0 ? 0 : port + slot.index, announced),
    });
    slot.running = running;
    const began = Date.now();
    running.worker.observer.once('close', () => {
      slot.running = null;
      if (!running.died || this.#closed) return;
      this.#deaths[running.hung ? 'hung' : 'ended'] += 1;
      slot.failures = Date.now() - began > STABLE_MS ? 0 : slot.failures + 1;
      this.#options.log.error(
        { worker: slot.index, pid: running.worker.pid },
        running.hung
          ? 'a media worker answered nothing any more, and was killed'
          : 'a media worker died',
      );
      this.#replace(slot);
    });
    if (this.#closed) await running.close();
    for (const done of this.#waiting) done();
  }

  #replace(slot: Slot): void {
    if (this.#closed) return;
    const wait = RETRY_MS[Math.min(slot.failures, RETRY_MS.length) - 1] ?? 0;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#fill(slot).then(
        () => this.#options.log.info({ worker: slot.index }, 'a media worker was replaced'),
        (error: unknown) => {
          slot.failures += 1;
          this.#options.log.error(
            { err: error, worker: slot.index },
            'no media worker in its place',
          );
          this.#replace(slot);
        },
      );
    }, wait);
    this.#timers.add(timer);
  }
}
