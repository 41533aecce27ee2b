/**
 * Notices a worker that runs and does nothing any more (SPEC MEDIA-17): it is stopped, in an
 * endless loop, or stuck in the kernel. Its process doesn't end, so nobody else would notice, and
 * whatever was asked of it would wait for ever (docs/adr/0063).
 *
 * Each worker is asked something at every beat of our own loop. Any answer clears it, whichever
 * question it belongs to: one answer may get lost where mediasoup drops what it can't hold.
 */

/** How often they are asked; question and answer take half a millisecond. */
export const BEAT_MS = 1_000;
/**
 * A beat that comes so much later was held up: this process was busy, or the machine slept, or
 * swaps, or has no time for anybody. What a worker did meanwhile says nothing of the worker.
 */
const LATE_MS = 500;
/**
 * Beats without an answer. A worker listens to us between two rounds of packets: far beyond its
 * limit it answers within two seconds. After ten a client gives its request up.
 */
export const HANGS_AFTER = 7;
/** So many are enough to send nobody there who could go elsewhere. */
const DOUBTED_AFTER = 2;

export interface WatchOptions<W extends object> {
  /** Those that run. */
  readonly workers: () => readonly W[];
  /** Settles when it answers, or is gone. */
  readonly ask: (worker: W) => Promise<unknown>;
  /** It hangs; from now on it isn't one of those that run. */
  readonly hangs: (worker: W) => void;
}

export class WorkerWatch<W extends object> {
  readonly #options: WatchOptions<W>;
  /** How many times each was asked since it answered last. */
  readonly #asked = new WeakMap<W, number>();
  #last: number | null = null;

  constructor(options: WatchOptions<W>) {
    this.#options = options;
  }

  /** To be called every BEAT_MS; `at`: milliseconds of a clock that nobody sets. */
  beat(at: number): void {
    const late = this.#last !== null && at - this.#last > BEAT_MS + LATE_MS;
    this.#last = at;
    for (const worker of this.#options.workers()) {
      const asked = late ? 0 : this.#unanswered(worker);
      if (asked >= HANGS_AFTER) this.#options.hangs(worker);
      else this.#ask(worker, asked + 1);
    }
  }

  /** Whether it answered lately. */
  answers(worker: W): boolean {
    return this.#unanswered(worker) <= DOUBTED_AFTER;
  }

  #ask(worker: W, nr: number): void {
    this.#asked.set(worker, nr);
    const answered = () => {
      this.#asked.set(worker, 0);
    };
    // A refusal is an answer, too; what one that is gone leaves behind is asked by nobody.
    this.#options.ask(worker).then(answered, answered);
  }

  #unanswered(worker: W): number {
    return this.#asked.get(worker) ?? 0;
  }
}
