/**
 * Places in a room, whether a member's or a guest's: what was given to or taken
 * from the person who has it, and whether they were let in.
 */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { PersonKind } from '@converge/protocol/people';
import type { Capability, Grants, RoomRole } from '@converge/protocol/permissions';
import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { guests, roomMembers } from './rooms.tables.ts';

/** What somebody's place is worth. */
export interface PlaceRights {
  readonly role: RoomRole;
  readonly grants: Grants;
  readonly floor: Capability[];
}

export interface Whose {
  readonly id: PersonId;
  readonly kind: PersonKind;
}

const memberIs = (roomId: RoomId, id: PersonId) =>
  and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, id));
const guestIs = (roomId: RoomId, id: PersonId) => and(eq(guests.roomId, roomId), eq(guests.id, id));

/**
 * Reads somebody's rights and holds the row until the transaction ends; null:
 * they have no place.
 */
export async function lockRights(
  tx: Tx,
  roomId: RoomId,
  { id, kind }: Whose,
): Promise<PlaceRights | null> {
  if (kind === 'guest') {
    const [row] = await tx
      .select({ grants: guests.grants, floor: guests.floor })
      .from(guests)
      .where(guestIs(roomId, id))
      .for('update');
    return row ? { role: 'guest', ...row } : null;
  }
  const [row] = await tx
    .select({
      role: roomMembers.role,
      grants: roomMembers.grants,
      floor: roomMembers.floor,
    })
    .from(roomMembers)
    .where(memberIs(roomId, id))
    .for('update');
  return row ?? null;
}

export async function storeGrants(
  tx: Tx,
  roomId: RoomId,
  { id, kind }: Whose,
  { grants, floor }: Pick<PlaceRights, 'grants' | 'floor'>,
): Promise<void> {
  const set = { grants, floor };
  if (kind === 'guest') await tx.update(guests).set(set).where(guestIs(roomId, id));
  else await tx.update(roomMembers).set(set).where(memberIs(roomId, id));
}

export async function storeRole(
  tx: Tx,
  roomId: RoomId,
  userId: PersonId,
  role: 'owner' | 'moderator' | 'participant',
): Promise<void> {
  await tx.update(roomMembers).set({ role }).where(memberIs(roomId, userId));
}

/** Those whose floor is still given. */
export async function findFloors(tx: Tx, roomId: RoomId): Promise<Whose[]> {
  const [members, visitors] = await Promise.all([
    tx
      .select({ id: roomMembers.userId })
      .from(roomMembers)
      .where(and(eq(roomMembers.roomId, roomId), ne(roomMembers.floor, []))),
    tx
      .select({ id: guests.id })
      .from(guests)
      .where(and(eq(guests.roomId, roomId), ne(guests.floor, []))),
  ]);
  return [
    ...members.map(({ id }) => ({ id: id as PersonId, kind: 'user' as const })),
    ...visitors.map(({ id }) => ({ id: id as PersonId, kind: 'guest' as const })),
  ];
}

/** Notes that these were let in. */
export async function markAdmitted(tx: Tx, roomId: RoomId, people: readonly Whose[]) {
  const ids = (kind: PersonKind) => people.filter((one) => one.kind === kind).map(({ id }) => id);
  const [users, visitors] = [ids('user'), ids('guest')];
  const set = { admittedAt: sql`now()` };
  if (users.length > 0) {
    await tx
      .update(roomMembers)
      .set(set)
      .where(and(eq(roomMembers.roomId, roomId), inArray(roomMembers.userId, users)));
  }
  if (visitors.length > 0) {
    await tx
      .update(guests)
      .set(set)
      .where(and(eq(guests.roomId, roomId), inArray(guests.id, visitors)));
  }
}

/** Who belonged to the room before it had a door goes on reading what is in it. */
export async function markBelonging(tx: Tx, roomId: RoomId): Promise<void> {
  await tx
    .update(roomMembers)
    .set({ admittedAt: sql`coalesce(${roomMembers.admittedAt}, ${roomMembers.createdAt})` })
    .where(eq(roomMembers.roomId, roomId));
  await tx
    .update(guests)
    .set({ admittedAt: sql`coalesce(${guests.admittedAt}, ${guests.createdAt})` })
    .where(eq(guests.roomId, roomId));
}
