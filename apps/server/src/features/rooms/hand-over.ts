/** Rooms get another owner: stored first, then told to who has them open, and to running calls. */
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { can } from '@converge/protocol/permissions';
import { roomRole, roomUpdated } from '@converge/protocol/realtime/room';
import { and, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { users } from '../auth/index.ts';
import { insertAudit, type Named } from './audit.repo.ts';
import type { RoomsContext } from './context.ts';
import { presentShared } from './rooms.present.ts';
import { findRooms } from './rooms.repo.ts';
import { roomMembers, rooms } from './rooms.tables.ts';

/** @throws ConvergeError bad_request, where `ownerId` is nobody who may have rooms */
export async function handOverRooms(
  context: RoomsContext,
  roomIds: readonly RoomId[],
  ownerId: PersonId,
  by: Named,
): Promise<void> {
  const before = await context.db.transaction(async (tx) =>
    storeOwner(tx, roomIds, await fitOwner(tx, ownerId), by),
  );
  await tellOwner(context, roomIds, ownerId, before);
}

/**
 * A new owner has to exist, to be let in, and to be somebody who makes rooms (PERM-7).
 * @throws ConvergeError bad_request
 */
export async function fitOwner(tx: Tx, ownerId: PersonId): Promise<Named> {
  const [owner] = await tx
    .select({ role: users.role, name: users.name })
    .from(users)
    .where(and(eq(users.id, ownerId), isNull(users.disabledAt)))
    .for('share');
  if (owner && can({ spaceRole: owner.role, roomRole: null }, 'space.createRoom')) {
    return { id: ownerId, name: owner.name };
  }
  throw new ConvergeError('bad_request', { fields: { ownerId: 'invalid' } });
}

/**
 * Within the caller's transaction, and with its line in the log of each room, whichever
 * way it came about (AUDIT-1). @returns who had them before, by room
 */
export async function storeOwner(
  tx: Tx,
  roomIds: readonly RoomId[],
  owner: Named,
  by: Named,
): Promise<Map<RoomId, PersonId>> {
  const ownerId = owner.id;
  if (roomIds.length === 0) return new Map();
  const chosen = inArray(rooms.id, [...roomIds]);
  const had = await tx
    .select({ id: rooms.id, ownerId: rooms.ownerId })
    .from(rooms)
    .where(chosen)
    .for('update');
  await tx.update(rooms).set({ ownerId }).where(chosen);
  await tx
    .update(roomMembers)
    .set({ role: 'moderator' })
    .where(
      and(
        inArray(roomMembers.roomId, [...roomIds]),
        eq(roomMembers.role, 'owner'),
        ne(roomMembers.userId, ownerId),
      ),
    );
  for (const { id, ownerId: before } of had) {
    if (before === ownerId) continue;
    await tx
      .insert(roomMembers)
      .values({ roomId: id, userId: ownerId, role: 'owner' })
      .onConflictDoUpdate({
        target: [roomMembers.roomId, roomMembers.userId],
        set: { role: 'owner', removedAt: null, grants: {}, floor: [] },
      });
    await insertAudit(tx, id as RoomId, { by, target: owner, action: 'handOver' });
  }
  return new Map(had.map((row) => [row.id as RoomId, row.ownerId as PersonId]));
}

/** After the transaction. */
export async function tellOwner(
  { db, broadcast, calls }: RoomsContext,
  roomIds: readonly RoomId[],
  ownerId: PersonId,
  before: ReadonlyMap<RoomId, PersonId>,
): Promise<void> {
  for (const row of await findRooms(db, roomIds)) {
    const roomId = row.id as RoomId;
    broadcast(`room:${roomId}`, roomUpdated, { room: presentShared(row) });
    const old = before.get(roomId);
    if (old && old !== ownerId) {
      calls().rightsChanged(roomId, old, { role: 'moderator', grants: {}, floor: [] });
      broadcast(`person:${old}`, roomRole, { roomId, role: 'moderator' });
    }
    calls().rightsChanged(roomId, ownerId, { role: 'owner', grants: {}, floor: [] });
    broadcast(`person:${ownerId}`, roomRole, { roomId, role: 'owner' });
  }
}
