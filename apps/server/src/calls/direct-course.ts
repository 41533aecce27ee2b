/**
 * How one direct way goes, for those who count: when something first came by it,
 * and how it ended. The two tell nothing for it; it is what the server hears anyway.
 */
import type { DirectReason } from '@converge/protocol/realtime/direct';
import type { Source } from '@converge/protocol/realtime/media';
import type { Client } from '../platform/user-agent.ts';
import type { CallObserver } from './observer.ts';

/**
 * carried: media went by it until it wasn't wanted any more. lost: media went by it and it
 * broke. failed: nothing ever came. unused: nothing had come when it wasn't wanted any more,
 * such as between two who send nothing.
 */
export type DirectOutcome = 'carried' | 'lost' | 'failed' | 'unused';
export type DirectEndReason = Exclude<DirectReason, 'two'>;

export interface DirectEnd {
  readonly outcome: DirectOutcome;
  readonly because: DirectEndReason;
  /** Milliseconds since something came by it; null: nothing did. */
  readonly carried: number | null;
  /** With what the two are there. */
  readonly clients: readonly Client[];
}

export class DirectCourse {
  readonly #began: number;
  readonly #clients: readonly Client[];
  readonly #observer: CallObserver;
  #carriedAt: number | null = null;
  #pictured = false;

  constructor(began: number, clients: readonly Client[], observer: CallObserver) {
    this.#began = began;
    this.#clients = clients;
    this.#observer = observer;
  }

  /** One of the two says what comes directly to them now. */
  receives(sources: readonly Source[], now: number): void {
    if (sources.length === 0) return;
    if (this.#carriedAt === null) {
      this.#carriedAt = now;
      this.#observer.directCarries('media', now - this.#began);
    }
    if (this.#pictured || sources.every((source) => source === 'microphone')) return;
    this.#pictured = true;
    this.#observer.directCarries('picture', now - this.#began);
  }

  /** It is over; its owner calls it once. */
  end(because: DirectEndReason, now: number): void {
    const carried = this.#carriedAt === null ? null : now - this.#carriedAt;
    this.#observer.directEnded({
      outcome: outcomeOf(because, carried !== null),
      ...{ because, carried, clients: this.#clients },
    });
  }
}

function outcomeOf(because: DirectEndReason, carried: boolean): DirectOutcome {
  if (because === 'failed') return carried ? 'lost' : 'failed';
  return carried ? 'carried' : 'unused';
}
