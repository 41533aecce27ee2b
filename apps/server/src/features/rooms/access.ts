/**
 * What somebody is in a room, read fresh from the database for each decision:
 * one indexed query, and no copy that a removal could leave behind.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import {
  type Actor,
  type Capability,
  can,
  type RoomAction,
  type RoomRules,
} from '@converge/protocol/permissions';
import { and, eq, sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/client.ts';
import type { Identity } from '../../platform/realtime/ports.ts';
import { users } from '../auth/index.ts';
import { guests, roomMembers, rooms } from './rooms.tables.ts';

/** A room with its owner's name. */
export type RoomRow = typeof rooms.$inferSelect & { readonly ownerName: string };

export interface Access {
  readonly room: RoomRow;
  readonly rules: RoomRules;
  readonly actor: Actor;
  /** Which of the actor's grants end with the call. */
  readonly floor: readonly Capability[];
  /** Their place here was taken from them; until somebody gives it back they stay out. */
  readonly removed: boolean;
}

export const rulesOf = ({ state, access, door, policy }: RoomRow): RoomRules => ({
  state,
  access,
  door,
  policy,
});

/** The room and what `identity` (null: a stranger) is in it; null: there is no such room. */
export type FindAccess = (roomId: RoomId, identity: Identity | null) => Promise<Access | null>;

/**
 * Prepared once: this is asked for every message and every request, and putting
 * the query together took longer than answering it.
 */
export function createFindAccess(db: Db): FindAccess {
  const roomId = sql.placeholder('roomId');
  const personId = sql.placeholder('personId');
  const seen = { room: rooms, ownerName: users.name };
  const ofOwner = eq(users.id, rooms.ownerId);
  const thisRoom = eq(rooms.id, roomId);

  const forUser = db
    .select({ ...seen, place: roomMembers })
    .from(rooms)
    .innerJoin(users, ofOwner)
    .leftJoin(roomMembers, and(eq(roomMembers.roomId, rooms.id), eq(roomMembers.userId, personId)))
    .where(thisRoom)
    .prepare('rooms.access_of_user');
  const forGuest = db
    .select({ ...seen, place: guests })
    .from(rooms)
    .innerJoin(users, ofOwner)
    .leftJoin(guests, and(eq(guests.roomId, rooms.id), eq(guests.id, personId)))
    .where(thisRoom)
    .prepare('rooms.access_of_guest');
  const forStranger = db
    .select(seen)
    .from(rooms)
    .innerJoin(users, ofOwner)
    .where(thisRoom)
    .prepare('rooms.access_of_stranger');

  return async (room, identity) => {
    if (!identity) {
      const [row] = await forStranger.execute({ roomId: room });
      return row ? accessOf(row, null, null) : null;
    }
    const asked = { roomId: room, personId: identity.person.id };
    if (identity.kind === 'user') {
      const [row] = await forUser.execute(asked);
      return row ? accessOf(row, row.place, identity) : null;
    }
    const [row] = await forGuest.execute(asked);
    return row ? accessOf(row, row.place && { ...row.place, role: 'guest' }, identity) : null;
  };
}

type Place = Pick<
  typeof roomMembers.$inferSelect,
  'grants' | 'floor' | 'admittedAt' | 'removedAt'
> & {
  readonly role: NonNullable<Actor['roomRole']>;
};

function accessOf(
  { room, ownerName }: { room: typeof rooms.$inferSelect; ownerName: string },
  place: Place | null,
  identity: Identity | null,
): Access {
  const removed = place !== null && place.removedAt !== null;
  const row = { ...room, ownerName };
  return {
    room: row,
    rules: rulesOf(row),
    removed,
    floor: place?.floor ?? [],
    actor: {
      spaceRole: identity?.kind === 'user' ? identity.spaceRole : null,
      roomRole: removed ? null : (place?.role ?? null),
      ...(place ? { grants: place.grants } : {}),
      ...(place?.admittedAt ? { admitted: admittedTo(room, place.admittedAt) } : {}),
    },
  };
}

/** Whether who was let in at that time was let in to the call that runs now. */
export const admittedTo = (
  { admissionsFrom }: typeof rooms.$inferSelect,
  at: Date,
): 'now' | 'before' => (at >= admissionsFrom ? 'now' : 'before');

/**
 * What `identity` is in the room.
 * @throws ConvergeError room_not_found; removed, where their place was taken from them
 */
export type ActorIn = (
  roomId: RoomId,
  identity: Identity,
) => Promise<Access & { readonly person: Person }>;

export const createActorIn =
  (findAccess: FindAccess): ActorIn =>
  async (roomId, identity) => {
    const access = await findAccess(roomId, identity);
    if (!access) throw new ConvergeError('room_not_found');
    if (access.removed) throw new ConvergeError('removed');
    return { ...access, person: identity.person };
  };

/**
 * Passes where `can` says yes.
 * @throws ConvergeError room_not_found to whom the room doesn't show itself,
 *   room_archived where only that stands in the way, else forbidden
 */
export function assertCan({ actor, rules }: Pick<Access, 'actor' | 'rules'>, action: RoomAction) {
  if (can(actor, action, rules)) return;
  if (can(actor, action, { ...rules, state: 'active' })) throw new ConvergeError('room_archived');
  throw new ConvergeError(can(actor, 'room.see', rules) ? 'forbidden' : 'room_not_found');
}
