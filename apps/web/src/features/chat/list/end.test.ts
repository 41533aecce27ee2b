import { expect, test } from 'vitest';
import { sticksNext } from './end.ts';

const at = (scrollTop: number, scrollHeight = 1000) => ({
  scrollTop,
  scrollHeight,
  clientHeight: 400,
});

test('who is at the end stays there, however much comes in below', () => {
  expect(sticksNext(true, 600, at(600, 1300))).toBe(true);
  expect(sticksNext(true, 600, { ...at(600), clientHeight: 200 })).toBe(true);
});

test('only scrolling up leaves the end, and coming back to it holds again', () => {
  expect(sticksNext(true, 600, at(500))).toBe(false);
  expect(sticksNext(false, 500, at(520))).toBe(false);
  expect(sticksNext(false, 520, at(590))).toBe(true);
});

test('a list that has room for more is at its end', () => {
  expect(sticksNext(false, 0, at(0, 400))).toBe(true);
});

test('who has left the end with the wheel isn’t back there before the list has moved', () => {
  expect(sticksNext(false, 600, at(600))).toBe(false);
  expect(sticksNext(false, 600, at(590))).toBe(true);
});
