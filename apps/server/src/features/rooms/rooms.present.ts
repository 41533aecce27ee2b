/** Rooms as they go out: to their people, to visitors of the main page, to listeners. */
import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import type { RoomRole } from '@converge/protocol/permissions';
import type { PayloadOf } from '@converge/protocol/realtime/define';
import type { roomUpdated } from '@converge/protocol/realtime/room';
import type { LiveRoom } from '@converge/protocol/rest/health';
import type { Live, OpenRoom, Room } from '@converge/protocol/rest/rooms';
import type { RoomRow } from './access.ts';

type Shared = PayloadOf<typeof roomUpdated>['room'];

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

export const presentRoom = (row: RoomRow, role: RoomRole | null, live: Live | null): Room => ({
  ...presentShared(row),
  role,
  live,
});

export const presentOpenRoom = (row: RoomRow, live: Live | null): OpenRoom => ({
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
