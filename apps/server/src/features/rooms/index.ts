/** Rooms: what other parts of the server may use of them. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { IceKind } from '@converge/protocol/rest/ice';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/client.ts';
import type { ReachedByHttps } from '../../platform/https.ts';
import { createKeyedQueue } from '../../platform/keyed-queue.ts';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type {
  Broadcast,
  Handler,
  Identity,
  LinesAhead,
  Sessions,
} from '../../platform/realtime/ports.ts';
import type { App } from '../../platform/web.ts';
import { avatarPath, type Identify } from '../auth/index.ts';
import { assertCan, createActorIn, createFindAccess } from './access.ts';
import { createAdminRooms } from './admin-rooms.ts';
import { createAskers } from './asker.ts';
import { registerAttendanceRoutes } from './attendance.routes.ts';
import { markOldBans } from './bans.repo.ts';
import type { RoomsContext } from './context.ts';
import { noFiles, type RoomFiles } from './files.port.ts';
import { createGuesses } from './guesses.ts';
import { registerInviteRoutes } from './invites.routes.ts';
import { createInvitesService } from './invites.service.ts';
import { registerJoinRoutes } from './join.routes.ts';
import { createJoinService } from './join.service.ts';
import { type LiveCalls, type MediaCapabilities, noCalls } from './live.port.ts';
import { bearLostAnswers } from './lost-answers.ts';
import { findPeople } from './members.repo.ts';
import { registerModerationRoutes } from './moderation.routes.ts';
import { guardNetworks } from './network-guard.ts';
import { createMarkNetwork } from './network-mark.ts';
import { createOldGuests, type GuestTraces } from './old-guests.ts';
import { createPastCalls } from './past-calls.ts';
import { closeReports } from './reports.repo.ts';
import { createRightsService } from './rights.service.ts';
import { registerRoomPeopleRoutes } from './room-people.routes.ts';
import { createRoomPeopleService } from './room-people.service.ts';
import { createRoomHandlers, type FirstLook } from './rooms.events.ts';
import { registerRoomRoutes } from './rooms.routes.ts';
import { createRoomsService } from './rooms.service.ts';

export { type ActorIn, assertCan } from './access.ts';
export type { AdminRooms } from './admin-rooms.ts';
export { type AuditNote, insertAudit, insertSpaceAct } from './audit.repo.ts';
export type { RoomFiles } from './files.port.ts';
export type { LiveCalls, MediaCapabilities } from './live.port.ts';
export type { RoomPerson } from './members.repo.ts';
export type { GuestTraces } from './old-guests.ts';
export type { GrantChange } from './rights.service.ts';
export type { FirstLook } from './rooms.events.ts';
export { rooms as roomsTable } from './rooms.tables.ts';

export interface RoomsOptions {
  readonly db: Db;
  readonly clock: Clock;
  readonly identify: Identify;
  readonly broadcast: Broadcast;
  readonly sessions: Sessions;
  readonly ahead: LinesAhead;
  readonly media: MediaCapabilities;
  /** What the space has of ICE servers. */
  readonly ice: IceKind;
  readonly defaults: RoomsContext['defaults'];
  /** By which networks are marked; another one, and bans of networks hold no longer. */
  readonly networkSecret: string;
}

export type Rooms = ReturnType<typeof createRooms>;

export function createRooms(options: RoomsOptions) {
  const { db, clock, broadcast, sessions, ahead } = options;
  let calls: LiveCalls = noCalls;
  let files: RoomFiles = noFiles;
  const findAccess = createFindAccess(db);
  const actorIn = createActorIn(findAccess);
  const context: RoomsContext = {
    ...{ db, clock, broadcast, sessions, ahead, findAccess, actorIn },
    defaults: options.defaults,
    markNetwork: createMarkNetwork(options.networkSecret),
    calls: () => calls,
    files: () => files,
    inTurn: createKeyedQueue(),
  };
  const askers = createAskers(db, options.identify, context.markNetwork);
  const rooms = createRoomsService(context);
  const rights = createRightsService(context);
  const people = createRoomPeopleService(context, rights);
  const invites = createInvitesService(context);
  const pastCalls = createPastCalls(context);
  const join = bearLostAnswers(
    createJoinService(context, { askers, media: options.media, ice: options.ice }),
    context.clock,
  );

  return {
    /** What somebody is in a room; see `ActorIn`. */
    actorIn,
    /** Whose cookies these are, coming from this network: the account's, else the guest's of this room. */
    identifyFrom: askers.comingFrom,
    /** Who belongs to a room. */
    peopleOf: (roomId: RoomId) => findPeople(db, roomId),

    /** Guests who weren't here for long, as far as they left nothing of this kind. */
    oldGuests: (traces: readonly GuestTraces[]) => createOldGuests(db, traces),

    /** All rooms that are live; for who watches over the space. */
    live: rooms.live,
    /** What admins do with all of them. */
    forAdmins: createAdminRooms(context),

    /** What the calls ask of the rooms. */
    forCalls: {
      /** @throws ConvergeError room_not_found, room_archived, forbidden, removed */
      async access(roomId: RoomId, identity: Identity) {
        const access = await actorIn(roomId, identity);
        assertCan(access, 'call.join');
        return { actor: access.actor, rules: access.rules, floor: access.floor };
      },
      wentLive: rooms.wentLive,
      keepReport: rooms.keepReport,
      expel: rooms.expel,
      grant: rights.grant,
      appoint: rights.appoint,
      handOver: rights.handOver,
      ban: (roomId: RoomId, by: Person, target: Person, networks: readonly string[]) =>
        rights.ban(
          roomId,
          by,
          target,
          networks.map((network) => context.markNetwork(roomId, network)),
        ),
      admit: rights.admit,
      changePolicy: rights.changePolicy,
      note: rights.note,
      callOver: rights.callOver,
      callLost: rooms.callLost,
      lostCalls: rooms.lostCalls,
    },

    /** Closes what a server that was killed has left open, and hides what an older one left bare. */
    async recover(): Promise<void> {
      await closeReports(db);
      await markOldBans(db, context.markNetwork);
    },

    /** From now on the rooms know what lies in them. */
    attachFiles(held: RoomFiles): void {
      files = held;
    },

    /** From now on the rooms know which calls run. */
    attachCalls(running: LiveCalls): void {
      calls = running;
    },

    /** An account got another name or picture: its connections and calls show it. */
    accountChanged({ id, name, image }: { id: string; name: string; image: string | null }): void {
      const person: Person = {
        ...{ id: id as PersonId, kind: 'user', name },
        avatar: avatarPath(image),
      };
      sessions.rename(person);
      calls.renamed(person);
    },

    handlers: (conversation: FirstLook): Handler[] =>
      createRoomHandlers(rooms, () => calls, conversation),

    registerRoutes(
      app: App,
      deps: { reachedByHttps: ReachedByHttps; rateLimits: RateLimits },
    ): void {
      guardNetworks(app, askers);
      registerRoomRoutes(app, { rooms, askers, ...deps });
      registerAttendanceRoutes(app, { pastCalls, askers });
      registerInviteRoutes(app, { invites, askers });
      registerModerationRoutes(app, { rights, askers });
      registerRoomPeopleRoutes(app, { people, askers });
      const guesses = createGuesses(context, { askers, rateLimits: deps.rateLimits });
      registerJoinRoutes(app, { join, guesses, ...deps });
    },
  };
}
