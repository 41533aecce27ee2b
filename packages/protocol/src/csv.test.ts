import { expect, test } from 'vitest';
import { fileName, momentCells, toCsv } from './csv.ts';

/** The rows again, as RFC 4180 reads them; `separator` as some spreadsheets have it. */
function read(text: string, separator = ','): string[][] {
  const rows: string[][] = [];
  const row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (sign === '"' && cell === '') quoted = true;
    else if (sign === separator || sign === '\n') {
      row.push(cell);
      cell = '';
      if (sign === '\n') rows.push(row.splice(0));
    } else if (sign !== '\r') cell += sign;
  }
  return rows;
}

test('MON-6 quotes, commas, semicolons and line ends come back as they were', () => {
  const rows = [
    ['Name', 'Says'],
    ['Анна "Аня" Іванівна', 'a, b; c'],
    ['山田', 'one\r\ntwo'],
    [' spaced ', ''],
  ];
  expect(read(toCsv(rows))).toEqual(rows);
});

test('MON-6 numbers stay numbers, what is not known is empty, and spreadsheets see UTF-8', () => {
  const text = toCsv([['n', -5, 0.25, null, Number.NaN]]);
  expect(text).toBe('\uFEFFn,-5,0.25,,\r\n');
});

const attacks = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '  =1',
  '＝1+1',
  '＠a',
  'x;=1',
  'x,=HYPERLINK("http://a.example")',
  'x"\n=1',
  '"=1',
  '";=1;"',
];
test.each(attacks)('MON-6 no cell begins a formula: %j', (attack) => {
  const text = toCsv([
    ['Name', attack],
    [attack, 'end'],
  ]);
  for (const separator of [',', ';', '\t']) {
    const cells = read(text, separator).flat();
    expect(cells.filter((cell) => /^\s*[=+\-@＝＋－＠]/.test(cell))).toEqual([]);
  }
});

test.each([
  ['Физика 8б', 'Физика 8б.csv'],
  ['物理 3/4: "A"', '物理 3 4 A.csv'],
  ['../../etc/passwd', 'etc passwd.csv'],
  ['a\u202Evsc.exe', 'a vsc.exe.csv'],
  ['   ', 'table.csv'],
  ['э'.repeat(300), `${'э'.repeat(60)}.csv`],
])('MON-6 a file may be named in any script: %j', (words, name) => {
  expect(fileName(words, 'csv')).toBe(name);
});

test('MON-6 a moment is written the same way everywhere, in the zone that is wanted', () => {
  const at = Date.UTC(2026, 10, 27, 22, 5, 33);
  expect(momentCells('UTC')(at)).toBe('2026-11-27 22:05:33');
  expect(momentCells('Europe/Kyiv')(at)).toBe('2026-11-28 00:05:33');
});
