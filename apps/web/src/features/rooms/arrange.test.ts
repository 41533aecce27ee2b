import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { ListedRoom } from '@converge/protocol/rest/rooms';
import { expect, test } from 'vitest';
import { makeFormat } from '../../i18n/format.ts';
import {
  arrange,
  type Column,
  columns,
  directionOf,
  liveFirst,
  type Order,
  orderText,
  readOrder,
  sidebarRooms,
  turned,
} from './arrange.ts';
import { arrangeOpen } from './arrange-open.ts';
import { codeOf } from './code-of.ts';

const { compare } = makeFormat('en');

const room = (name: string, more: Partial<ListedRoom> = {}): ListedRoom => ({
  id: `id-${name}` as RoomId,
  code: `code-${name.length}` as JoinCode,
  name,
  preset: 'meeting',
  access: 'link',
  door: 'open',
  state: 'active',
  policy: presetPolicies.meeting,
  owner: { id: 'p' as PersonId, name: 'Олена' },
  role: 'owner',
  createdAt: 0,
  lastLiveAt: null,
  live: null,
  held: { files: 0, bytes: 0 },
  ...more,
});
const names = (rooms: readonly { name: string }[]) => rooms.map(({ name }) => name);
const all = { show: 'active', order: liveFirst, query: '' } as const;
const by = (column: Column, reversed = false): Order => ({ by: column, reversed });

const rooms = [
  room('Physics 10', { createdAt: 3 }),
  room('Physics 9', { createdAt: 1, lastLiveAt: 9 }),
  room('Choir', { live: { since: 1, count: 2 } }),
  room('Ёлка', { live: { since: 1, count: 20 } }),
  room('Old', { state: 'archived' }),
];

test('live rooms come first, the fullest at the top, then what was used last', () => {
  expect(names(arrange(rooms, all, compare))).toEqual(['Ёлка', 'Choir', 'Physics 9', 'Physics 10']);
});

test('by name, numbers count as numbers', () => {
  const sorted = arrange(rooms, { ...all, order: by('name') }, compare);
  expect(names(sorted)).toEqual(['Choir', 'Physics 9', 'Physics 10', 'Ёлка']);
});

const shelf = [
  room('Big', { held: { files: 2, bytes: 900 }, createdAt: 2, access: 'open', preset: 'class' }),
  room('Small', { held: { files: 9, bytes: 10 }, createdAt: 3, access: 'private' }),
  room('Unknown', { held: null, createdAt: 1, access: 'link' }),
];

test.each<[Column, string[], string[]]>([
  ['name', ['Big', 'Small', 'Unknown'], ['Unknown', 'Small', 'Big']],
  ['kind', ['Small', 'Unknown', 'Big'], ['Big', 'Small', 'Unknown']],
  ['access', ['Big', 'Unknown', 'Small'], ['Small', 'Unknown', 'Big']],
  ['made', ['Small', 'Big', 'Unknown'], ['Unknown', 'Big', 'Small']],
  ['live', ['Small', 'Big', 'Unknown'], ['Unknown', 'Big', 'Small']],
  // What one may not know stands last, both ways.
  ['files', ['Big', 'Small', 'Unknown'], ['Small', 'Big', 'Unknown']],
])('ROOM-12 by %s, and the other way round', (column, down, up) => {
  expect(names(arrange(shelf, { ...all, order: by(column) }, compare))).toEqual(down);
  expect(names(arrange(shelf, { ...all, order: by(column, true) }, compare))).toEqual(up);
});

test('a second click on a head turns its column round, another begins its own way', () => {
  const once = turned(liveFirst, 'files');
  expect([once, directionOf(once)]).toEqual([by('files'), 'descending']);
  const twice = turned(once, 'files');
  expect([twice, directionOf(twice)]).toEqual([by('files', true), 'ascending']);
  expect(turned(twice, 'name')).toEqual(by('name'));
  expect(directionOf(by('name'))).toBe('ascending');
});

test('an order is read from the address as it was written there', () => {
  for (const reversed of [false, true]) {
    for (const column of columns) {
      expect(readOrder(orderText(by(column, reversed)))).toEqual(by(column, reversed));
    }
  }
  for (const wrong of [null, '', '-', 'size', '--name']) expect(readOrder(wrong)).toBeNull();
});

test('ROOM-8 a live room whose number isn’t told still stands before quiet ones', () => {
  const unseen = room('Lobby', { live: { since: 1, count: null } });
  expect(names(arrange([room('A'), unseen], all, compare))).toEqual(['Lobby', 'A']);
});

test('archived rooms stand apart', () => {
  expect(names(arrange(rooms, { ...all, show: 'archived' }, compare))).toEqual(['Old']);
});

test.each([
  ['елка', ['Ёлка']],
  ['PHYS 10', ['Physics 10']],
  ['олена chOir', ['Choir']],
  ['nothing', []],
])('a search for %s finds every word, whatever its case and accents', (query, found) => {
  expect(names(arrange(rooms, { ...all, query }, compare))).toEqual(found);
});

test('the sidebar lists live rooms apart and leaves archived ones out', () => {
  const { live, quiet } = sidebarRooms(rooms, compare);
  expect(names(live)).toEqual(['Ёлка', 'Choir']);
  expect(names(quiet)).toEqual(['Physics 9', 'Physics 10']);
});

test('open rooms leave out those one belongs to', () => {
  const open = ['Choir', 'Club', 'Band'].map((name) => ({ ...room(name), owner: 'x' }));
  const [, , band] = open;
  if (band) band.live = { since: 1, count: 1 };
  expect(names(arrangeOpen(open, rooms, compare))).toEqual(['Band', 'Club']);
});

test.each([
  ['kuzo-mira-tel', 'kuzo-mira-tel'],
  ['  kuzo mira tel ', 'kuzo-mira-tel'],
  ['http://10.0.0.4:8080/join/kuzo-mira-tel?x=1', 'kuzo-mira-tel'],
  ['Come to https://meet.example/join/kuzo-mira-tel.', 'kuzo-mira-tel'],
  ['«kuzo-mira-tel»,', 'kuzo-mira-tel'],
  ['http://10.0.0.4/join/дом-на-горе', null],
  ['kuzo@mira', null],
  ['', null],
])('the code in what was typed: %s', (typed, code) => {
  expect(codeOf(typed)).toBe(code);
});
