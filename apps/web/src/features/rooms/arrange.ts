/** Which rooms are shown, and in what order. Pure. */
import type { OpenRoom, Room } from '@converge/protocol/rest/rooms';
import { roomName } from './room-words.ts';

export const shows = ['active', 'live', 'archived'] as const;
export type Show = (typeof shows)[number];
export const orders = ['live', 'name', 'newest'] as const;
export type Order = (typeof orders)[number];

type Compare = (a: string, b: string) => number;

/** Those of `rooms` that fit, best first. `query` looks into names, codes and owners. */
export function arrange(
  rooms: readonly Room[],
  { show, order, query }: { show: Show; order: Order; query: string },
  compare: Compare,
): Room[] {
  const wanted = fold(query).split(' ').filter(Boolean);
  return rooms
    .filter((room) => shown(room, show))
    .filter((room) => {
      const text = fold(`${room.name} ${room.code} ${room.owner.name}`);
      return wanted.every((word) => text.includes(word));
    })
    .sort((a, b) => inOrder(order, a, b, compare));
}

function shown(room: Room, show: Show): boolean {
  if (show === 'archived') return room.state === 'archived';
  return room.state === 'active' && (show === 'active' || room.live !== null);
}

function inOrder(order: Order, a: Room, b: Room, compare: Compare): number {
  const byName = compare(roomName(a), roomName(b));
  switch (order) {
    case 'name':
      return byName;
    case 'newest':
      return b.createdAt - a.createdAt || byName;
    case 'live':
      // Live ones by how many are inside; the others by when they were used last, or made.
      return (
        Number(b.live !== null) - Number(a.live !== null) ||
        (b.live?.count ?? 0) - (a.live?.count ?? 0) ||
        lastUse(b) - lastUse(a) ||
        byName
      );
  }
}

const lastUse = (room: Room): number => Math.max(room.lastLiveAt ?? 0, room.createdAt);

/** How many quiet rooms the sidebar lists; the page has the rest. */
const sidebarMax = 30;

/** The sidebar's two lists: what is live, and the other active rooms by name. */
export function sidebarRooms(
  rooms: readonly Room[],
  compare: Compare,
): { live: Room[]; quiet: Room[] } {
  const active = rooms.filter((room) => room.state === 'active');
  return {
    live: arrange(active, { show: 'live', order: 'live', query: '' }, compare),
    quiet: active
      .filter((room) => !room.live)
      .sort((a, b) => compare(roomName(a), roomName(b)))
      .slice(0, sidebarMax),
  };
}

/** Open rooms, live and full ones first; those one belongs to are left out. */
export function arrangeOpen(
  open: readonly OpenRoom[],
  mine: readonly Room[],
  compare: Compare,
): OpenRoom[] {
  const known = new Set(mine.map((room) => room.id));
  return open
    .filter((room) => !known.has(room.id))
    .sort(
      (a, b) =>
        Number(b.live !== null) - Number(a.live !== null) ||
        (b.live?.count ?? 0) - (a.live?.count ?? 0) ||
        compare(roomName(a), roomName(b)),
    );
}

/** Upper and lower case, accents and ё/е are the same when one searches. */
const fold = (text: string): string =>
  text.toLocaleLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').trim();
