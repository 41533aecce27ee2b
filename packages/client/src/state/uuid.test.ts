import { ClientMessageId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { randomUuid } from './uuid.ts';

test('a random UUID is one by its form (version 4), and never the same', () => {
  const made = Array.from({ length: 500 }, randomUuid);
  expect(new Set(made).size).toBe(500);
  for (const uuid of made) {
    expect(z.parse(ClientMessageId, uuid)).toBe(uuid);
    expect(uuid).toMatch(/^.{14}4.{4}[89ab].{16}$/);
  }
});
