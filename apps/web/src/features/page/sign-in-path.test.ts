import { expect, test } from 'vitest';
import { nextPath, signInPath } from './sign-in-path.ts';

test('signing in leads back to where one was', () => {
  const path = signInPath('/rooms/1?view=table');
  expect(nextPath(new URL(path, 'http://x').searchParams)).toBe('/rooms/1?view=table');
});

test.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', ''])(
  'signing in never leads away, not to %s',
  (next) => {
    expect(nextPath(new URLSearchParams({ next }))).toBe('/');
  },
);
