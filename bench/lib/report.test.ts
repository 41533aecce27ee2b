import { expect, test } from 'vitest';
import { renderTable, show } from './report.ts';

test('numbers are shown with the digits that say something', () => {
  expect(show(12_345)).toBe('12,345');
  expect(show(1234.56)).toBe('1,235');
  expect(show(1.23456)).toBe('1.23');
  expect(show(0.000123456)).toBe('0.000123');
  expect(show(Number.NaN)).toBe('–');
});

test('a table lines up', () => {
  const table = renderTable({ title: 't', columns: ['a', 'b'], rows: [['long name', 1]] });
  expect(table.split('\n')).toEqual(['t', 'a          b', '---------  -', 'long name  1']);
});
