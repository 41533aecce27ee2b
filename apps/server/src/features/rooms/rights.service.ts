/**
 * What people are in a room, as it is stored: grants, the floor, roles, who was
 * let in, who is kept out. Whether somebody may decide it was asked before (`can`);
 * here it is stored together with its line of the audit log, and then told.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { AuditEntryId, BanId, PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Capability, Policy } from '@converge/protocol/permissions';
import { roomRole, roomUpdated } from '@converge/protocol/realtime/room';
import type { AuditAnswer, Ban } from '@converge/protocol/rest/moderation';
import { sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { assertCan, rulesOf } from './access.ts';
import type { User } from './asker.ts';
import { type AuditNote, findAudit, insertAudit } from './audit.repo.ts';
import { findBans, findGuestsFrom, freeGuests, insertBan, liftBan } from './bans.repo.ts';
import type { RoomsContext } from './context.ts';
import { guestIsAt, removeGuest } from './guests.ts';
import { handOverRooms } from './hand-over.ts';
import { removeMember } from './members.repo.ts';
import type { NetworkMark } from './network-mark.ts';
import {
  findFloors,
  lockRights,
  markAdmitted,
  type PlaceRights,
  storeGrants,
  storeRole,
  type Whose,
} from './places.repo.ts';
import { presentShared } from './rooms.present.ts';
import { findRoom, updateRoom } from './rooms.repo.ts';

/** A change of one capability of one person; see `callGrant`. */
export interface GrantChange {
  readonly capability: Capability;
  readonly allowed: boolean | null;
  readonly forCall: boolean;
}

export type RightsService = ReturnType<typeof createRightsService>;

export function createRightsService(context: RoomsContext) {
  const { db, actorIn, broadcast, calls, files, inTurn, markNetwork, sessions } = context;

  /** Changes somebody's rights in one transaction with its line of the log, then tells the call. */
  function changeRights(
    roomId: RoomId,
    whose: Whose,
    note: AuditNote,
    change: (tx: Tx, before: PlaceRights) => Promise<PlaceRights>,
  ): Promise<void> {
    return inTurn(roomId, async () => {
      const rights = await db.transaction(async (tx) => {
        const before = await lockRights(tx, roomId, whose);
        if (!before) throw new ConvergeError('not_found');
        await insertAudit(tx, roomId, note);
        return change(tx, before);
      });
      tellRights(roomId, whose.id, rights);
    });
  }

  function tellRights(roomId: RoomId, personId: PersonId, rights: PlaceRights): void {
    calls().rightsChanged(roomId, personId, rights);
  }

  return {
    /** Gives, takes, or takes back one capability of one person. */
    grant(roomId: RoomId, by: Person, target: Person, change: GrantChange): Promise<void> {
      const { capability, allowed, forCall } = change;
      const note: AuditNote = { by, target, action: 'grant', details: { ...change } };
      return changeRights(roomId, target, note, async (tx, before) => {
        const { [capability]: _old, ...others } = before.grants;
        const floor = before.floor.filter((one) => one !== capability);
        const rights: PlaceRights = {
          role: before.role,
          grants: allowed === null ? others : { ...others, [capability]: allowed },
          floor: forCall && allowed !== null ? [...floor, capability] : floor,
        };
        await storeGrants(tx, roomId, target, rights);
        return rights;
      });
    },

    /** Makes somebody lead beside the owner, or no longer. */
    async appoint(
      roomId: RoomId,
      by: Person,
      target: Person,
      role: 'moderator' | 'participant',
    ): Promise<void> {
      const note: AuditNote = { by, target, action: 'appoint', details: { role } };
      await changeRights(roomId, target, note, async (tx, before) => {
        // The owner stays the owner, whatever was asked a moment ago.
        if (before.role === 'owner') throw new ConvergeError('forbidden');
        await storeRole(tx, roomId, target.id, role);
        return { ...before, role };
      });
      if (role === 'participant') {
        sessions.unsubscribe(`lobby:${roomId}`, target.id);
        sessions.unsubscribe(`questions:${roomId}`, target.id);
      }
      broadcast(`person:${target.id}`, roomRole, { roomId, role });
    },

    /** Another owner; who was it leads beside them. */
    handOver(roomId: RoomId, by: Person, target: Person): Promise<void> {
      return inTurn(roomId, () => handOverRooms(context, [roomId], target.id, by));
    },

    /**
     * Keeps somebody out, and with `networks` guests who come from there; guests
     * who came from there and have a key already are out as well.
     */
    async ban(
      roomId: RoomId,
      by: Person,
      target: Person,
      networks: readonly NetworkMark[],
    ): Promise<void> {
      const markOf = (network: string) => markNetwork(roomId, network);
      const isBanned = (network: string) => networks.includes(markOf(network));
      // Who is here by a line from there may have come by another one.
      const here = () => sessions.guestsOf(roomId).filter(({ network }) => isBanned(network));
      const before = here();
      const others = await db.transaction(async (tx) => {
        for (const { id, network } of before) await guestIsAt(tx, id, markOf(network));
        const found = await findGuestsFrom(tx, roomId, networks);
        await insertBan(tx, roomId, target, { networks, byName: by.name });
        if (target.kind === 'user') await removeMember(tx, roomId, target.id);
        const keys = new Set(target.kind === 'guest' ? [...found, target.id] : found);
        for (const id of keys) await removeGuest(tx, roomId, id);
        await files().giveUpUploads(tx, roomId, [...keys, target.id]);
        const details = { address: networks.length > 0 };
        await insertAudit(tx, roomId, { by, target, action: 'ban', details });
        return found;
      });
      const known = new Set([...others, target.id]);
      // Whose line was opened while the ban was stored was let in before it held; whose is being
      // opened now may have been asked before it as well.
      if (networks.length > 0) sessions.networksBanned(roomId, isBanned);
      const late = here().filter(({ id }) => !known.has(id));
      for (const id of new Set([...known, ...late.map((one) => one.id)])) {
        calls().expelled(roomId, id);
        sessions.unsubscribe(`room:${roomId}`, id);
        sessions.unsubscribe(`lobby:${roomId}`, id);
        sessions.unsubscribe(`questions:${roomId}`, id);
        if (id !== target.id || target.kind === 'guest') sessions.closePerson(id);
      }
      if (late.length === 0) return;
      await db.transaction(async (tx) => {
        for (const { id, network } of late) {
          await guestIsAt(tx, id, markOf(network));
          await removeGuest(tx, roomId, id);
        }
        await files().giveUpUploads(tx, roomId, [...new Set(late.map(({ id }) => id))]);
      });
    },

    /** Who was let in through a door that isn't open. */
    async admit(roomId: RoomId, by: Person, people: readonly Person[]): Promise<void> {
      await db.transaction(async (tx) => {
        await markAdmitted(tx, roomId, people);
        for (const target of people) {
          await insertAudit(tx, roomId, { by, target, action: 'admit' });
        }
      });
    },

    /** The policy as a moderator changes it from inside the call. */
    changePolicy(roomId: RoomId, note: AuditNote, policy: Partial<Policy>): Promise<void> {
      return inTurn(roomId, async () => {
        await db.transaction(async (tx) => {
          await updateRoom(tx, roomId, { policy });
          await insertAudit(tx, roomId, note);
        });
        const row = await findRoom(db, roomId);
        if (!row) return;
        broadcast(`room:${roomId}`, roomUpdated, { room: presentShared(row) });
        calls().rulesChanged(roomId, rulesOf(row));
      });
    },

    /** A line of the log for what changed nothing that is stored. */
    note: (roomId: RoomId, note: AuditNote): Promise<void> => insertAudit(db, roomId, note),

    /**
     * A call is over: what was given for it ends, who was let in was let in to that one,
     * and who was removed was removed from that one.
     */
    callOver(roomId: RoomId): Promise<void> {
      return inTurn(roomId, async () => {
        const { ended, free } = await db.transaction(async (tx) => {
          await updateRoom(tx, roomId, { admissionsFrom: sql`now()`, lostAt: null });
          const over: { id: PersonId; rights: PlaceRights }[] = [];
          for (const whose of await findFloors(tx, roomId)) {
            const before = await lockRights(tx, roomId, whose);
            if (!before) continue;
            const kept = Object.entries(before.grants).filter(
              ([capability]) => !before.floor.includes(capability as Capability),
            );
            const rights = { ...before, grants: Object.fromEntries(kept), floor: [] };
            await storeGrants(tx, roomId, whose, rights);
            over.push({ id: whose.id, rights });
          }
          return { ended: over, free: await freeGuests(tx, roomId) };
        });
        for (const id of free) sessions.readmit(id);
        // Another call may have begun meanwhile.
        for (const { id, rights } of ended) tellRights(roomId, id, rights);
      });
    },

    async bans(user: User, roomId: RoomId): Promise<Ban[]> {
      assertCan(await actorIn(roomId, user), 'room.bans');
      return findBans(db, roomId);
    },

    /**
     * They may come again, and so may the guests who were out for their network;
     * their keys open the room as before.
     */
    async unban(user: User, roomId: RoomId, banId: BanId): Promise<void> {
      assertCan(await actorIn(roomId, user), 'room.bans');
      const back = await db.transaction(async (tx) => {
        const lifted = await liftBan(tx, roomId, banId);
        if (!lifted) throw new ConvergeError('not_found');
        const { person: target } = lifted;
        await insertAudit(tx, roomId, { by: user.person, target, action: 'unban' });
        return lifted.back;
      });
      sessions.networksReadmitted(roomId);
      for (const id of back) {
        sessions.readmit(id);
        calls().forgiven(roomId, id);
      }
    },

    async audit(
      user: User,
      roomId: RoomId,
      before: AuditEntryId | undefined,
    ): Promise<AuditAnswer> {
      assertCan(await actorIn(roomId, user), 'room.audit');
      return findAudit(db, roomId, before);
    },
  };
}
