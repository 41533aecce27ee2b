/** Rooms as they go out: to their people, to visitors of the main page, to listeners. */
import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import {
  type Actor,
  can,
  moderates,
  type RoomRole,
  type RoomRules,
} from '@converge/protocol/permissions';
import type { PayloadOf } from '@converge/protocol/realtime/define';
import type { roomUpdated } from '@converge/protocol/realtime/room';
import type { LiveRoom } from '@converge/protocol/rest/health';
import type { ListedRoom, Live, LiveSeen, OpenRoom, Room } from '@converge/protocol/rest/rooms';
import { type RoomRow, rulesOf } from './access.ts';
import type { RoomHolds } from './files.port.ts';

type Shared = PayloadOf<typeof roomUpdated>['room'];

/** Somebody who only looks at the main page. */
export const stranger: Actor = { spaceRole: null, roomRole: null };

/**
 * What `actor` hears of a call that goes on: before a door that isn't open that it
 * does, so that one knows when to knock, and not how many are inside (SPEC ROOM-8).
 * The one place that decides it.
 */
export function seenLive(live: Live | null, actor: Actor, rules: RoomRules): LiveSeen | null {
  if (!live || rules.door === 'open' || can(actor, 'chat.read', rules)) return live;
  return { since: live.since, count: null };
}

/** How much lies in a room, as far as `actor` reads it; null: nothing of it is theirs to know. */
function seenHeld(holds: RoomHolds | undefined, actor: Actor, rules: RoomRules) {
  if (!can(actor, 'files.read', rules)) return null;
  const seen = moderates(actor) ? holds?.all : holds?.shared;
  return seen ?? { files: 0, bytes: 0 };
}

/** What is the same for everybody inside. */
export const presentShared = (row: RoomRow): Shared => ({
  id: row.id as RoomId,
  code: row.code as JoinCode,
  name: row.name,
  preset: row.preset,
  access: row.access,
  door: row.door,
  state: row.state,
  policy: row.policy,
  owner: { id: row.ownerId as PersonId, name: row.ownerName },
  createdAt: row.createdAt.getTime(),
  lastLiveAt: row.lastLiveAt?.getTime() ?? null,
});

export const presentRoom = (row: RoomRow, role: RoomRole | null, live: LiveSeen | null): Room => ({
  ...presentShared(row),
  role,
  live,
});

/** For a list of `actor`'s. */
export function presentListed(
  row: RoomRow,
  actor: Actor,
  { live, holds }: { readonly live: Live | null; readonly holds: RoomHolds | undefined },
): ListedRoom {
  const rules = rulesOf(row);
  return {
    ...presentRoom(row, actor.roomRole, seenLive(live, actor, rules)),
    held: seenHeld(holds, actor, rules),
  };
}

export const presentOpenRoom = (row: RoomRow, live: LiveSeen | null): OpenRoom => ({
  id: row.id as RoomId,
  code: row.code as JoinCode,
  name: row.name,
  preset: row.preset,
  owner: row.ownerName,
  live,
});

export const presentLiveRoom = (row: RoomRow, live: Live): LiveRoom => ({
  id: row.id as RoomId,
  code: row.code as JoinCode,
  name: row.name,
  owner: row.ownerName,
  live,
});
