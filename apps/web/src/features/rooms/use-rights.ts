import { can, type RoomAction } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { useMe } from '../../data/space.ts';

export interface Rights {
  readonly configure: boolean;
  readonly invite: boolean;
  readonly lookBack: boolean;
  readonly archive: boolean;
  readonly delete: boolean;
  readonly audit: boolean;
}

/** What the signed-in person may do with the room: decided by the same `can` as at the server (PERM-1). */
export function useRights(room: Room): Rights {
  const me = useMe();
  const actor = { spaceRole: me?.role ?? null, roomRole: room.role };
  const may = (action: RoomAction) => can(actor, action, room);
  return {
    configure: may('room.configure'),
    invite: may('room.invite'),
    lookBack: may('call.statistics'),
    archive: may('room.archive'),
    delete: may('room.delete'),
    audit: may('room.audit'),
  };
}

/** Whether the signed-in person may make rooms (PERM-7). */
export function useMayCreate(): boolean {
  const me = useMe();
  return can({ spaceRole: me?.role ?? null, roomRole: null }, 'space.createRoom');
}
