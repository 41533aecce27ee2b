import { expect, test } from 'vitest';
import { makeFormat } from './format.ts';
import { matchLanguage } from './language.ts';
import { translate } from './translate.ts';

const uk = {
  inside_one: '{{count}} людина',
  inside_few: '{{count}} людини',
  inside_many: '{{count}} людей',
  inside_other: '{{count}} людини',
};

test.each([
  [1, '1 людина'],
  [3, '3 людини'],
  [11, '11 людей'],
  [21, '21 людина'],
  [1.5, '1,5 людини'],
])('plural form of %s', (count, words) => {
  expect(translate(uk, 'uk', 'inside', { count })).toBe(words);
});

test('a value is put in as it is, also when it looks like a place for another', () => {
  const words = translate({ hi: '{{name}}, {{role}}' }, 'en', 'hi', {
    name: '{{role}}$&',
    role: 'x',
  });
  expect(words).toBe('{{role}}$&, x');
});

test('a missing entry shows its key', () => {
  expect(translate({}, 'en', 'no.such')).toBe('no.such');
});

test('the first language of the browser that we speak is taken', () => {
  expect(matchLanguage(['de-AT', 'uk-UA', 'ru'])).toBe('uk');
  expect(matchLanguage(['de'])).toBe('en');
});

test('near times are told in the largest unit that fits', () => {
  const format = makeFormat('en');
  const now = Date.UTC(2026, 10, 12, 12);
  expect(format.relative(now - 5_000, now)).toBe('now');
  expect(format.relative(now - 3 * 60_000, now)).toBe('3 minutes ago');
  expect(format.relative(now + 23 * 3_600_000, now)).toBe('tomorrow');
  expect(format.relative(now - 21 * 86_400_000, now)).toBe('3 weeks ago');
});

test('names are sorted as the language sorts, numbers by their value', () => {
  const { compare } = makeFormat('uk');
  expect(['Клас 10', 'клас 9', 'Їжак', 'Іній'].toSorted(compare)).toEqual([
    'Іній',
    'Їжак',
    'клас 9',
    'Клас 10',
  ]);
});
