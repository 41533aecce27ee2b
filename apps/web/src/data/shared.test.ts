import { beforeEach, expect, test, vi } from 'vitest';
import { createShared } from './shared.ts';

beforeEach(() => void vi.useFakeTimers());

const lingerMs = 1000;
const setup = () => {
  const closed: string[] = [];
  let made = 0;
  const { hold, peek } = createShared({
    make: (key) => `${key}${++made}`,
    close: (value) => void closed.push(value),
    lingerMs,
  });
  return { hold, peek, closed };
};

test('who holds the same key holds the same thing', () => {
  const { hold } = setup();
  expect(hold('a').value).toBe(hold('a').value);
  expect(hold('b').value).not.toBe(hold('a').value);
});

test('what nobody holds is not there to be looked at', () => {
  const { hold, peek } = setup();
  expect(peek('a')).toBeNull();
  const held = hold('a');
  expect(peek('a')).toBe(held.value);
  held.release();
  vi.advanceTimersByTime(lingerMs);
  expect(peek('a')).toBeNull();
});

test('what is spent is closed at once, and made anew for who comes next', () => {
  const spent = new Set<string>();
  const closed: string[] = [];
  const { hold } = createShared({
    make: (key) => `${key}${closed.length}`,
    close: (value) => void closed.push(value),
    lingerMs,
    isSpent: (value) => spent.has(value),
  });
  const [first, second] = [hold('a'), hold('a')];
  spent.add('a0');
  first.release();
  expect(closed).toEqual([]);
  second.release();
  expect(closed).toEqual(['a0']);
  expect(hold('a').value).toBe('a1');
});

test('it is closed when the last has let go, and not while pages change', () => {
  const { hold, closed } = setup();
  const first = hold('a');
  const second = hold('a');
  first.release();
  first.release();
  vi.advanceTimersByTime(lingerMs);
  expect(closed).toEqual([]);
  second.release();
  vi.advanceTimersByTime(lingerMs - 1);
  const again = hold('a');
  vi.advanceTimersByTime(lingerMs);
  expect(closed).toEqual([]);
  again.release();
  vi.advanceTimersByTime(lingerMs);
  expect(closed).toEqual(['a1']);
  expect(hold('a').value).toBe('a2');
});
