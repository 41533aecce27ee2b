import { expect, test } from 'vitest';
import { search } from './search.ts';

const entries = ['Choir', 'Theme: dark', 'Dark room', 'Їжак'].map((label) => ({
  label,
  hint: 'kuzo-mira',
}));
const found = (query: string) => search(entries, query).map(({ label }) => label);

test('without words everything stays in its order', () => {
  expect(found('  ')).toEqual(['Choir', 'Theme: dark', 'Dark room', 'Їжак']);
});

test('what begins with the words comes first', () => {
  expect(found('dark')).toEqual(['Dark room', 'Theme: dark']);
});

test('every word must be there, in any order, case and accent', () => {
  expect(found('ROOM dar')).toEqual(['Dark room']);
  expect(found('іжак')).toEqual(['Їжак']);
  expect(found('dark blue')).toEqual([]);
});

test('a hint is searched too', () => {
  expect(found('mira')).toHaveLength(4);
});
