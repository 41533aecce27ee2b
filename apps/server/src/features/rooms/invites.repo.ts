/** Invites in the database, and the one place where their uses are counted. */
import type { RoomId } from '@converge/protocol/ids';
import { and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { invites } from './rooms.tables.ts';

export type InviteRow = typeof invites.$inferSelect;

export async function insertInvite(
  tx: Tx,
  invite: typeof invites.$inferInsert,
): Promise<InviteRow> {
  const [row] = await tx.insert(invites).values(invite).returning();
  if (!row) throw new Error('an invite was not stored');
  return row;
}

export async function findInvites(tx: Tx, roomId: RoomId): Promise<InviteRow[]> {
  return await tx
    .select()
    .from(invites)
    .where(eq(invites.roomId, roomId))
    .orderBy(desc(invites.createdAt));
}

export async function findInviteByCode(tx: Tx, code: string): Promise<InviteRow | null> {
  const [row] = await tx.select().from(invites).where(eq(invites.code, code));
  return row ?? null;
}

/** Revokes an invite of this room; revoking again changes nothing. False: there is no such invite. */
export async function revokeInvite(tx: Tx, roomId: RoomId, id: string, at: Date): Promise<boolean> {
  const found = await tx
    .update(invites)
    .set({ revokedAt: sql`coalesce(${invites.revokedAt}, ${at.toISOString()}::timestamptz)` })
    .where(and(eq(invites.id, id), eq(invites.roomId, roomId)))
    .returning({ id: invites.id });
  return found.length > 0;
}

/**
 * Counts one use, if the invite still works at this very moment. The row's lock
 * makes everybody who comes at once wait for each other, so none is one too many.
 */
export async function takeUse(tx: Tx, id: string, now: Date): Promise<boolean> {
  const taken = await tx
    .update(invites)
    .set({ uses: sql`${invites.uses} + 1` })
    .where(
      and(
        eq(invites.id, id),
        isNull(invites.revokedAt),
        or(isNull(invites.expiresAt), gt(invites.expiresAt, now)),
        or(isNull(invites.maxUses), lt(invites.uses, invites.maxUses)),
      ),
    )
    .returning({ id: invites.id });
  return taken.length > 0;
}
