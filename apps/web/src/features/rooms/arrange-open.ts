/** In what order rooms that are open to everybody are shown; visitors need no more of it. Pure. */
import type { OpenRoom, Room } from '@converge/protocol/rest/rooms';
import { roomName } from './room-words.ts';

/** How the reader's language orders names. */
export type Compare = (a: string, b: string) => number;

/** Open rooms, live and full ones first; those one belongs to are left out. */
export function arrangeOpen(
  open: readonly OpenRoom[],
  mine: readonly Room[],
  compare: Compare,
): OpenRoom[] {
  const known = new Set(mine.map((room) => room.id));
  return open
    .filter((room) => !known.has(room.id))
    .sort((a, b) => fullestFirst(a, b) || compare(roomName(a), roomName(b)));
}

/** Live ones before the others, by how many are inside. */
export const fullestFirst = (a: Pick<OpenRoom, 'live'>, b: Pick<OpenRoom, 'live'>): number =>
  Number(b.live !== null) - Number(a.live !== null) || (b.live?.count ?? 0) - (a.live?.count ?? 0);
