import { expect, test } from 'vitest';
import { isOutage } from './outage.ts';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

test('a database that is away is told from a fault, also behind what a library made of it', () => {
  expect(isOutage(withCode('ECONNREFUSED'))).toBe(true);
  expect(isOutage(withCode('57P01'))).toBe(true);
  expect(isOutage(withCode('53300'))).toBe(true);
  expect(isOutage(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isOutage(new Error('query failed', { cause: withCode('08006') }))).toBe(true);
  expect(isOutage(withCode('23505'))).toBe(false);
  expect(isOutage(new Error('x is undefined'))).toBe(false);
  expect(isOutage('no error')).toBe(false);
});
