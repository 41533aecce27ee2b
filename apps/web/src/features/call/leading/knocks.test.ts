import { makePerson, roomId } from '@converge/client/testing/make';
import { expect, test } from 'vitest';
import { knocksAnew } from './knocks.ts';

const comes = (nr: number, since = nr) => ({ person: makePerson(nr), since });

test('LOBBY-9 who newly waits is heard once, whichever page asks and how often', () => {
  const room = roomId(1);
  expect(knocksAnew(room, [])).toBe(false);
  expect(knocksAnew(room, [comes(1)])).toBe(true);
  expect(knocksAnew(room, [comes(1)])).toBe(false);
  // As many as before, and yet somebody else.
  expect(knocksAnew(room, [comes(2)])).toBe(true);
  expect(knocksAnew(room, [])).toBe(false);
  expect(knocksAnew(room, [comes(2, 9)])).toBe(true);
  expect(knocksAnew(roomId(2), [comes(2, 9)])).toBe(true);
});
