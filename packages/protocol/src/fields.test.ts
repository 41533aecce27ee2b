import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { fieldsOf } from './fields.ts';

const Body = z.object({
  name: z.string().check(z.minLength(2), z.maxLength(4)),
  age: z.int().check(z.gte(1), z.lte(9)),
  tags: z.array(z.object({ word: z.enum(['a', 'b']) })).check(z.maxLength(2)),
});
const faults = (body: unknown) => fieldsOf(z.safeParse(Body, body).error?.issues ?? []);

test('SEC-6 each field at fault is named with one machine word', () => {
  expect(faults({ name: 'x', age: 0, tags: [{ word: 'c' }] })).toEqual({
    name: 'too_short',
    age: 'too_small',
    'tags.0.word': 'invalid',
  });
  expect(faults({ name: 'xxxxx', age: 10, tags: [1, 2, 3] })).toMatchObject({
    name: 'too_long',
    age: 'too_large',
  });
  expect(faults({})).toEqual({
    name: 'missing_or_wrong',
    age: 'missing_or_wrong',
    tags: 'missing_or_wrong',
  });
  expect(faults({ name: 'xx', age: 1, tags: [] })).toEqual({});
});
