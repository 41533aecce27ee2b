import { JoinCode } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { newRoomCode } from './code.ts';

test('ROOM-1 a code is readable: three short words of plain syllables', () => {
  for (let n = 0; n < 500; n += 1) {
    const code = newRoomCode();
    expect(code).toMatch(
      /^([bdfgklmnprstvz][aeiou]){2}-([bdfgklmnprstvz][aeiou]){2}-[bdfgklmnprstvz][aeiou][klmnprstv]$/,
    );
    expect(JoinCode.safeParse(code).success).toBe(true);
  }
});

test('ROOM-1 ten thousand codes do not repeat noticeably', () => {
  const codes = new Set(Array.from({ length: 10_000 }, () => newRoomCode()));
  expect(codes.size).toBeGreaterThan(9_990);
});

test('a code that would embarrass is passed over, also across words', () => {
  const letters = [...'sukamiratel', ...'kadisukamon', ...'kuzomiratel'];
  expect(newRoomCode(() => letters.shift() ?? '')).toBe('kuzo-mira-tel');
});
