import { expect, test } from 'vitest';
import { broken, counts, inWords, settle, sum } from './counts.mjs';

test('a runner that crashed outside of its tests has failed', () => {
  expect(settle(counts(5, 0, 0), 1)).toMatchObject({ passed: 5, failed: 1 });
});

test('a runner that found no tests has failed', () => {
  expect(settle(counts(0, 0, 0), 0)).toMatchObject({ failed: 1 });
});

test('failed tests are counted once, whatever the exit code', () => {
  expect(settle(counts(5, 2, 1), 1)).toEqual(counts(5, 2, 1));
});

test('the last line adds up all steps', () => {
  const total = sum([counts(1, 0, 0), counts(400, 0, 3), broken('no browser')]);
  expect(inWords(total)).toBe('401 passed, 1 failed, 3 skipped');
});
