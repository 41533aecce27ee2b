import { expect, test } from 'vitest';
import { makeFormat } from './format.ts';
import { localeOf } from './language.ts';

test('times are written as the region of the reader writes the language', () => {
  expect(localeOf('en', ['de-DE', 'en-GB', 'en-US'])).toBe('en-GB');
  expect(localeOf('ru', ['en-GB'])).toBe('ru');
  const evening = new Date(2026, 10, 12, 23, 32).getTime();
  expect(makeFormat(localeOf('en', ['en-GB'])).time(evening)).toBe('23:32');
  expect(makeFormat(localeOf('en', ['en-US'])).time(evening)).toMatch(/^11:32\sPM$/);
});
