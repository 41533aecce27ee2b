import type { Quality } from '@converge/protocol/quality';
import type { CallStatistics } from '@converge/protocol/realtime/call';
import { expect, test } from 'vitest';
import { callOf, participant, participantId } from '../model/fixtures.ts';
import { peopleOf } from '../model/people.ts';
import {
  atFirst,
  type Column,
  columns,
  fileColumns,
  fileOf,
  orderedBy,
  rowsOf,
  sorted,
} from './model.ts';

const poor: Quality = { level: 'poor', reason: 'sending' };
const people = peopleOf({
  call: callOf([
    participant(1, { quality: { level: 'good', reason: null } }),
    participant(2, { quality: poor }),
    participant(3, { presence: 'away' }),
  ]),
  me: participantId(1),
  own: { microphone: true, camera: false, screen: false },
  rules: { state: 'active', access: 'link', door: 'open', policy: callOf([]).policy },
  compare: (a, b) => a.localeCompare(b),
});

const numbers = (n: number, roundTrip: number): CallStatistics['participants'][number] => ({
  participantId: participantId(n),
  joinedAt: 1_000 * n,
  since: 1_000 * n,
  latest: {
    at: 5_000,
    report: {
      sent: { bitrate: 900_400, loss: 0.123, jitter: null },
      received: { bitrate: 100 * n, loss: null, jitter: 4.4 },
      roundTrip,
      limited: null,
      broken: false,
      route: { to: 'sfu', protocol: 'udp', relay: null },
    },
  },
  address: `192.0.2.${n}`,
  browser: 'Firefox',
  system: 'Linux',
  devices: n === 1 ? { microphone: 'Headset', camera: null, speaker: 'Headset' } : null,
});

const rows = rowsOf(people, { participants: [numbers(1, 30), numbers(2, 200)] });
const by = (column: Column, direction: 'ascending' | 'descending') =>
  sorted(rows, { column, direction }, (a, b) => a.localeCompare(b)).map(({ name }) => name.at(-1));

test('MON-7 who needs help stands first, and each column sorts both ways', () => {
  expect(sorted(rows, atFirst, (a, b) => a.localeCompare(b)).map(({ name }) => name)).toEqual([
    'Person 3',
    'Person 2',
    'Person 1',
  ]);
  expect(by('name', 'ascending')).toEqual(['1', '2', '3']);
  expect(by('name', 'descending')).toEqual(['3', '2', '1']);
  expect(by('roundTrip', 'ascending')).toEqual(['1', '2', '3']);
});

test('MON-7 what isn’t known stands last, whichever way it goes', () => {
  const known: readonly Column[] = ['address', 'browser', 'joined', 'roundTrip', 'loss', 'jitter'];
  for (const column of [...known, 'sends', 'receives'] as const) {
    for (const direction of ['ascending', 'descending'] as const) {
      expect(by(column, direction).at(-1), column).toBe('3');
    }
  }
});

test('MON-7 the same head turns the order round; of numbers the worst come first', () => {
  expect(orderedBy('name', atFirst)).toEqual({ column: 'name', direction: 'ascending' });
  expect(orderedBy('roundTrip', atFirst)).toEqual({ column: 'roundTrip', direction: 'descending' });
  for (const column of columns) {
    const once = orderedBy(column, { column, direction: 'ascending' });
    expect(orderedBy(column, once)).toEqual({ column, direction: 'ascending' });
  }
});

test('MON-6 the file holds the rows with plain numbers, and nothing where nothing is known', () => {
  const head = Object.fromEntries(fileColumns.map((column) => [column, column])) as Parameters<
    typeof fileOf
  >[1]['head'];
  const [first, anna, , away] = fileOf(rows, {
    head,
    state: ({ away }) => (away ? 'away' : 'here'),
    quality: ({ line }) => line.level,
    route: ({ protocol }) => protocol,
  });
  expect(first).toEqual([...fileColumns]);
  const cell = (row: typeof anna, column: (typeof fileColumns)[number]) =>
    row?.[fileColumns.indexOf(column)];
  expect(cell(anna, 'address')).toBe('192.0.2.1');
  expect(cell(anna, 'sentLossPercent')).toBe(12.3);
  expect(cell(anna, 'sendsKbit')).toBe(900);
  expect(cell(anna, 'microphone')).toBe('Headset');
  expect(cell(anna, 'camera')).toBeNull();
  expect(cell(away, 'state')).toBe('away');
  expect(cell(away, 'roundTripMs')).toBeNull();
});
