import { expect, test } from 'vitest';
import { lineRefusal } from './line-refusal.ts';

const refused = { kind: 'refused', failure: { code: 'not_signed_in' } } as const;

test('RT-14 who reads a room whose line is refused for good is told why', () => {
  expect(lineRefusal(refused, { open: true, inCall: false })).toEqual({ code: 'not_signed_in' });
  expect(lineRefusal(refused, { open: false, inCall: false })).toEqual({ code: 'not_signed_in' });
});

test('RT-14 a line that is sought for leaves the room there, and a call speaks for itself', () => {
  const seeking = { kind: 'connecting', attempt: 2 } as const;
  expect(lineRefusal(seeking, { open: true, inCall: false })).toBeNull();
  expect(lineRefusal(refused, { open: true, inCall: true })).toBeNull();
  // Before the room is there, nothing else says it.
  expect(lineRefusal(refused, { open: false, inCall: true })).not.toBeNull();
});
