import { afterEach, expect, test, vi } from 'vitest';
import { browserStorage, memoryStorage } from './storage.ts';

afterEach(() => vi.unstubAllGlobals());

function fakeLocalStorage() {
  const entries = new Map<string, string>();
  let full = false;
  return {
    entries,
    fill: () => {
      full = true;
    },
    getItem: (key: string) => entries.get(key) ?? null,
    setItem(key: string, value: string) {
      if (full) throw new DOMException('', 'QuotaExceededError');
      entries.set(key, value);
    },
    removeItem: (key: string) => entries.delete(key),
    key: (i: number) => [...entries.keys()][i] ?? null,
    get length() {
      return entries.size;
    },
  };
}

test.each([
  ['memory', () => memoryStorage()],
  [
    'the browser',
    () => {
      vi.stubGlobal('localStorage', fakeLocalStorage());
      return browserStorage();
    },
  ],
])('%s keeps, lists and forgets', (_name, create) => {
  const storage = create();
  storage.set('a.1', 'one');
  storage.set('a.2', 'two');
  storage.set('b', 'other');
  expect(storage.get('a.1')).toBe('one');
  expect([...storage.keys('a.')].sort()).toEqual(['a.1', 'a.2']);
  storage.remove('a.1');
  expect(storage.get('a.1')).toBe(null);
  expect(storage.keys('a.')).toEqual(['a.2']);
});

test('where the browser’s store is full, things are kept for this page', () => {
  const local = fakeLocalStorage();
  vi.stubGlobal('localStorage', local);
  const storage = browserStorage();
  storage.set('a', '1');
  local.fill();
  storage.set('a', '2');
  storage.set('b', '3');
  expect([storage.get('a'), storage.get('b')]).toEqual(['2', '3']);
  expect([...storage.keys('')].sort()).toEqual(['a', 'b']);
  storage.remove('a');
  expect(storage.get('a')).toBe(null);
});

test('where the browser forbids storing, memory takes its place', () => {
  vi.stubGlobal('localStorage', undefined);
  const storage = browserStorage();
  storage.set('a', '1');
  expect(storage.get('a')).toBe('1');
});
