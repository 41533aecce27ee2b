/**
 * What admins do with all rooms of the space, and what becomes of rooms and calls
 * when somebody's account changes. Who may do it is decided before it gets here.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Actor, SpaceRole } from '@converge/protocol/permissions';
import { roomDeleted } from '@converge/protocol/realtime/room';
import type { RoomsFate } from '@converge/protocol/rest/people';
import type { Room } from '@converge/protocol/rest/rooms';
import { and, count, eq, ilike, or, type SQL } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { users } from '../auth/index.ts';
import type { User } from './asker.ts';
import {
  countLogBefore,
  findLog,
  forgetLog,
  insertAudit,
  insertSpaceAct,
  type Named,
} from './audit.repo.ts';
import type { RoomsContext } from './context.ts';
import { fitOwner, storeOwner, tellOwner } from './hand-over.ts';
import { countReportsBefore, forgetReports } from './reports.repo.ts';
import { presentListed } from './rooms.present.ts';
import { deleteRoom, findRoom, findRooms, latestFirst, updateRoom } from './rooms.repo.ts';
import { rooms } from './rooms.tables.ts';

/** Who looks at all rooms, as far as it matters what they may read. */
const anAdmin: Actor = { spaceRole: 'admin', roomRole: null };

/** As many as one page shows. */
const shown = 50;
const mebibyte = 1024 * 1024;

export interface RoomsSearch {
  readonly query?: string | undefined;
  readonly state?: Room['state'] | undefined;
  readonly offset?: number | undefined;
}

export type AdminRooms = ReturnType<typeof createAdminRooms>;

export function createAdminRooms(context: RoomsContext) {
  const { db, broadcast, calls, files, findAccess, sessions } = context;

  return {
    async search({ query = '', state, offset = 0 }: RoomsSearch) {
      const text = `%${query.replace(/[\\%_]/g, '\\$&')}%`;
      const matches: SQL[] = [];
      if (state) matches.push(eq(rooms.state, state));
      const found = or(ilike(rooms.name, text), ilike(rooms.code, text), ilike(users.name, text));
      if (query !== '' && found) matches.push(found);
      const from = and(...matches);
      const ofOwner = eq(users.id, rooms.ownerId);
      const [rows, [all]] = await Promise.all([
        db
          .select({ room: rooms, ownerName: users.name })
          .from(rooms)
          .innerJoin(users, ofOwner)
          .where(from)
          .orderBy(latestFirst, rooms.id)
          .limit(shown)
          .offset(offset),
        db.select({ total: count() }).from(rooms).innerJoin(users, ofOwner).where(from),
      ]);
      const held = await files().held(rows.map(({ room }) => room.id as RoomId));
      return {
        rooms: rows.map(({ room, ownerName }) =>
          presentListed({ ...room, ownerName }, anAdmin, {
            live: calls().live(room.id as RoomId),
            holds: held.get(room.id as RoomId),
          }),
        ),
        total: all?.total ?? 0,
      };
    },

    /** Ends a room's call for everybody inside; where there is none, nothing happens. */
    async end(roomId: RoomId, by: Named): Promise<void> {
      if (!calls().live(roomId)) return;
      calls().end(roomId);
      await insertAudit(db, roomId, { by, action: 'end' });
    },

    /** How much a room's files may take, in MiB; null: as much as the space says. @throws room_not_found */
    async setQuota(roomId: RoomId, quotaMb: number | null, by: Named): Promise<void> {
      const room = await findRoom(db, roomId);
      if (!room) throw new ConvergeError('room_not_found');
      const details = { quotaMb: quotaMb === null ? null : String(quotaMb) };
      await db.transaction(async (tx) => {
        await updateRoom(tx, roomId, { quota: quotaMb === null ? null : quotaMb * mebibyte });
        await insertSpaceAct(tx, { by, act: 'quota', room, details });
      });
    },

    /** Who did what, in the whole space; `most` lines of it at once. */
    log: (query: Parameters<typeof findLog>[1], most?: number) => findLog(db, query, most),

    /** What is older than a moment: how much there is of it, and the end of it. */
    reports: {
      before: (moment: Date) => countReportsBefore(db, moment),
      forget: (moment: Date) => forgetReports(db, moment),
    },
    lines: {
      before: (moment: Date) => countLogBefore(db, moment),
      forget: (moment: Date) => forgetLog(db, moment),
    },

    /**
     * Within the transaction in which `ownerId` is deleted: no room of theirs is left.
     * @returns what is to be done after it, for those who have the rooms open
     */
    async settle(
      tx: Tx,
      ownerId: PersonId,
      fate: RoomsFate,
      { heir, by }: { readonly heir: PersonId; readonly by: Named },
    ) {
      const rows = await tx
        .select({ id: rooms.id })
        .from(rooms)
        .where(eq(rooms.ownerId, ownerId))
        .for('update');
      const ids = rows.map(({ id }) => id as RoomId);
      if (fate === 'delete') {
        for (const room of await findRooms(tx, ids)) {
          await insertSpaceAct(tx, { by, act: 'deleteRoom', room });
          await deleteRoom(tx, room);
        }
        return async () => ids.forEach(gone);
      }
      if (ids.length === 0) return async () => {};
      const before = await storeOwner(tx, ids, await fitOwner(tx, heir), by);
      if (fate === 'archive') {
        for (const room of await findRooms(tx, ids)) {
          await updateRoom(tx, room.id as RoomId, { state: 'archived' });
          await insertSpaceAct(tx, { by, act: 'archiveRoom', room });
        }
      }
      return async () => {
        await tellOwner(context, ids, heir, before);
        if (fate === 'archive') for (const id of ids) calls().end(id);
      };
    },

    /** Somebody is out of every call they are in. */
    putOut(personId: PersonId): void {
      for (const roomId of calls().whereabouts(personId)) calls().putOut(roomId, personId);
    },

    /** What somebody is in the space is another now: their calls follow, and their connections. */
    async spaceRoleChanged({ person }: Pick<User, 'person'>, spaceRole: SpaceRole): Promise<void> {
      for (const roomId of calls().whereabouts(person.id)) {
        const access = await findAccess(roomId, {
          ...{ kind: 'user', person, spaceRole },
          sessionId: '',
        });
        const role = access?.actor.roomRole;
        // An admin who isn't an admin any more may have no place here.
        if (role) {
          const grants = access.actor.grants ?? {};
          const floor = access.floor;
          calls().rightsChanged(roomId, person.id, { role, grants, floor, spaceRole });
        } else if (spaceRole === 'admin') {
          calls().rightsChanged(roomId, person.id, {
            ...{ role: 'moderator', grants: {}, floor: [] },
            spaceRole,
          });
        } else calls().putOut(roomId, person.id);
      }
      sessions.reconnect(person.id);
    },
  };

  function gone(roomId: RoomId): void {
    calls().end(roomId);
    broadcast(`room:${roomId}`, roomDeleted, { roomId });
    sessions.unsubscribe(`room:${roomId}`);
    sessions.closeGuestsOf(roomId);
  }
}
