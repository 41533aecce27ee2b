import { expect, test } from 'vitest';
import { insideWords } from './inside-words.ts';

const t = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
  [key, ...Object.values(values)].join('|');
const words = (count: number | null, inside: string[]) =>
  insideWords(t, { live: count === null ? null : { since: 0, count }, inside }, 'en');

test('who is inside is named, the rest is counted', () => {
  expect(words(null, [])).toBe('inside.nobody');
  expect(words(2, ['Ada', 'Ben'])).toBe('inside.names|Ada and Ben');
  expect(words(23, ['Ada', 'Ben', 'Cleo', 'Dan'])).toBe('inside.more|Ada, Ben, Cleo|20');
});

test('JOIN-5 where people are hidden from each other, only their number is told', () => {
  expect(words(5, [])).toBe('inside.hidden|5');
});
