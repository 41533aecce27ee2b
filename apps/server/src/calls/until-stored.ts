/**
 * Writes about calls that are over, which nobody would ask for again: what fails,
 * because the database is away, is tried every minute until it is stored.
 */
import type { Log } from '../platform/log.ts';

const AGAIN_MS = 60_000;

interface Write {
  readonly write: () => Promise<void>;
  /** For the log: which room, which call. */
  readonly concerns: Readonly<Record<string, string>>;
  /** Settles with the present attempt, and never rejects. */
  running: Promise<void> | null;
}

export class UntilStored {
  readonly #log: Log;
  readonly #writes = new Map<string, Write>();
  #timer: NodeJS.Timeout | undefined;

  constructor({ log }: { readonly log: Log }) {
    this.#log = log;
  }

  /** Writes at once, and again as long as it fails. What comes with the same key takes its place. */
  store(key: string, concerns: Write['concerns'], write: Write['write']): void {
    const one: Write = { write, concerns, running: null };
    this.#writes.set(key, one);
    void this.#attempt(key, one);
  }

  has(key: string): boolean {
    return this.#writes.has(key);
  }

  /** Waits for what is being written under the key, and tries once more where that fails. */
  async again(key: string): Promise<void> {
    await this.#writes.get(key)?.running;
    const one = this.#writes.get(key);
    if (one) await (one.running ?? this.#attempt(key, one));
  }

  /** The same for everything; what fails now is given up. */
  async close(): Promise<void> {
    await this.#allAgain();
    clearTimeout(this.#timer);
  }

  async #allAgain(): Promise<void> {
    await Promise.all([...this.#writes.keys()].map((key) => this.again(key)));
  }

  #attempt(key: string, one: Write): Promise<void> {
    one.running = one
      .write()
      .then(
        () => {
          if (this.#writes.get(key) === one) this.#writes.delete(key);
        },
        (error: unknown) => {
          this.#log.error({ err: error, ...one.concerns }, 'what stays of a call was not stored');
          this.#timer ??= setTimeout(() => {
            this.#timer = undefined;
            void this.#allAgain();
          }, AGAIN_MS).unref();
        },
      )
      .finally(() => {
        one.running = null;
      });
    return one.running;
  }
}
