import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { addressRule } from './auth.ts';

test('AUTH-14 the rule for addresses is the one that signing in has', () => {
  // Ours is without the backslashes that a class of characters doesn't need.
  expect(addressRule.source).toBe(z.regexes.email.source.replaceAll('\\-', '-'));
  expect(addressRule.flags).toBe(z.regexes.email.flags);
});
