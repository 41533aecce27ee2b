/** The first account of a space becomes its admin; of two at the same moment exactly one (SPEC AUTH-1). */
import { sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/client.ts';
import { locks } from '../../platform/db/locks.ts';
import { users } from './auth.tables.ts';

export interface FirstAccount {
  /** True until an account exists. */
  isFresh(): Promise<boolean>;
  /** Runs `make` with `first` true for exactly one account, also with several servers on one database. */
  whenFirst<T>(make: (first: boolean) => Promise<T>): Promise<T>;
}

export function createFirstAccount(db: Db): FirstAccount {
  let settled = false; // accounts are never all removed again
  let queue: Promise<unknown> = Promise.resolve();

  async function isFresh(): Promise<boolean> {
    if (settled) return false;
    const found = await db.select({ id: users.id }).from(users).limit(1);
    settled = found.length > 0;
    return !settled;
  }

  return {
    isFresh,
    async whenFirst(make) {
      if (!(await isFresh())) return make(false);
      // One at a time in this process: each holds a connection while `make` needs a second one.
      const turn = queue.then(() =>
        db.transaction(async (tx) => {
          await tx.execute(sql`select pg_advisory_xact_lock(${locks.firstAccount})`);
          return make(await isFresh());
        }),
      );
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
