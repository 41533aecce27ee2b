/**
 * From a file with a list of people to rows: whatever a school's program or a
 * spreadsheet writes. Splitting into cells is papaparse's work (docs/adr/0046).
 */
import type { ImportRow } from '@converge/protocol/rest/people';
import Papa from 'papaparse';

/** Words at the top of a column, in the languages of the interface. */
const heads = {
  email: [
    'email',
    'e-mail',
    'mail',
    'mail address',
    'email address',
    'почта',
    'электронная почта',
    'эл. почта',
    'пошта',
    'електронна пошта',
    'ел. пошта',
    'адрес',
    'адреса',
  ],
  name: ['name', 'full name', 'имя и фамилия', 'фио', 'ученик', 'піб', 'ім’я та прізвище', 'учень'],
  first: ['first name', 'given name', 'имя', 'ім’я'],
  last: ['last name', 'surname', 'family name', 'фамилия', 'прізвище'],
  role: ['role', 'роль'],
} as const;
type Column = keyof typeof heads;

const roles: Readonly<Record<string, 'teacher' | 'member'>> = {
  teacher: 'teacher',
  учитель: 'teacher',
  преподаватель: 'teacher',
  вчитель: 'teacher',
  викладач: 'teacher',
  member: 'member',
  student: 'member',
  pupil: 'member',
  участник: 'member',
  ученик: 'member',
  студент: 'member',
  учасник: 'member',
  учень: 'member',
};

/** The text of a file: UTF-8, else what spreadsheets write in Cyrillic. */
export function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1251').decode(bytes);
  }
}

/** One row for each line that isn't empty; a line of heads says which column is which. */
export function rowsOf(text: string): ImportRow[] {
  const { data } = Papa.parse<string[]>(text, { skipEmptyLines: 'greedy' });
  const lines = data
    .map((cells) => cells.map((cell) => cell.trim()))
    // In a file without anything else the separator can't be found out.
    .filter((cells) => /[^\s;,]/.test(cells.join('')));
  const [first = []] = lines;
  const named = columnsOf(first);
  const columns = named ?? guessed(lines);
  return (named ? lines.slice(1) : lines).map((cells) => {
    const cell = (column: Column) => cells[columns[column] ?? -1]?.slice(0, 400) ?? '';
    const role = cell('role');
    return {
      name: cell('name') || [cell('first'), cell('last')].filter(Boolean).join(' '),
      email: cell('email'),
      role: roles[plain(role)] ?? role,
    };
  });
}

type Columns = Partial<Record<Column, number>>;

const plain = (text: string) => text.toLowerCase().replace(/['ʼ`]/g, '’').trim();

/** null: the first line is somebody already. */
function columnsOf(line: readonly string[]): Columns | null {
  if (line.some((cell) => cell.includes('@'))) return null;
  const columns: Columns = {};
  line.forEach((cell, index) => {
    const column = (Object.keys(heads) as Column[]).find((one) =>
      (heads[one] as readonly string[]).includes(plain(cell)),
    );
    if (column) columns[column] ??= index;
  });
  // "Имя" alone is the whole name.
  if (columns.first !== undefined && columns.last === undefined && columns.name === undefined) {
    columns.name = columns.first;
  }
  return columns.email === undefined ? null : columns;
}

/** Where nothing says so: what has an @ is the address, the first other column the name, the next the role. */
function guessed(lines: readonly (readonly string[])[]): Columns {
  const like = lines.find((cells) => cells.some((cell) => cell.includes('@'))) ?? lines[0] ?? [];
  const email = Math.max(
    0,
    like.findIndex((cell) => cell.includes('@')),
  );
  const [name, role] = like.map((_, index) => index).filter((index) => index !== email);
  return {
    email,
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
  };
}

/** A file of names and their links; cells that a spreadsheet would run are made harmless. */
export const listOf = (rows: readonly (readonly string[])[]): string =>
  // The mark at its beginning tells spreadsheets that it is UTF-8.
  `\ufeff${Papa.unparse(
    rows.map((row) => [...row]),
    { escapeFormulae: true },
  )}`;
