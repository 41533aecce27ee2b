import { expect, test } from 'vitest';
import { matches, type Press } from './keys.ts';

const press = (key: string, code: string, held: Partial<Press> = {}): Press => ({
  key,
  code,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('a letter works on a Cyrillic layout, by its place', () => {
  expect(matches('m', press('ь', 'KeyM'))).toBe(true);
  expect(matches('v', press('ь', 'KeyM'))).toBe(false);
});

test('a letter goes by what is printed where the layout is Latin', () => {
  // Dvorak: what types m stands where QWERTY has m; what types d is at KeyH.
  expect(matches('d', press('d', 'KeyH'))).toBe(true);
  expect(matches('h', press('d', 'KeyH'))).toBe(false);
});

test('modifiers must be exactly those named', () => {
  expect(matches('mod+k', press('k', 'KeyK', { ctrlKey: true }))).toBe(true);
  expect(matches('mod+k', press('k', 'KeyK', { metaKey: true }))).toBe(true);
  expect(matches('k', press('k', 'KeyK', { ctrlKey: true }))).toBe(false);
  expect(matches('mod+shift+l', press('L', 'KeyL', { ctrlKey: true, shiftKey: true }))).toBe(true);
  expect(matches('mod+shift+l', press('l', 'KeyL', { ctrlKey: true }))).toBe(false);
  expect(matches('m', press('M', 'KeyM', { shiftKey: true }))).toBe(false);
});

test('a sign counts with and without shift', () => {
  expect(matches('?', press('?', 'Slash', { shiftKey: true }))).toBe(true);
  expect(matches('?', press('?', 'Digit7', { shiftKey: true }))).toBe(true);
  expect(matches('?', press('?', 'Slash', { altKey: true }))).toBe(false);
});

test('named keys', () => {
  expect(matches('space', press(' ', 'Space'))).toBe(true);
  expect(matches('escape', press('Escape', 'Escape'))).toBe(true);
});
