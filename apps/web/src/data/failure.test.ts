import { ConvergeError } from '@converge/protocol/errors';
import { expect, test } from 'vitest';
import { toFault } from './failure.ts';

test.each([
  // As Chromium, Firefox and Safari say it.
  [new TypeError('Failed to fetch dynamically imported module: https://x/assets/a.js')],
  [new TypeError('error loading dynamically imported module: https://x/assets/a.js')],
  [new TypeError('Importing a module script failed.')],
  [new Error('Unable to preload CSS for /assets/a.css')],
])('a part of the page that doesn’t come isn’t called a fault of the server: %s', (error) => {
  expect(toFault(error)).toEqual({ code: 'missing_part' });
});

test('a refusal keeps its code, a request that came nowhere is offline, anything else a fault', () => {
  expect(toFault(new ConvergeError('forbidden')).code).toBe('forbidden');
  const gone = new ConvergeError('unavailable', {}, { cause: new TypeError('Failed to fetch') });
  expect(toFault(gone).code).toBe('offline');
  expect(toFault(new Error('?')).code).toBe('internal');
});
