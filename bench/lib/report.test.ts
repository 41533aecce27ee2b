import { afterEach, expect, test } from 'vitest';
import { Report, renderTable, show } from './report.ts';

const exitCode = process.exitCode;
// It is this process's, too.
afterEach(() => {
  process.exitCode = exitCode;
});

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

test('a benchmark that misses one of its targets ends with 1, whatever else it reaches', () => {
  const report = new Report('test');
  report.verdict('loss', '0', '0', true);
  expect(process.exitCode).toBe(exitCode);
  report.verdict('late, p95', '< 400 ms', '512 ms', false);
  report.verdict('faults', 'none', 'none', true);
  expect(process.exitCode).toBe(1);
});
