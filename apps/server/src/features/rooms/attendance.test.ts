import type { CallId, PersonId } from '@converge/protocol/ids';
import type { CallReportPerson } from '@converge/protocol/rest/calls';
import { expect, test } from 'vitest';
import {
  absentOf,
  attendanceRows,
  forPage,
  type WholeCall,
  writtenAttendance,
} from './attendance.ts';

const id = (n: number) => `01a21b00-0000-7000-8000-00000000000${n}` as PersonId;
const minute = 60_000;
const start = Date.UTC(2026, 10, 27, 8);

const person = (n: number, name: string, over: Partial<CallReportPerson> = {}) => ({
  ...{ id: id(n), name, kind: 'guest' as const },
  ...{ arrivedAt: start, leftAt: start + 30 * minute },
  stays: [{ from: start, to: start + 30 * minute }],
  levels: { good: 1, fair: 0, poor: 0, lost: 0 },
  ...{ course: null, reconnects: 0, routes: [] },
  ...over,
});
const callOf = (people: CallReportPerson[], absent: WholeCall['absent'] = []): WholeCall => ({
  ...{ id: 'call' as CallId, startedAt: start, endedAt: start + 45 * minute },
  ...{ byServer: false, people, absent },
});
const member = (n: number, since: number, until: number | null = null) => ({
  ...{ id: id(n), name: `Member ${n}`, since, until },
});

test('ATT-3 absent is who belonged to the room at the time and wasn’t there', () => {
  const call = callOf([person(1, 'Anna')]);
  const members = [
    member(1, 0),
    member(2, 0),
    member(3, start + 10 * minute),
    member(4, start + 50 * minute),
    member(5, 0, start - minute),
    member(6, 0, start + 60 * minute),
  ];
  expect(absentOf(call, members).map(({ name }) => name)).toEqual([
    'Member 2',
    'Member 3',
    'Member 6',
  ]);
  // Nobody is blamed by a report that doesn't say who came.
  expect(absentOf(callOf([person(1, 'Anna', { id: null })]), members)).toEqual([]);
});

test('ATT-3 a page names two hundred of the absent and says how many more there are; the file names all', () => {
  const members = Array.from({ length: 234 }, (_, n) => ({
    ...member(0, 0),
    ...{ id: `absent ${n}` as PersonId, name: `Member ${n}` },
  }));
  const bare = callOf([person(1, 'Anna')]);
  const call = { ...bare, absent: absentOf(bare, members) };
  const shown = forPage(call);
  expect([shown.absent.length, shown.moreAbsent]).toEqual([200, 34]);
  expect(attendanceRows([call], { language: 'en', timeZone: 'UTC' })).toHaveLength(235);
  expect(forPage(bare).moreAbsent).toBe(0);
});

test('ATT-2 the table has one row for each person, in the reader’s zone and language', async () => {
  const anna = person(1, 'Анна', {
    stays: [
      { from: start, to: start + 10 * minute },
      { from: start + 20 * minute, to: start + 30 * minute },
    ],
    reconnects: 2,
  });
  const calls = [callOf([anna, person(2, 'Анна')], [{ id: id(3), name: '=Mallory' }])];
  const style = { language: 'ru', timeZone: 'Europe/Kyiv' } as const;
  const rows = attendanceRows(calls, style);
  expect(rows[0]).toEqual([
    '2026-11-27 10:00:00',
    'Анна',
    'гость',
    '00000001',
    'был',
    '2026-11-27 10:00:00',
    '2026-11-27 10:30:00',
    20,
    '10:00:00–10:10:00; 10:20:00–10:30:00',
    2,
  ]);
  expect(rows[1]?.slice(1, 4)).toEqual(['Анна', 'гость', '00000002']);
  const pieces: string[] = [];
  for await (const piece of writtenAttendance([calls], style)) pieces.push(piece);
  const [heads = '', ...lines] = pieces.join('').trimEnd().split('\r\n');
  expect(heads).toContain('Минут в звонке');
  expect(lines).toHaveLength(rows.length);
  expect(rows.every((row) => row.length === heads.split(',').length)).toBe(true);
  expect(lines.at(-1)).toContain(",'=Mallory,");
});
