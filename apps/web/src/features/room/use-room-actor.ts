import type { Grants, RoomRole, SpaceRole } from '@converge/protocol/permissions';
import { useMe } from '../../data/space.ts';

/** Oneself, as `can` judges. */
export interface RoomActor {
  readonly spaceRole: SpaceRole | null;
  readonly roomRole: RoomRole | null;
  readonly grants: Grants;
  /** Who sees the room was let in to it; whether to the call that runs, its door says. */
  readonly admitted: 'before';
}

/** `grants` are known while one is in the call. */
export function useRoomActor(role: RoomRole | null, grants: Grants = {}): RoomActor {
  const me = useMe();
  return { spaceRole: me?.role ?? null, roomRole: role, grants, admitted: 'before' };
}
