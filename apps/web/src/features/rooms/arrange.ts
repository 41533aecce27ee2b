/** Which of one's rooms are shown, and in what order. Pure. */
import { Preset, RoomAccess } from '@converge/protocol/permissions';
import type { ListedRoom, Room } from '@converge/protocol/rest/rooms';
import { type Compare, fullestFirst } from './arrange-open.ts';
import { finder } from './finder.ts';
import { roomName } from './room-words.ts';

export const shows = ['active', 'live', 'archived'] as const;
export type Show = (typeof shows)[number];
export const columns = ['live', 'name', 'kind', 'access', 'files', 'made'] as const;
export type Column = (typeof columns)[number];

/** By which column, and whether the other way round than one begins to read it. */
export interface Order {
  readonly by: Column;
  readonly reversed: boolean;
}

export const liveFirst: Order = { by: 'live', reversed: false };

/** Which way a column runs: names begin with A, what is counted with the most, moments with the latest. */
export function directionOf({ by, reversed }: Order): 'ascending' | 'descending' {
  const rises = by === 'name' || by === 'kind' || by === 'access';
  return rises === reversed ? 'descending' : 'ascending';
}

/** The order after a click on a column's head: its own, and by the next click the other way round. */
export const turned = (order: Order, by: Column): Order => ({
  by,
  reversed: order.by === by && !order.reversed,
});

/** As it stands in the address: `name`, or `-name` for the other way round. */
export const orderText = ({ by, reversed }: Order): string => (reversed ? `-${by}` : by);

/** null: that is no order. */
export function readOrder(text: string | null): Order | null {
  const by = columns.find((column) => column === text?.replace(/^-/, ''));
  return by ? { by, reversed: text?.startsWith('-') ?? false } : null;
}

/** Those of `rooms` that fit, best first. `query` looks into names, codes and owners. */
export function arrange(
  rooms: readonly ListedRoom[],
  { show, order, query }: { show: Show; order: Order; query: string },
  compare: Compare,
): ListedRoom[] {
  const fits = finder(query);
  const turn = order.reversed ? -1 : 1;
  return rooms
    .filter((room) => shown(room, show))
    .filter((room) => fits(`${room.name} ${room.code} ${room.owner.name}`))
    .sort(
      (a, b) =>
        unknownLast(order.by, a, b) ||
        turn * inOrder(order.by, a, b, compare) ||
        compare(roomName(a), roomName(b)),
    );
}

function shown(room: Room, show: Show): boolean {
  if (show === 'archived') return room.state === 'archived';
  return room.state === 'active' && (show === 'active' || room.live !== null);
}

/** Of a room before whose door one stands nobody says how many files it has; it isn't the emptiest. */
const unknownLast = (by: Column, a: ListedRoom, b: ListedRoom): number =>
  by === 'files' ? Number(a.held === null) - Number(b.held === null) : 0;

function inOrder(by: Column, a: ListedRoom, b: ListedRoom, compare: Compare): number {
  switch (by) {
    case 'name':
      return compare(roomName(a), roomName(b));
    case 'kind':
      return presets.indexOf(a.preset) - presets.indexOf(b.preset);
    case 'access':
      return accesses.indexOf(a.access) - accesses.indexOf(b.access);
    case 'files':
      return (
        (b.held?.bytes ?? 0) - (a.held?.bytes ?? 0) || (b.held?.files ?? 0) - (a.held?.files ?? 0)
      );
    case 'made':
      return b.createdAt - a.createdAt;
    case 'live':
      // Live ones by how many are inside; the others by when they were used last, or made.
      return fullestFirst(a, b) || lastUse(b) - lastUse(a);
    default:
      return by satisfies never;
  }
}

const presets = Preset.options;
/** From the widest door to the narrowest. */
const accesses = RoomAccess.options;

const lastUse = (room: Room): number => Math.max(room.lastLiveAt ?? 0, room.createdAt);

/** How many quiet rooms the sidebar lists; the page has the rest. */
const sidebarMax = 30;

/** The sidebar's two lists: what is live, and the other active rooms by name. */
export function sidebarRooms(
  rooms: readonly ListedRoom[],
  compare: Compare,
): { live: Room[]; quiet: Room[] } {
  const active = rooms.filter((room) => room.state === 'active');
  return {
    live: arrange(active, { show: 'live', order: liveFirst, query: '' }, compare),
    quiet: active
      .filter((room) => !room.live)
      .sort((a, b) => compare(roomName(a), roomName(b)))
      .slice(0, sidebarMax),
  };
}
