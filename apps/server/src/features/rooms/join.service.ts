/** The way in (SPEC JOIN): what stands behind a link, and coming in by it. */
import { ConvergeError } from '@converge/protocol/errors';
import type { JoinCode, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import { type Actor, can, type RoomRole } from '@converge/protocol/permissions';
import type { IceKind } from '@converge/protocol/rest/ice';
import {
  insideNames,
  type JoinAnswer,
  type JoinBody,
  type JoinCard,
  type PathAnswer,
  type PathBody,
  type PathHandshake,
} from '@converge/protocol/rest/join';
import { eq, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import type { Identity } from '../../platform/realtime/ports.ts';
import type { Access } from './access.ts';
import type { Askers } from './asker.ts';
import { isNetworkBanned } from './bans.repo.ts';
import type { RoomsContext } from './context.ts';
import { guestCameBack, guestKeyIn, makeGuest, presentGuest } from './guests.ts';
import { findInviteByCode, type InviteRow, takeUse } from './invites.repo.ts';
import { faultOf } from './invites.service.ts';
import type { MediaCapabilities } from './live.port.ts';
import { insertMember } from './members.repo.ts';
import type { NetworkMark } from './network-mark.ts';
import { seenLive } from './rooms.present.ts';
import { retiredCodes, rooms } from './rooms.tables.ts';

/** Who knocks, as the request tells it. */
export interface Knock {
  readonly code: string;
  readonly cookie: string | undefined;
  readonly network: string;
}

/** The asker at an open door. */
interface AtTheDoor {
  readonly access: Access;
  readonly invite: InviteRow | null;
  readonly identity: Identity | null;
  /** They have a place in the room already: coming back is no use of an invite. */
  readonly belongs: boolean;
}

export interface Joined {
  readonly answer: JoinAnswer;
  /** A guest's key, to be kept in their cookie. */
  readonly key: string | null;
}

export type JoinService = ReturnType<typeof createJoinService>;

export function createJoinService(
  context: RoomsContext,
  deps: { readonly askers: Askers; readonly media: MediaCapabilities; readonly ice: IceKind },
) {
  const { db, calls, clock, findAccess, sessions, ahead, markNetwork } = context;
  const { askers, media, ice } = deps;

  /** Where a code leads. @throws ConvergeError code_unknown, room_deleted */
  async function resolve(code: string): Promise<{ roomId: RoomId; invite: InviteRow | null }> {
    // People type codes by hand, and telephones begin with a capital.
    const [room] = await db
      .select({ id: rooms.id })
      .from(rooms)
      .where(eq(rooms.code, code.toLowerCase()));
    if (room) return { roomId: room.id as RoomId, invite: null };
    const invite = await findInviteByCode(db, code);
    if (invite) return { roomId: invite.roomId as RoomId, invite };
    const [retired] = await db
      .select()
      .from(retiredCodes)
      .where(sql`${retiredCodes.code} in (${code}, ${code.toLowerCase()})`);
    throw new ConvergeError(retired ? 'room_deleted' : 'code_unknown');
  }

  async function findAsker(cookie: string | undefined, roomId: RoomId): Promise<Identity | null> {
    const user = await askers.user(cookie);
    if (user) return user;
    return (await askers.guest(cookie, roomId))?.identity ?? null;
  }

  /** @throws ConvergeError with the reason why this door is closed for this asker */
  async function comeTo({ code, cookie, network }: Knock): Promise<AtTheDoor> {
    const { roomId, invite } = await resolve(code);
    const identity = await findAsker(cookie, roomId);
    const access = await findAccess(roomId, identity);
    if (!access) throw new ConvergeError('room_deleted');
    if (access.removed) throw new ConvergeError('removed');
    if (
      identity?.kind !== 'user' &&
      (await isNetworkBanned(db, roomId, markNetwork(roomId, network)))
    ) {
      throw new ConvergeError('removed');
    }
    const belongs = access.actor.roomRole !== null || access.actor.spaceRole === 'admin';
    const fault = invite && faultOf(invite, clock.now());
    if (fault && closesDoor(fault, belongs, identity)) throw new ConvergeError(fault);
    if (access.rules.state === 'archived') throw new ConvergeError('room_archived');
    const entering: Actor = invite ? prospective(access, identity) : access.actor;
    if (!can(entering, 'room.enter', access.rules)) throw new ConvergeError('room_private');
    if (access.rules.door === 'locked' && !can(entering, 'call.pass', access.rules)) {
      throw new ConvergeError('room_locked');
    }
    return { access, invite, identity, belongs };
  }

  return {
    /** What the join page shows. Makes no guest, no session and no use of an invite. */
    async card(knock: Knock): Promise<JoinCard> {
      const { access, identity } = await comeTo(knock);
      const { room, rules } = access;
      const comer = prospective(access, identity);
      // What they will be once they are in, also where they wait first.
      const actor: Actor = { ...comer, admitted: 'now' };
      const roomId = room.id as RoomId;
      // Before a lobby one knows nothing of the room but its name, and whether it is live.
      const waits = !can(comer, 'call.pass', rules);
      return {
        room: { ...presentDoor(access), owner: room.ownerName },
        live: seenLive(calls().live(roomId), comer, rules),
        waits,
        inside:
          !waits && can(actor, 'seeList', rules) ? calls().insideNames(roomId, insideNames) : [],
        me: identity ? { person: identity.person, role: roleOf(actor) } : null,
        may: {
          speak: can(actor, 'speak', rules),
          camera: can(actor, 'camera', rules),
          screen: can(actor, 'screen', rules),
        },
        media: media(),
        ice,
      };
    },

    /** A media path for who stands at an open door (SPEC MEDIA-15). */
    async path(knock: Knock, { rtpCapabilities }: PathBody): Promise<PathAnswer> {
      const { access, identity } = await comeTo(knock);
      if (!can(prospective(access, identity), 'call.pass', access.rules)) return { path: null };
      const roomId = access.room.id as RoomId;
      return { path: await calls().openPath(roomId, rtpCapabilities, knock.network) };
    },

    /** @throws ConvergeError media_not_found, media_invalid, media_unsupported, and why a door is closed */
    async connectPath(knock: Knock, { token, dtlsParameters }: PathHandshake): Promise<void> {
      const { access } = await comeTo(knock);
      await calls().connectPath(access.room.id as RoomId, token, dtlsParameters);
    },

    /** Comes in: as who one is already, else as a new guest or member. */
    async enter(knock: Knock, { name, line }: JoinBody): Promise<Joined> {
      const { cookie, network } = knock;
      const door = await comeTo(knock);
      const { access, identity, invite, belongs } = door;
      const roomId = access.room.id as RoomId;
      const mark = markNetwork(roomId, network);
      const joined = (me: Person, key: string | null, theirs = false): Joined => ({
        answer: {
          room: presentDoor(access),
          me,
          role: roleOf(prospective(access, identity)),
          line: theirs,
        },
        key,
      });
      if (identity?.kind === 'guest') {
        const me = await cameBack(identity.person, mark, name);
        return joined(me, guestKeyIn(cookie, roomId));
      }
      if (identity) {
        if (!belongs || access.actor.roomRole === null) {
          await db.transaction(async (tx) => {
            const isNew = await insertMember(tx, roomId, identity.person.id);
            if (isNew && !belongs) await countUse(tx, invite);
          });
        }
        return joined(identity.person, null);
      }
      if (!name) throw new ConvergeError('name_required');
      const comer = { roomId, name, network: mark, inviteId: invite?.id ?? null };
      const { row, key } = invite
        ? await db.transaction(async (tx) => {
            const guest = await makeGuest(tx, comer);
            await countUse(tx, invite);
            return guest;
          })
        : await makeGuest(db, comer);
      const person = presentGuest(row);
      // They are let in by now: what the key would open, their own line is.
      const theirs =
        line !== undefined && ahead.bind(line, { kind: 'guest', person, roomId }, network);
      return joined(person, key, theirs);
    },
  };

  /** @throws ConvergeError with what happened to the invite since it was looked at */
  async function countUse(tx: Tx, invite: InviteRow | null): Promise<void> {
    if (!invite || (await takeUse(tx, invite.id, new Date(clock.now())))) return;
    const now = await findInviteByCode(tx, invite.code);
    throw new ConvergeError((now && faultOf(now, clock.now())) ?? 'code_unknown');
  }

  /** A guest who comes back under another name is the same person, renamed. */
  async function cameBack(guest: Person, network: NetworkMark, name = guest.name): Promise<Person> {
    await guestCameBack(db, guest.id, { name, network });
    if (name === guest.name) return guest;
    const renamed = { ...guest, name };
    sessions.rename(renamed);
    calls().renamed(renamed);
    return renamed;
  }
}

/**
 * An invite that ran out closes the door to newcomers; who has a place keeps it.
 * One that was revoked was taken back on purpose: no guest comes by it again.
 */
function closesDoor(
  fault: NonNullable<ReturnType<typeof faultOf>>,
  belongs: boolean,
  identity: Identity | null,
): boolean {
  if (!belongs) return true;
  return fault === 'invite_revoked' && identity?.kind === 'guest';
}

/** What the asker is in the room once they are in. */
function prospective({ actor }: Access, identity: Identity | null): Actor {
  if (actor.roomRole !== null) return actor;
  return { ...actor, roomRole: identity?.kind === 'user' ? 'participant' : 'guest' };
}

const roleOf = ({ roomRole }: Actor): RoomRole => roomRole ?? 'guest';

const presentDoor = ({ room }: Access) => ({
  id: room.id as RoomId,
  name: room.name,
  code: room.code as JoinCode,
  preset: room.preset,
});
