import { expect, test } from 'vitest';
import { nothingAsked, searchOf } from './search.ts';

test('what isn’t asked isn’t sent, and a last day is meant with all its hours', () => {
  expect(searchOf(nothingAsked)).toEqual({});
  const asked = { person: ' Ada ', act: 'quota', room: '', from: '2026-03-28', to: '2026-03-29' };
  const { from = 0, to = 0, ...rest } = searchOf({ ...asked, act: 'quota' });
  expect(rest).toEqual({ person: 'Ada', act: 'quota' });
  expect(new Date(from)).toEqual(new Date(2026, 2, 28));
  // Also where a day has 23 hours.
  expect(new Date(to)).toEqual(new Date(2026, 2, 30));
  expect(searchOf({ ...nothingAsked, from: '0001-01-01', to: 'tomorrow' })).toEqual({});
  // One digit too many.
  expect(searchOf({ ...nothingAsked, from: '20266-03-28', to: '202666-03-28' })).toEqual({});
});
