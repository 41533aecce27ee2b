/**
 * What is older than was set to be kept: how much there is of it, and the end of it
 * (ADMIN-10, ADMIN-13). Each hour by itself, and whenever an admin wants it now.
 */
import type { Retention as Days } from '@converge/protocol/rest/admin';
import type { OldAnswer } from '@converge/protocol/rest/storage';
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

/** One kind of what is kept. */
export interface Kept<T> {
  /** How much began before. */
  readonly before: (moment: Date) => Promise<T>;
  /** Forgets it. @returns how much that was */
  readonly forget: (moment: Date) => Promise<T>;
}

export interface RetentionOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** After how many days each is forgotten; null: never. */
  readonly days: () => Promise<Days>;
  readonly kinds: {
    readonly files: Kept<{ count: number; bytes: number }>;
    readonly calls: Kept<number>;
    readonly log: Kept<number>;
    readonly guests: Kept<number>;
  };
}

export interface Retention {
  start(): void;
  /** What it would forget now. */
  look(): Promise<OldAnswer>;
  /** Forgets it now. */
  sweep(): Promise<OldAnswer>;
  close(): void;
}

const day = 24 * 3_600_000;
const hour = 3_600_000;

export function createRetention({ clock, log, days, kinds }: RetentionOptions): Retention {
  let timer: NodeJS.Timeout | undefined;

  async function each(act: 'before' | 'forget'): Promise<OldAnswer> {
    const kept = await days();
    const of = <T>(kind: Kept<T>, after: number | null): Promise<T> | null =>
      after === null ? null : kind[act](new Date(clock.now() - after * day));
    return {
      files: await of(kinds.files, kept.files),
      calls: await of(kinds.calls, kept.calls),
      log: await of(kinds.log, kept.log),
      guests: await of(kinds.guests, kept.guests),
    };
  }

  async function sweep(): Promise<OldAnswer> {
    const gone = await each('forget');
    if (gone.files?.count || gone.calls || gone.log || gone.guests)
      log.info({ gone }, 'what was old was forgotten');
    return gone;
  }

  return {
    look: () => each('before'),
    sweep,
    start() {
      timer = setInterval(() => {
        sweep().catch((error: unknown) => log.warn({ err: error }, 'nothing was forgotten'));
      }, hour);
      timer.unref();
    },
    close: () => clearInterval(timer),
  };
}
