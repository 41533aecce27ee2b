/** Who is kept out of a room until somebody lets them come again. */
import type { BanId, PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Ban } from '@converge/protocol/rest/moderation';
import {
  and,
  desc,
  eq,
  gte,
  inArray,
  isNotNull,
  isNull,
  notExists,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import { roomBans } from './moderation.tables.ts';
import type { MarkNetwork, NetworkMark } from './network-mark.ts';
import { guests, roomMembers } from './rooms.tables.ts';

/** Keeps somebody out; a second time adds networks and changes nothing else. */
export async function insertBan(
  tx: Tx,
  roomId: RoomId,
  { id, kind, name }: Person,
  { networks, byName }: { readonly networks: readonly NetworkMark[]; readonly byName: string },
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

/** What lifting a ban came to. */
export interface Lifted {
  readonly person: { readonly id: PersonId; readonly name: string };
  /** Who may come again by it: they, and guests who were kept out for their network alone. */
  readonly back: readonly PersonId[];
}

/** Lifts a ban of this room and gives the places back. null: there is no such ban. */
export async function liftBan(tx: Tx, roomId: RoomId, banId: BanId): Promise<Lifted | null> {
  const [row] = await tx
    .delete(roomBans)
    .where(and(eq(roomBans.id, banId), eq(roomBans.roomId, roomId)))
    .returning();
  if (!row) return null;
  const person = { id: row.personId as PersonId, name: row.name };
  const others = and(
    inArray(guests.network, row.networks),
    // Whoever was removed before was removed for something else.
    gte(guests.removedAt, row.createdAt),
  );
  if (row.kind === 'guest') {
    const whom = row.networks.length > 0 ? or(eq(guests.id, person.id), others) : undefined;
    return { person, back: await freeGuests(tx, roomId, whom ?? eq(guests.id, person.id)) };
  }
  await tx
    .update(roomMembers)
    .set({ removedAt: null })
    .where(and(eq(roomMembers.roomId, roomId), eq(roomMembers.userId, person.id)));
  const back = row.networks.length > 0 ? await freeGuests(tx, roomId, others) : [];
  return { person, back: [person.id, ...back] };
}

/**
 * Gives their keys back to these of the guests who were removed (all, where nothing
 * is said), as far as no ban holds. @returns whose
 */
export async function freeGuests(tx: Tx, roomId: RoomId, whom?: SQL): Promise<PersonId[]> {
  const freed = await tx
    .update(guests)
    .set({ removedAt: null })
    .where(
      and(eq(guests.roomId, roomId), isNotNull(guests.removedAt), whom, notExists(bansOfGuest(tx))),
    )
    .returning({ id: guests.id });
  return freed.map(({ id }) => id as PersonId);
}

/** Of the row of `guests` that is looked at: bans that keep them out, their own or of their network. */
export const bansOfGuest = (tx: Tx) =>
  tx
    .select({ id: roomBans.id })
    .from(roomBans)
    .where(
      and(
        eq(roomBans.roomId, guests.roomId),
        or(eq(roomBans.personId, guests.id), sql`${guests.network} = any(${roomBans.networks})`),
      ),
    );

/** Whether guests from this network are kept out. */
export async function isNetworkBanned(
  tx: Tx,
  roomId: RoomId,
  network: NetworkMark,
): Promise<boolean> {
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
  networks: readonly NetworkMark[],
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

/** No mark has these in it, and every address has one of them. */
const ofAddress = /[.:]/;

/** Bans of networks from before there were marks hold on by them, and their addresses are gone. */
export async function markOldBans(tx: Tx, markNetwork: MarkNetwork): Promise<void> {
  const old = await tx
    .select()
    .from(roomBans)
    .where(sql`array_to_string(${roomBans.networks}, '') ~ ${ofAddress.source}`);
  for (const { id, roomId, networks } of old) {
    const marks = networks.map((network) =>
      ofAddress.test(network) ? markNetwork(roomId as RoomId, network) : network,
    );
    await tx.update(roomBans).set({ networks: marks }).where(eq(roomBans.id, id));
  }
}
