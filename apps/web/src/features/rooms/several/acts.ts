/** What can be done with several rooms at once, and with which of them. Pure. */
import type { SpaceRole } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { rightsIn } from '../use-rights.ts';

/** show, hide: on the main page, or only by its link. */
export const acts = ['show', 'hide', 'archive', 'restore', 'delete'] as const;
export type Act = (typeof acts)[number];

/** Those of `rooms` with which it can be done, and in which it changes something. */
export const fitting = (
  act: Act,
  rooms: readonly Room[],
  spaceRole: SpaceRole | null,
): readonly Room[] => rooms.filter((room) => fits(act, room, spaceRole));

function fits(act: Act, room: Room, spaceRole: SpaceRole | null): boolean {
  const rights = rightsIn(spaceRole, room);
  switch (act) {
    case 'show':
      return rights.configure && room.access !== 'open';
    case 'hide':
      return rights.configure && room.access === 'open';
    case 'archive':
      return rights.archive && room.state === 'active';
    case 'restore':
      return rights.archive && room.state === 'archived';
    case 'delete':
      return rights.delete;
    default:
      return act satisfies never;
  }
}

/** Whether anything at all can be done with it among others. */
export const isChoosable = (room: Room, spaceRole: SpaceRole | null): boolean =>
  acts.some((act) => fits(act, room, spaceRole));

/** Whether one is asked first: what can't be taken back, and what ends a call. */
export const isAsked = (act: Act, rooms: readonly Room[]): boolean =>
  act === 'delete' || (act === 'archive' && rooms.some(({ live }) => live !== null));
