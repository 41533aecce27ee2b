/**
 * Guests who weren't here for long, and their end (SPEC ADMIN-18). Nothing refers to their
 * rows: what they left behind bears their name itself.
 */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import {
  and,
  count,
  eq,
  inArray,
  lt,
  not,
  notExists,
  type SQL,
  type SQLWrapper,
} from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/client.ts';
import { bansOfGuest } from './bans.repo.ts';
import { guests } from './rooms.tables.ts';

/** What guests have in another part of the server. */
export interface GuestTraces {
  /** Whether somebody has something there that is kept. */
  readonly owns: (roomId: SQLWrapper, personId: SQLWrapper) => SQL;
  /** Forgets what nobody needs without them. */
  readonly forget?: (tx: Tx, guests: readonly GuestPlace[]) => Promise<void>;
}

export interface GuestPlace {
  readonly id: PersonId;
  readonly roomId: RoomId;
}

/** As many in one transaction: others wait for none of them long. */
const batch = 500;

export function createOldGuests(db: Db, traces: readonly GuestTraces[]) {
  /** A right is theirs until it is taken back, and a ban holds by the key it is about. */
  const lastSeenBefore = (moment: Date) =>
    and(
      lt(guests.lastSeenAt, moment),
      eq(guests.grants, {}),
      notExists(bansOfGuest(db)),
      ...traces.map(({ owns }) => not(owns(guests.roomId, guests.id))),
    );

  const forgetSome = (moment: Date): Promise<number> =>
    db.transaction(async (tx) => {
      const old = tx
        .select({ id: guests.id })
        .from(guests)
        .where(lastSeenBefore(moment))
        .limit(batch)
        // Whoever comes back at this moment is seen first.
        .for('update', { skipLocked: true });
      const gone = await tx
        .delete(guests)
        .where(inArray(guests.id, old))
        .returning({ id: guests.id, roomId: guests.roomId });
      if (gone.length > 0) {
        for (const { forget } of traces) await forget?.(tx, gone as GuestPlace[]);
      }
      return gone.length;
    });

  return {
    /** How many were last seen before. */
    async before(moment: Date): Promise<number> {
      const [row] = await db.select({ all: count() }).from(guests).where(lastSeenBefore(moment));
      return row?.all ?? 0;
    },
    /** Forgets them. @returns how many */
    async forget(moment: Date): Promise<number> {
      let gone = 0;
      for (let more = true; more; ) {
        const some = await forgetSome(moment);
        gone += some;
        more = some === batch;
      }
      return gone;
    },
  };
}
