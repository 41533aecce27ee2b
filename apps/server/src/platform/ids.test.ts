import { RoomId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { newId } from './ids.ts';

test('ids are UUIDs of version 7 that the protocol takes, unique, and grow with time', () => {
  const ids = Array.from({ length: 1000 }, () => newId());
  for (const id of ids) {
    expect(RoomId.parse(id)).toBe(id);
    expect(id).toMatch(/^.{14}7.{4}[89ab]/);
  }
  expect(new Set(ids).size).toBe(1000);
  expect(newId(1_000) < newId(2_000)).toBe(true);
});
