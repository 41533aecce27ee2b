import { expect, test } from 'vitest';
import { listOf, rowsOf, textOf } from './read-list.ts';

const ann = { name: 'Ann Lee', email: 'ann@example.org', role: '' };

test('ADMIN-7 lists of schools and spreadsheets are read: heads, separators, quotes', () => {
  const files = [
    'name,email\nAnn Lee,ann@example.org\n',
    '\ufeffEmail;Full name\r\nann@example.org;"Ann Lee"\r\n\r\n;;\r\n',
    'Фамилия\tИмя\tПочта\nLee\tAnn\tann@example.org',
    'Ann Lee,ann@example.org',
    'ann@example.org;Ann Lee',
  ];
  for (const file of files) {
    const [row] = rowsOf(file);
    expect({ ...row, name: row?.name.replace('Lee Ann', 'Ann Lee') }, file).toEqual(ann);
    expect(rowsOf(file), file).toHaveLength(1);
  }
});

test('ADMIN-7 roles are understood in three languages; what isn’t stays for the server to name', () => {
  const rows = rowsOf(
    'name,email,role\nA,a@x.org,Teacher\nB,b@x.org,ученик\nC,c@x.org,ВЧИТЕЛЬ\nD,d@x.org,boss\nE,e@x.org',
  );
  expect(rows.map(({ role }) => role)).toEqual(['teacher', 'member', 'teacher', 'boss', '']);
});

test('ADMIN-7 a row without an address stays a row, so that its fault is shown where it is', () => {
  expect(rowsOf('name,email\nAnn,\n,b@x.org')).toEqual([
    { name: 'Ann', email: '', role: '' },
    { name: '', email: 'b@x.org', role: '' },
  ]);
  expect(rowsOf('just one cell')).toEqual([{ name: '', email: 'just one cell', role: '' }]);
  for (const nothing of ['', ' \n;;\n', ',,\r\n']) expect(rowsOf(nothing)).toEqual([]);
});

test('Cyrillic of spreadsheets is read in either encoding', () => {
  const utf8 = new TextEncoder().encode('Имя').buffer;
  expect(textOf(utf8 as ArrayBuffer)).toBe('Имя');
  expect(textOf(new Uint8Array([0xc8, 0xec, 0xff]).buffer)).toBe('Имя');
});

test('what is saved for a spreadsheet runs nothing in it', () => {
  expect(listOf([['=1+1', 'a,b']])).toBe('\ufeff"\'=1+1","a,b"');
});
