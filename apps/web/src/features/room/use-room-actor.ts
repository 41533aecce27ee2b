import { createValue, derive, type Value } from '@converge/client/state/value';
import type { Grants, RoomRole, SpaceRole } from '@converge/protocol/permissions';
import { useMemo } from 'react';
import type { CallSession } from '../../data/call-session.ts';
import { useMe } from '../../data/space.ts';
import { useValue } from '../../data/use-value.ts';

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

/** What one was given or refused in the call one is in; of oneself this alone concerns the room. */
export function useOwnGrants(session: CallSession | null): Grants | undefined {
  const self = session?.call.self;
  const grants = useMemo(() => (self ? derive([self], (me) => me?.grants) : nothing), [self]);
  return useValue(grants);
}

const nothing: Value<Grants | undefined> = createValue<Grants | undefined>(undefined);
