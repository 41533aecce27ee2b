/**
 * Guests: a name and a key to one room (SPEC JOIN-2, JOIN-3). The key lies in
 * the guest's cookie; here only its hash is kept.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import { fastifyCookie } from '@fastify/cookie';
import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import type { NetworkMark } from './network-mark.ts';
import { guests } from './rooms.tables.ts';

export type GuestRow = typeof guests.$inferSelect;

/** How long a browser keeps a key after its last use. */
export const guestKeySeconds = 30 * 86_400;

/**
 * The cookie's name. Its end tells rooms apart by the last digits of their id:
 * the first ones are a time, and rooms that were made in the same minute share them.
 */
export const guestCookie = (roomId: RoomId): string => `converge_guest_${roomId.slice(-12)}`;

/** The key to this room in a `cookie` header; null where there is none. */
export function guestKeyIn(cookieHeader: string | undefined, roomId: RoomId): string | null {
  const name = guestCookie(roomId);
  if (!cookieHeader?.includes(name)) return null;
  return fastifyCookie.parse(cookieHeader)[name] || null;
}

const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url');

export const presentGuest = ({ id, name }: Pick<GuestRow, 'id' | 'name'>): Person => ({
  id: id as PersonId,
  kind: 'guest',
  name,
  avatar: null,
});

/** The guest whose key this is, also one who was removed. */
export async function findGuest(tx: Tx, roomId: RoomId, key: string): Promise<GuestRow | null> {
  const [row] = await tx
    .select()
    .from(guests)
    .where(and(eq(guests.keyHash, hashOf(key)), eq(guests.roomId, roomId)));
  return row ?? null;
}

/** Makes a guest and the key that only they will have. */
export async function makeGuest(
  tx: Tx,
  guest: {
    readonly roomId: RoomId;
    readonly name: string;
    readonly inviteId: string | null;
    readonly network: NetworkMark;
  },
): Promise<{ row: GuestRow; key: string }> {
  const key = randomBytes(24).toString('base64url');
  const [row] = await tx
    .insert(guests)
    .values({ id: newId(), ...guest, keyHash: hashOf(key) })
    .returning();
  if (!row) throw new Error('a guest was not stored');
  return { row, key };
}

/** Notes that a guest came back, under this name and from this network. */
export async function guestCameBack(
  tx: Tx,
  id: string,
  seen: { readonly name: string; readonly network: NetworkMark },
): Promise<void> {
  await tx
    .update(guests)
    .set({ ...seen, lastSeenAt: sql`now()` })
    .where(eq(guests.id, id));
}

/** Notes from where a guest is here. */
export async function guestIsAt(tx: Tx, id: PersonId, network: NetworkMark): Promise<void> {
  await tx.update(guests).set({ network }).where(eq(guests.id, id));
}

/** Ends a guest's key. */
export async function removeGuest(tx: Tx, roomId: RoomId, id: PersonId): Promise<void> {
  await tx
    .update(guests)
    .set({ removedAt: sql`now()` })
    .where(and(eq(guests.id, id), eq(guests.roomId, roomId), isNull(guests.removedAt)));
}
