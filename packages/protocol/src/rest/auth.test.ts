import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { addressRule } from './auth.ts';

test('AUTH-14 the rule for addresses is the one that signing in has', () => {
  expect(addressRule).toEqual(z.regexes.email);
});
