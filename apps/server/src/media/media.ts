/** MediaPort by mediasoup: calls spread over the workers of this machine. */
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import type { MediaHost, MediaPort } from '../calls/ports.ts';
import type { Log } from '../platform/log.ts';
import { RoutedCall } from './call-media.ts';
import { routerCapabilities } from './codecs.ts';
import { type PathLimits, PathsAhead } from './paths-ahead.ts';
import { type PoolOptions, WorkerPool } from './pool.ts';
import { type ProbeLimits, Probes } from './probes.ts';
import type { RunningWorker } from './worker.ts';
import { createWorkerLoad, isAnswering } from './worker-load.ts';

export class SfuMedia implements MediaPort {
  readonly pool: WorkerPool;
  /** What browsers load their media device with; the same for every call. */
  readonly capabilities: RouterCapabilities = routerCapabilities();
  /** Ways for who wants to try their line before a call. */
  readonly probes: Probes;
  /** Paths of those who are about to come in. */
  readonly paths: PathsAhead;
  /** The share of one core that each worker used since this was asked before. */
  readonly load: () => Promise<number[]>;
  readonly #log: Log;
  readonly #calls = new Set<RoutedCall>();

  constructor(
    options: PoolOptions & {
      readonly probeLimits?: ProbeLimits;
      readonly pathLimits?: Partial<PathLimits>;
    },
  ) {
    this.pool = new WorkerPool(options);
    this.load = createWorkerLoad(this.pool);
    this.#log = options.log;
    this.paths = new PathsAhead(options.pathLimits);
    this.probes = new Probes({
      workers: this.pool.wanted,
      take: async (index) => (index === undefined ? await this.#leastBusy() : this.pool.at(index)),
      log: options.log,
      limits: options.probeLimits,
    });
  }

  /**
   * Starts the workers; resolves when all run.
   * @throws MediaWorkerError in words for whoever starts the server
   */
  start(): Promise<void> {
    return this.pool.start();
  }

  async open(callId: string, host: MediaHost): Promise<RoutedCall> {
    const worker = await this.#leastBusy();
    const call = await RoutedCall.open(worker, host, this.paths, this.#log.child({ callId }));
    this.#calls.add(call);
    call.router.observer.once('close', () => this.#calls.delete(call));
    return call;
  }

  /** How many workers run. */
  get workers(): number {
    return this.pool.running.length;
  }

  /** Passes while at least one worker answers: one that hangs runs, and nobody gets in. */
  async check(): Promise<void> {
    const answers = await Promise.all(this.pool.running.map((worker) => isAnswering(worker)));
    if (!answers.includes(true)) throw new Error('no media worker answers');
  }

  close(): Promise<void> {
    this.probes.close();
    return this.pool.close();
  }

  /** The calls that have media here. */
  get calls(): Iterable<RoutedCall> {
    return this.#calls;
  }

  /** What is open at all workers together. */
  get counts(): { transports: number; producers: number; consumers: number } {
    const sum = { transports: 0, producers: 0, consumers: 0 };
    for (const call of this.#calls) {
      sum.transports += call.participants * 2;
      sum.producers += call.producers;
      sum.consumers += call.consumers;
    }
    return sum;
  }

  #leastBusy(): Promise<RunningWorker> {
    return this.pool.take((candidate) => this.#load(candidate));
  }

  #load(worker: RunningWorker): number {
    let participants = 0;
    for (const call of this.#calls) if (call.worker === worker) participants += call.participants;
    return participants;
  }
}
