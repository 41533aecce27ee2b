/** Who is kept out of a room until somebody lets them come again. */
import type { BanId, PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Ban } from '@converge/protocol/rest/moderation';
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import { roomBans } from './moderation.tables.ts';
import { guests, roomMembers } from './rooms.tables.ts';

/** Keeps somebody out; a second time adds networks and changes nothing else. */
export async function insertBan(
  tx: Tx,
  roomId: RoomId,
  { id, kind, name }: Person,
  { networks, byName }: { readonly networks: readonly string[]; readonly byName: string },
): Promise<void> {
  await tx
    .insert(roomBans)
    .values({ id: newId(), roomId, personId: id, kind, name, networks: [...networks], byName })
    .onConflictDoUpdate({
      target: [roomBans.roomId, roomBans.personId],
      set: { networks: sql`${roomBans.networks} || excluded.networks` },
    });
}

export async function findBans(tx: Tx, roomId: RoomId): Promise<Ban[]> {
  const rows = await tx
    .select()
    .from(roomBans)
    .where(eq(roomBans.roomId, roomId))
    .orderBy(desc(roomBans.createdAt));
  return rows.map(({ id, personId, name, networks, createdAt, byName }) => ({
    id: id as BanId,
    person: { id: personId as PersonId, name },
    address: networks.length > 0,
    at: createdAt.getTime(),
    by: byName,
  }));
}

/** Lifts a ban of this room and gives the place back. null: there is no such ban. */
export async function liftBan(
  tx: Tx,
  roomId: RoomId,
  banId: BanId,
): Promise<{ readonly id: PersonId; readonly name: string } | null> {
  const [row] = await tx
    .delete(roomBans)
    .where(and(eq(roomBans.id, banId), eq(roomBans.roomId, roomId)))
    .returning();
  if (!row) return null;
  const set = { removedAt: null };
  if (row.kind === 'guest') {
    await tx
      .update(guests)
      .set(set)
      .where(and(eq(guests.roomId, roomId), eq(guests.id, row.personId)));
  } else {
    await tx
      .update(roomMembers)
      .set(set)
      .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, row.personId)));
  }
  return { id: row.personId as PersonId, name: row.name };
}

/** Whether guests from this network are kept out. */
export async function isNetworkBanned(tx: Tx, roomId: RoomId, network: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: roomBans.id })
    .from(roomBans)
    .where(and(eq(roomBans.roomId, roomId), sql`${network} = any(${roomBans.networks})`))
    .limit(1);
  return row !== undefined;
}

/** Guests with a key who came from one of these networks last. */
export async function findGuestsFrom(
  tx: Tx,
  roomId: RoomId,
  networks: readonly string[],
): Promise<PersonId[]> {
  if (networks.length === 0) return [];
  const rows = await tx
    .select({ id: guests.id })
    .from(guests)
    .where(
      and(
        eq(guests.roomId, roomId),
        inArray(guests.network, [...networks]),
        isNull(guests.removedAt),
      ),
    );
  return rows.map(({ id }) => id as PersonId);
}
