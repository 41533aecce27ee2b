/** Who came and went in a room's calls, as a table (SPEC ATT). Pure. */
import { minutesPresent, type Stay } from '@converge/protocol/attendance';
import { type CsvCell, csvLines, momentCells, toCsv } from '@converge/protocol/csv';
import type { CallReport, CallReportPerson, PastCall } from '@converge/protocol/rest/calls';
import type { Locale } from '@converge/protocol/rest/me';
import type { Member } from './members.repo.ts';

/** A call that is over, with all who belonged to the room and didn't come. */
export type WholeCall = Omit<PastCall, 'moreAbsent'>;

/** As many as a page can show; a room for the whole town has more who came once. */
const shownAbsent = 200;

/** The same as a page shows it. */
export const forPage = (call: WholeCall): PastCall => ({
  ...call,
  absent: call.absent.slice(0, shownAbsent),
  moreAbsent: Math.max(0, call.absent.length - shownAbsent),
});

/** Those who belonged to the room during the call and were not there. */
export function absentOf(report: CallReport, members: readonly Member[]): WholeCall['absent'] {
  const came = new Set(report.people.map(({ id }) => id));
  // Of a report without ids nobody can say who is missing.
  if (came.has(null)) return [];
  return members
    .filter(({ since, until }) => since <= report.endedAt && !(until && until <= report.startedAt))
    .filter(({ id }) => !came.has(id))
    .map(({ id, name }) => ({ id, name }));
}

interface Words {
  readonly heads: readonly string[];
  readonly present: string;
  readonly absent: string;
  readonly user: string;
  readonly guest: string;
  readonly file: string;
}

const words: Readonly<Record<Locale, Words>> = {
  en: {
    heads: [
      'Call',
      'Name',
      'Kind',
      'Key',
      'Attendance',
      'Came',
      'Left',
      'Minutes present',
      'Stays',
      'Lost lines',
    ],
    present: 'present',
    absent: 'absent',
    user: 'account',
    guest: 'guest',
    file: 'Attendance',
  },
  ru: {
    heads: [
      'Звонок',
      'Имя',
      'Кто это',
      'Ключ',
      'Посещение',
      'Пришёл',
      'Ушёл',
      'Минут в звонке',
      'Когда был',
      'Обрывов связи',
    ],
    present: 'был',
    absent: 'не был',
    user: 'учётная запись',
    guest: 'гость',
    file: 'Посещаемость',
  },
  uk: {
    heads: [
      'Дзвінок',
      'Ім’я',
      'Хто це',
      'Ключ',
      'Відвідування',
      'Прийшов',
      'Пішов',
      'Хвилин у дзвінку',
      'Коли був',
      'Обривів зв’язку',
    ],
    present: 'був',
    absent: 'не був',
    user: 'обліковий запис',
    guest: 'гість',
    file: 'Відвідуваність',
  },
};

/** What the file is called, without the room's name. */
export const attendanceWord = (language: Locale): string => words[language].file;

export interface AttendanceStyle {
  readonly language: Locale;
  readonly timeZone: string;
}

/** The file, piece by piece, so that the lessons of years take no more memory than a page of them. */
export async function* writtenAttendance(
  pages: AsyncIterable<readonly WholeCall[]> | Iterable<readonly WholeCall[]>,
  style: AttendanceStyle,
): AsyncGenerator<string> {
  yield toCsv([words[style.language].heads]);
  for await (const calls of pages) yield csvLines(attendanceRows(calls, style));
}

/** A row for each person of each call, and one for each who was absent. */
export function attendanceRows(calls: readonly WholeCall[], style: AttendanceStyle): CsvCell[][] {
  const { present, absent, user, guest } = words[style.language];
  const moment = momentCells(style.timeZone);
  return calls.flatMap((call): CsvCell[][] => [
    ...call.people.map((person) => [
      moment(call.startedAt),
      person.name,
      person.kind === 'guest' ? guest : user,
      keyOf(person.id),
      present,
      moment(person.arrivedAt),
      moment(person.leftAt),
      minutesPresent(person.stays),
      person.stays.map((stay) => span(stay, moment)).join('; '),
      person.reconnects,
    ]),
    ...call.absent.map(({ id, name }) => [
      ...[moment(call.startedAt), name, user, keyOf(id), absent],
      ...[null, null, 0, null, null],
    ]),
  ]);
}

/** Tells two people of the same name apart: ids begin with the time and end by chance. */
const keyOf = (id: CallReportPerson['id']): string | null => id?.slice(-8) ?? null;

const span = ({ from, to }: Stay, moment: (at: number) => string): string =>
  `${moment(from).slice(11)}–${moment(to).slice(11)}`;
