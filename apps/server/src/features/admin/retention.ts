/** Forgets what stays of calls after as many days as were set (ADMIN-10). */
import type { Clock } from '../../platform/clock.ts';
import type { Log } from '../../platform/log.ts';

export interface RetentionOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** null: nothing is forgotten. */
  readonly days: () => Promise<number | null>;
  readonly forget: (before: Date) => Promise<number>;
}

export interface Retention {
  start(): void;
  /** Looks now. */
  sweep(): Promise<void>;
  close(): void;
}

const hour = 3_600_000;

export function createRetention({ clock, log, days, forget }: RetentionOptions): Retention {
  let timer: NodeJS.Timeout | undefined;

  async function sweep(): Promise<void> {
    const kept = await days();
    if (kept === null) return;
    const gone = await forget(new Date(clock.now() - kept * 24 * hour));
    if (gone > 0) log.info({ gone, days: kept }, 'old reports of calls were forgotten');
  }

  return {
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
