/** Who has a place in a room, in its call or not, and what they are there. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { Person } from '@converge/protocol/people';
import type { Actor, Capability, Grants } from '@converge/protocol/permissions';
import type { RoomPeopleAnswer, RoomPerson } from '@converge/protocol/rest/room-people';
import { and, asc, desc, eq, isNotNull, isNull, ne, notExists, or, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { avatarPath, users } from '../auth/index.ts';
import { bansOfGuest } from './bans.repo.ts';
import { presentGuest } from './guests.ts';
import { letIn } from './members.repo.ts';
import type { NetworkMark } from './network-mark.ts';
import { guests, roomMembers, rooms } from './rooms.tables.ts';

/** Guests of longer ago are gone, unless something was given to or taken from them for good. */
const guestDays = 7;

type Member = Pick<typeof roomMembers.$inferSelect, 'role' | 'grants' | 'floor'> &
  Pick<typeof users.$inferSelect, 'id' | 'name' | 'image'> & {
    readonly spaceRole: (typeof users.$inferSelect)['role'];
  };

const ofMember = {
  ...{ id: users.id, name: users.name, image: users.image, spaceRole: users.role },
  ...{ role: roomMembers.role, grants: roomMembers.grants, floor: roomMembers.floor },
};
const personOf = ({ id, name, image }: Member): Person => ({
  ...{ id: id as PersonId, kind: 'user', name },
  avatar: avatarPath(image),
});

/** Those who belong to the room; see `RoomPeopleAnswer` for who they are. */
export async function findRoomPeople(tx: Tx, roomId: RoomId): Promise<RoomPeopleAnswer> {
  const max = limits.roomPeople;
  const members = await tx
    .select(ofMember)
    .from(roomMembers)
    .innerJoin(users, eq(users.id, roomMembers.userId))
    .innerJoin(rooms, eq(rooms.id, roomMembers.roomId))
    .where(and(eq(roomMembers.roomId, roomId), isNull(roomMembers.removedAt), letIn))
    .orderBy(
      sql`array_position(array['owner', 'moderator'], ${roomMembers.role})`,
      sql`${roomMembers.grants} = '{}'`,
      asc(users.name),
    )
    .limit(max + 1);
  const lately = sql`${guests.lastSeenAt} > now() - ${guestDays} * interval '1 day'`;
  const visitors = await tx
    .select({ guest: guests })
    .from(guests)
    .innerJoin(rooms, eq(rooms.id, guests.roomId))
    .where(
      and(
        eq(guests.roomId, roomId),
        or(eq(rooms.door, 'open'), isNotNull(guests.admittedAt)),
        or(lately, ne(guests.grants, {})),
        // Who is kept out stands in the list of bans.
        notExists(bansOfGuest(tx)),
      ),
    )
    .orderBy(sql`${guests.grants} = '{}'`, desc(guests.lastSeenAt))
    .limit(max + 1);
  return {
    people: [
      ...members.slice(0, max).map(
        (row): RoomPerson => ({
          ...{ person: personOf(row), role: row.role, spaceRole: row.spaceRole },
          ...{ grants: lasting(row), removed: false, network: false },
        }),
      ),
      ...visitors.slice(0, max).map(
        ({ guest }): RoomPerson => ({
          ...{ person: presentGuest(guest), role: 'guest', spaceRole: null },
          ...{ grants: lasting(guest), removed: guest.removedAt !== null },
          network: guest.network !== null,
        }),
      ),
    ],
    more: members.length > max || visitors.length > max,
  };
}

function lasting({ grants, floor }: { grants: Grants; floor: readonly Capability[] }): Grants {
  return Object.fromEntries(
    Object.entries(grants).filter(([capability]) => !floor.includes(capability as Capability)),
  );
}

/** Somebody with a place in the room, as `can` judges them. */
export interface RoomPlace {
  readonly person: Person;
  readonly actor: Actor;
  /** Of the network a guest came from last. */
  readonly network: NetworkMark | null;
}

/** Also that of who waits in the lobby; null: they have none, or it was taken from them. */
export async function findPlace(
  tx: Tx,
  roomId: RoomId,
  personId: PersonId,
): Promise<RoomPlace | null> {
  const [member] = await tx
    .select(ofMember)
    .from(roomMembers)
    .innerJoin(users, eq(users.id, roomMembers.userId))
    .where(
      and(
        eq(roomMembers.roomId, roomId),
        eq(roomMembers.userId, personId),
        isNull(roomMembers.removedAt),
      ),
    );
  if (member) {
    const { spaceRole, role: roomRole, grants } = member;
    return { person: personOf(member), actor: { spaceRole, roomRole, grants }, network: null };
  }
  const [guest] = await tx
    .select()
    .from(guests)
    .where(and(eq(guests.roomId, roomId), eq(guests.id, personId)));
  if (!guest) return null;
  const { grants, network } = guest;
  return {
    person: presentGuest(guest),
    actor: { spaceRole: null, roomRole: 'guest', grants },
    network,
  };
}
