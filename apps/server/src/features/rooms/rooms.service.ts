/** Making rooms, and what their owners do with them. Rights are decided by `can` alone. */
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { type Capability, can, type Policy, type Preset } from '@converge/protocol/permissions';
import { roomDeleted, roomUpdated } from '@converge/protocol/realtime/room';
import type { CallReport } from '@converge/protocol/rest/calls';
import type { LiveRoom } from '@converge/protocol/rest/health';
import type { RoomDefaults } from '@converge/protocol/rest/room-defaults';
import type {
  CopyRoomBody,
  CreateRoomBody,
  ListedRoom,
  OpenRoom,
  Room,
  UpdateRoomBody,
} from '@converge/protocol/rest/rooms';
import type * as z from 'zod/mini';
import type { Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import type { Identity } from '../../platform/realtime/ports.ts';
import { assertCan, type RoomRow, rulesOf } from './access.ts';
import type { User } from './asker.ts';
import { type AuditNote, insertAudit, insertSpaceAct } from './audit.repo.ts';
import type { RoomsContext } from './context.ts';
import { removeGuest } from './guests.ts';
import { handOverRooms } from './hand-over.ts';
import { removeMember } from './members.repo.ts';
import { markAdmitted, markBelonging } from './places.repo.ts';
import { keepReport } from './reports.repo.ts';
import {
  presentListed,
  presentLiveRoom,
  presentOpenRoom,
  presentRoom,
  presentShared,
  seenLive,
  stranger,
} from './rooms.present.ts';
import {
  deleteRoom,
  findLost,
  findOpenRooms,
  findRoom,
  findRooms,
  findRoomsOf,
  insertRoom,
  noteLive,
  type RoomChange,
  updateRoom,
} from './rooms.repo.ts';

export type RoomsService = ReturnType<typeof createRoomsService>;

/** @throws ConvergeError forbidden */
function makesRooms({ spaceRole }: User): void {
  if (!can({ spaceRole, roomRole: null }, 'space.createRoom')) throw new ConvergeError('forbidden');
}

export function createRoomsService(context: RoomsContext) {
  const { db, actorIn, broadcast, calls, files, findAccess, inTurn, sessions } = context;
  const liveOf = (roomId: string) => calls().live(roomId as RoomId);

  async function reload(roomId: RoomId): Promise<RoomRow> {
    const row = await findRoom(db, roomId);
    if (!row) throw new ConvergeError('room_not_found');
    return row;
  }

  /** Stores a change and tells it to everybody who has the room open. */
  async function change(
    roomId: RoomId,
    what: RoomChange,
    also?: (tx: Tx) => Promise<void>,
  ): Promise<RoomRow> {
    await db.transaction(async (tx) => {
      await updateRoom(tx, roomId, what);
      await also?.(tx);
    });
    const row = await reload(roomId);
    broadcast(`room:${roomId}`, roomUpdated, { room: presentShared(row) });
    return row;
  }

  return {
    actorIn,

    /** What new rooms begin with. @throws ConvergeError forbidden, for who makes none */
    async defaults(user: User): Promise<Record<Preset, RoomDefaults>> {
      makesRooms(user);
      const [meeting, lesson] = await Promise.all([
        context.defaults('meeting'),
        context.defaults('class'),
      ]);
      return { meeting, class: lesson };
    },

    async create(user: User, body: z.output<typeof CreateRoomBody>): Promise<Room> {
      makesRooms(user);
      const id = newId() as RoomId;
      const preset = body.preset ?? 'meeting';
      const { name = '' } = body;
      const defaults = await context.defaults(preset);
      const access = body.access ?? defaults.access;
      const door = body.door ?? defaults.door;
      const policy = { ...defaults.policy, ...given(body.policy ?? {}) };
      const ownerId = user.person.id;
      await db.transaction((tx) =>
        insertRoom(tx, { id, name, preset, access, door, policy, ownerId }),
      );
      return presentRoom(await reload(id), 'owner', null);
    },

    /**
     * Another room, of who asks, by the rules of this one. Nobody and nothing that was said comes along.
     * @throws ConvergeError room_full, where its files don't fit into a new room
     */
    async copy(user: User, roomId: RoomId, body: z.output<typeof CopyRoomBody>): Promise<Room> {
      const { room } = await allowed(user, roomId, 'room.duplicate');
      const { preset, access, door, policy } = room;
      const id = newId() as RoomId;
      const ownerId = user.person.id;
      const copyFiles = body.files ? await files().copying() : null;
      await db.transaction(async (tx) => {
        const name = body.name ?? room.name;
        await insertRoom(tx, { id, name, preset, access, door, policy, ownerId });
        await copyFiles?.(tx, roomId, id, user.person);
      });
      return presentRoom(await reload(id), 'owner', null);
    },

    async listMine({ person: { id }, spaceRole }: User): Promise<ListedRoom[]> {
      const found = await findRoomsOf(db, { id, spaceRole });
      const held = await files().held(found.map(({ row }) => row.id as RoomId));
      return found.map(({ row, actor }) =>
        presentListed(row, actor, { live: liveOf(row.id), holds: held.get(row.id as RoomId) }),
      );
    },

    /** All rooms of the space that are live, the fullest first; for who watches over it. */
    async live(): Promise<LiveRoom[]> {
      const rows = await findRooms(db, calls().liveRooms());
      return rows
        .flatMap((row) => {
          const live = liveOf(row.id);
          return live ? [presentLiveRoom(row, live)] : [];
        })
        .sort((a, b) => b.live.count - a.live.count || a.live.since - b.live.since);
    },

    /** For everybody: those where something is going on come first. */
    async listOpen(): Promise<OpenRoom[]> {
      const shown = (await findOpenRooms(db)).map((row) =>
        presentOpenRoom(row, seenLive(liveOf(row.id), stranger, rulesOf(row))),
      );
      return [...shown.filter(({ live }) => live), ...shown.filter(({ live }) => !live)];
    },

    async get(roomId: RoomId, identity: Identity | null): Promise<Room> {
      const access = await findAccess(roomId, identity);
      if (!access) throw new ConvergeError('room_not_found');
      if (access.removed) throw new ConvergeError('removed');
      assertCan(access, 'room.see');
      const { room, actor, rules } = access;
      return presentRoom(room, actor.roomRole, seenLive(liveOf(roomId), actor, rules));
    },

    /** Changes name, access, door or single values of the policy. */
    update(user: User, roomId: RoomId, body: z.output<typeof UpdateRoomBody>): Promise<Room> {
      return inTurn(roomId, async () => {
        const { actor, room } = await allowed(user, roomId, 'room.configure');
        const { name, access, door } = body;
        const policy = body.policy && given(body.policy);
        const row = await change(roomId, { name, access, door, policy }, async (tx) => {
          if (room.door === 'open' && door !== undefined && door !== 'open') {
            await markBelonging(tx, roomId);
            // Those inside are in, also when they come back after a lost line or a reload.
            await markAdmitted(tx, roomId, calls().inside(roomId));
          }
          for (const note of notesOf(user, room, { access, door, policy })) {
            await insertAudit(tx, roomId, note);
          }
        });
        calls().rulesChanged(roomId, rulesOf(row));
        return presentRoom(row, actor.roomRole, liveOf(roomId));
      });
    },

    /** What the room holds stays and can be read; a running call ends. */
    archive(user: User, roomId: RoomId): Promise<Room> {
      return inTurn(roomId, async () => {
        const { actor, room } = await allowed(user, roomId, 'room.archive');
        const row = await change(roomId, { state: 'archived' }, (tx) =>
          insertSpaceAct(tx, { by: user.person, act: 'archiveRoom', room }),
        );
        calls().end(roomId);
        return presentRoom(row, actor.roomRole, liveOf(roomId));
      });
    },

    restore(user: User, roomId: RoomId): Promise<Room> {
      return inTurn(roomId, async () => {
        const { actor, room } = await allowed(user, roomId, 'room.archive');
        const row = await change(roomId, { state: 'active' }, (tx) =>
          insertSpaceAct(tx, { by: user.person, act: 'restoreRoom', room }),
        );
        return presentRoom(row, actor.roomRole, liveOf(roomId));
      });
    },

    /** Gives the room to somebody who may have rooms; who had it stays as moderator. */
    handOver(user: User, roomId: RoomId, ownerId: PersonId): Promise<Room> {
      return inTurn(roomId, async () => {
        const { actor } = await allowed(user, roomId, 'room.handOver');
        await handOverRooms(context, [roomId], ownerId, user.person);
        return presentRoom(await reload(roomId), actor.roomRole, liveOf(roomId));
      });
    },

    /** Removes the room with everything in it, and everybody from it. */
    remove(user: User, roomId: RoomId): Promise<void> {
      return inTurn(roomId, async () => {
        const { room } = await allowed(user, roomId, 'room.delete');
        await db.transaction(async (tx) => {
          await insertSpaceAct(tx, { by: user.person, act: 'deleteRoom', room });
          await deleteRoom(tx, room);
        });
        calls().end(roomId);
        broadcast(`room:${roomId}`, roomDeleted, { roomId });
        sessions.unsubscribe(`room:${roomId}`);
        sessions.closeGuestsOf(roomId);
      });
    },

    /** Notes that a call began, for lists that show the latest first; whoever was lost before is back. */
    wentLive: (roomId: RoomId, at: number): Promise<void> => noteLive(db, roomId, new Date(at)),

    /** Notes that everybody was lost from the call. */
    callLost: (roomId: RoomId, at: number): Promise<void> =>
      updateRoom(db, roomId, { lostAt: new Date(at) }),

    lostCalls: () => findLost(db),

    /** Keeps what there is to say of a call by now. With a deleted room it goes too. */
    async keepReport(roomId: RoomId, report: CallReport, running: boolean): Promise<void> {
      if (await findRoom(db, roomId)) await keepReport(db, roomId, report, running);
    },

    /** Takes somebody's place in the room away: a guest's key, or a member's right to be in it. */
    async expel(roomId: RoomId, person: { id: PersonId; kind: 'user' | 'guest' }): Promise<void> {
      await db.transaction(async (tx) => {
        if (person.kind === 'guest') await removeGuest(tx, roomId, person.id);
        else await removeMember(tx, roomId, person.id);
        await files().giveUpUploads(tx, roomId, [person.id]);
      });
      calls().expelled(roomId, person.id);
      sessions.unsubscribe(`room:${roomId}`, person.id);
      sessions.unsubscribe(`lobby:${roomId}`, person.id);
      sessions.unsubscribe(`questions:${roomId}`, person.id);
      if (person.kind === 'guest') sessions.closePerson(person.id);
    },
  };

  async function allowed(
    user: User,
    roomId: RoomId,
    action: 'room.configure' | 'room.duplicate' | 'room.archive' | 'room.delete' | 'room.handOver',
  ) {
    const access = await actorIn(roomId, user);
    assertCan(access, action);
    return access;
  }
}

/** What of a change goes to the audit log: what was set to something else than before. */
function notesOf(
  { person: by }: User,
  room: RoomRow,
  {
    access,
    door,
    policy,
  }: {
    access: Room['access'] | undefined;
    door: Room['door'] | undefined;
    policy?: Partial<Policy> | undefined;
  },
): AuditNote[] {
  const changed = Object.entries(policy ?? {}).filter(
    ([capability, value]) => room.policy[capability as Capability] !== value,
  );
  return [
    ...(changed.length > 0
      ? [{ by, action: 'policy' as const, details: Object.fromEntries(changed) }]
      : []),
    ...(access !== undefined && access !== room.access
      ? [{ by, action: 'access' as const, details: { access } }]
      : []),
    ...(door !== undefined && door !== room.door
      ? [{ by, action: 'door' as const, details: { door } }]
      : []),
  ];
}

/** A partial policy without keys that are there but undefined. */
const given = (policy: { [K in keyof Policy]?: Policy[K] | undefined }): Partial<Policy> =>
  Object.fromEntries(Object.entries(policy).filter(([, value]) => value !== undefined));
