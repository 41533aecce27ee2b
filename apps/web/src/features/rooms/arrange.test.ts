import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import { presetPolicies } from '@converge/protocol/permissions';
import type { Room } from '@converge/protocol/rest/rooms';
import { expect, test } from 'vitest';
import { makeFormat } from '../../i18n/format.ts';
import { arrange, arrangeOpen, sidebarRooms } from './arrange.ts';
import { codeOf } from './code-of.ts';

const { compare } = makeFormat('en');

const room = (name: string, more: Partial<Room> = {}): Room => ({
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
  ...more,
});
const names = (rooms: readonly { name: string }[]) => rooms.map(({ name }) => name);
const all = { show: 'active', order: 'live', query: '' } as const;

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
  const sorted = arrange(rooms, { ...all, order: 'name' }, compare);
  expect(names(sorted)).toEqual(['Choir', 'Physics 9', 'Physics 10', 'Ёлка']);
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
  ['two words!', null],
  ['', null],
])('the code in what was typed: %s', (typed, code) => {
  expect(codeOf(typed)).toBe(code);
});
