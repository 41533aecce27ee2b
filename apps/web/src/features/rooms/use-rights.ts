import { can, type RoomAction, type SpaceRole } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { useMe } from '../../data/space.ts';

export interface Rights {
  readonly configure: boolean;
  readonly invite: boolean;
  /** To read who came and went, also of an archived room. */
  readonly lookBack: boolean;
  readonly duplicate: boolean;
  readonly archive: boolean;
  readonly delete: boolean;
  readonly audit: boolean;
  /** To see who belongs to it, and who is kept out. */
  readonly people: boolean;
  /** To end its call without being inside. */
  readonly endFromAfar: boolean;
  /** To give it to anybody of the space who may have rooms; for this the list of people is needed. */
  readonly handOver: boolean;
}

/** What somebody may do with a room: decided by the same `can` as at the server (PERM-1). */
export function rightsIn(spaceRole: SpaceRole | null, room: Room): Rights {
  const actor = { spaceRole, roomRole: room.role };
  const may = (action: RoomAction) => can(actor, action, room);
  return {
    configure: may('room.configure'),
    invite: may('room.invite'),
    lookBack: may('room.attendance'),
    duplicate: may('room.duplicate'),
    archive: may('room.archive'),
    delete: may('room.delete'),
    audit: may('room.audit'),
    people: may('room.people'),
    endFromAfar: may('call.end') && can(actor, 'space.manageRooms'),
    handOver: may('room.handOver') && can(actor, 'space.managePeople'),
  };
}

/** The same for whoever is signed in. */
export const useRights = (room: Room): Rights => rightsIn(useMe()?.role ?? null, room);

/** Whether the signed-in person may make rooms (PERM-7). */
export function useMayCreate(): boolean {
  const me = useMe();
  return can({ spaceRole: me?.role ?? null, roomRole: null }, 'space.createRoom');
}
