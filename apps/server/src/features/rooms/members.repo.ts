/** Who belongs to a room with an account. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { and, eq, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { users } from '../auth/index.ts';
import { guests, roomMembers, rooms } from './rooms.tables.ts';

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

/** Somebody who belongs to the room, or did. */
export interface Member {
  readonly id: PersonId;
  readonly name: string;
  readonly since: number;
  /** null: they still belong to it. */
  readonly until: number | null;
}

/**
 * Who isn't before the door of the room: a row is there from the first knock on,
 * and whoever belonged before there was a door was marked when it was closed.
 */
export const letIn = or(
  eq(rooms.door, 'open'),
  isNotNull(roomMembers.admittedAt),
  ne(roomMembers.role, 'participant'),
);
const guestLetIn = or(eq(rooms.door, 'open'), isNotNull(guests.admittedAt));

/** All there ever were, by name; without those who were never let in. */
export async function findMembers(tx: Tx, roomId: RoomId): Promise<Member[]> {
  const rows = await tx
    .select({
      ...{ id: users.id, name: users.name },
      ...{ since: roomMembers.createdAt, until: roomMembers.removedAt },
    })
    .from(roomMembers)
    .innerJoin(users, eq(users.id, roomMembers.userId))
    .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
    .where(and(eq(roomMembers.roomId, roomId), letIn))
    .orderBy(users.name);
  return rows.map(({ id, name, since, until }) => ({
    ...{ id: id as PersonId, name },
    ...{ since: since.getTime(), until: until?.getTime() ?? null },
  }));
}

/** Somebody who belongs to a room. */
export interface RoomPerson {
  readonly id: PersonId;
  readonly name: string;
  readonly leads: boolean;
}

/** Guests of long ago aren't waited for any more. */
const guestDays = 7;

/**
 * Everybody with a place in the room: its members, and the guests of the last days;
 * without those who were never let in.
 */
export async function findPeople(tx: Tx, roomId: RoomId): Promise<RoomPerson[]> {
  const members = await tx
    .select({ id: roomMembers.userId, name: users.name, role: roomMembers.role })
    .from(roomMembers)
    .innerJoin(users, eq(users.id, roomMembers.userId))
    .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
    .where(and(eq(roomMembers.roomId, roomId), isNull(roomMembers.removedAt), letIn));
  const visitors = await tx
    .select({ id: guests.id, name: guests.name })
    .from(guests)
    .innerJoin(rooms, eq(rooms.id, guests.roomId))
    .where(
      and(
        eq(guests.roomId, roomId),
        isNull(guests.removedAt),
        guestLetIn,
        sql`${guests.lastSeenAt} > now() - ${guestDays} * interval '1 day'`,
      ),
    );
  return [
    ...members.map(({ id, name, role }) => ({
      ...{ id: id as PersonId, name },
      leads: role !== 'participant',
    })),
    ...visitors.map(({ id, name }) => ({ id: id as PersonId, name, leads: false })),
  ];
}
