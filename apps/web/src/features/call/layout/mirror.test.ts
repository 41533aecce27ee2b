import { expect, test } from 'vitest';
import { isMirrored } from './mirror.ts';

test('DEV-7 a face is mirrored, and what the camera at the back shows isn’t', () => {
  expect(isMirrored({ facingMode: 'user' })).toBe(true);
  expect(isMirrored({})).toBe(true);
  expect(isMirrored({ facingMode: 'environment' })).toBe(false);
});
