/** Who belongs to a room with an account. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { roomMembers } from './rooms.tables.ts';

/** Makes somebody a participant. False: they had a place already (also one that was taken away). */
export async function insertMember(tx: Tx, roomId: RoomId, userId: PersonId): Promise<boolean> {
  const stored = await tx
    .insert(roomMembers)
    .values({ roomId, userId, role: 'participant' })
    .onConflictDoNothing()
    .returning({ userId: roomMembers.userId });
  return stored.length > 0;
}

/** Keeps a member out until somebody lets them in again. An owner's place can't be taken. */
export async function removeMember(tx: Tx, roomId: RoomId, userId: PersonId): Promise<void> {
  await tx
    .update(roomMembers)
    .set({ removedAt: sql`now()` })
    .where(
      and(
        eq(roomMembers.roomId, roomId),
        eq(roomMembers.userId, userId),
        ne(roomMembers.role, 'owner'),
      ),
    );
}
