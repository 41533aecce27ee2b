/** Rooms in the database. Each function may run inside a caller's transaction. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Actor, Policy, SpaceRole } from '@converge/protocol/permissions';
import { and, desc, eq, gt, inArray, isNotNull, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { users } from '../auth/index.ts';
import { admittedTo, type RoomRow } from './access.ts';
import { newRoomCode } from './code.ts';
import { auditEntries } from './moderation.tables.ts';
import { invites, retiredCodes, roomMembers, rooms } from './rooms.tables.ts';

type NewRoom = Omit<typeof rooms.$inferInsert, 'code'>;

/** How often another code is tried; with 10^10 of them a second try is rare already. */
const codeTries = 20;
/** More rooms than anybody looks through on one page. */
const listed = 1_000;

/** Stores a room under a code that no room has or had, with its owner as first member. */
export async function insertRoom(
  tx: Tx,
  room: NewRoom,
  nextCode: () => string = newRoomCode,
): Promise<void> {
  for (let left = codeTries; left > 0; left -= 1) {
    const code = nextCode();
    const [retired] = await tx.select().from(retiredCodes).where(eq(retiredCodes.code, code));
    if (retired) continue;
    const stored = await tx
      .insert(rooms)
      .values({ ...room, code })
      .onConflictDoNothing({ target: rooms.code })
      .returning({ id: rooms.id });
    if (stored.length === 0) continue;
    await tx.insert(roomMembers).values({ roomId: room.id, userId: room.ownerId, role: 'owner' });
    return;
  }
  throw new Error('no free room code was found');
}

const withOwner = { room: rooms, ownerName: users.name };

export async function findRoom(tx: Tx, id: string): Promise<RoomRow | null> {
  const [row] = await tx
    .select(withOwner)
    .from(rooms)
    .innerJoin(users, eq(users.id, rooms.ownerId))
    .where(eq(rooms.id, id));
  return row ? { ...row.room, ownerName: row.ownerName } : null;
}

export async function findRooms(tx: Tx, ids: readonly string[]): Promise<RoomRow[]> {
  if (ids.length === 0) return [];
  const found = await tx
    .select(withOwner)
    .from(rooms)
    .innerJoin(users, eq(users.id, rooms.ownerId))
    .where(inArray(rooms.id, [...ids]));
  return found.map(({ room, ownerName }) => ({ ...room, ownerName }));
}

export const latestFirst = desc(sql`coalesce(${rooms.lastLiveAt}, ${rooms.createdAt})`);

/** The rooms somebody belongs to, and what they are in each; those used last first. */
export async function findRoomsOf(
  tx: Tx,
  { id, spaceRole }: { readonly id: PersonId; readonly spaceRole: SpaceRole },
): Promise<{ row: RoomRow; actor: Actor }[]> {
  const found = await tx
    .select({ ...withOwner, place: roomMembers })
    .from(roomMembers)
    .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
    .innerJoin(users, eq(users.id, rooms.ownerId))
    .where(and(eq(roomMembers.userId, id), isNull(roomMembers.removedAt)))
    .orderBy(latestFirst)
    .limit(listed);
  return found.map(({ room, ownerName, place: { role, grants, admittedAt } }) => ({
    row: { ...room, ownerName },
    actor: {
      ...{ spaceRole, roomRole: role, grants },
      ...(admittedAt ? { admitted: admittedTo(room, admittedAt) } : {}),
    },
  }));
}

/** Those whose calls everybody was lost from, and when. */
export async function findLost(tx: Tx): Promise<{ roomId: RoomId; at: number }[]> {
  const lost = await tx
    .select({ id: rooms.id, lostAt: rooms.lostAt })
    .from(rooms)
    .where(isNotNull(rooms.lostAt));
  return lost.flatMap(({ id, lostAt }) =>
    lostAt ? [{ roomId: id as RoomId, at: lostAt.getTime() }] : [],
  );
}

/** The rooms on the main page, those used last first. */
export async function findOpenRooms(tx: Tx): Promise<RoomRow[]> {
  const found = await tx
    .select(withOwner)
    .from(rooms)
    .innerJoin(users, eq(users.id, rooms.ownerId))
    .where(and(eq(rooms.access, 'open'), eq(rooms.state, 'active')))
    .orderBy(latestFirst)
    .limit(listed);
  return found.map(({ room, ownerName }) => ({ ...room, ownerName }));
}

export interface RoomChange {
  readonly name?: string | undefined;
  readonly access?: RoomRow['access'] | undefined;
  readonly door?: RoomRow['door'] | undefined;
  readonly admissionsFrom?: SQL;
  readonly ownerId?: string;
  readonly quota?: number | null;
  readonly state?: RoomRow['state'];
  readonly policy?: Partial<Policy> | undefined;
  readonly lostAt?: Date | null;
}

/** Changes what is given; policy values that aren't given stay, also under concurrent changes. */
export async function updateRoom(
  tx: Tx,
  id: RoomId,
  { policy, ...change }: RoomChange,
): Promise<void> {
  const set = {
    ...change,
    ...(policy ? { policy: sql`${rooms.policy} || ${JSON.stringify(policy)}::jsonb` } : {}),
    ...(change.state ? { archivedAt: change.state === 'archived' ? sql`now()` : null } : {}),
  };
  if (Object.values(set).every((value) => value === undefined)) return;
  await tx.update(rooms).set(set).where(eq(rooms.id, id));
}

/** Notes that a call began at this time. Told late, it says nothing of who was lost since. */
export async function noteLive(tx: Tx, id: RoomId, at: Date): Promise<void> {
  const lostAt = sql`case when ${gt(rooms.lostAt, at)} then ${rooms.lostAt} end`;
  await tx.update(rooms).set({ lastLiveAt: at, lostAt }).where(eq(rooms.id, id));
}

/** Removes a room with all it holds; the codes that led to it are never given again. */
export async function deleteRoom(tx: Tx, row: RoomRow): Promise<void> {
  const links = await tx
    .select({ code: invites.code })
    .from(invites)
    .where(eq(invites.roomId, row.id));
  await tx
    .insert(retiredCodes)
    .values([{ code: row.code }, ...links])
    .onConflictDoNothing();
  await tx
    .delete(auditEntries)
    .where(and(eq(auditEntries.roomId, row.id), eq(auditEntries.ofSpace, false)));
  await tx.delete(rooms).where(eq(rooms.id, row.id));
}
