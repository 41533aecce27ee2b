import { expect, test } from 'vitest';
import { isBehind, nextMark } from './unread-mark.ts';

const state = (read: number, latest: number, unread = latest - read) => ({
  ready: true,
  read,
  latest,
  unread,
});

test('CHAT-10 the mark stands where one left off, and stays while one reads on', () => {
  const opened = nextMark(null, state(4, 9), false);
  expect(opened).toBe(4);
  // Now one looks: everything counts as read, and the mark still shows where it began.
  expect(isBehind(state(4, 9), true)).toBe(true);
  expect(nextMark(opened, state(9, 9), true)).toBe(4);
});

test('CHAT-10 what comes unseen moves the mark, what comes under one\u2019s eyes does not', () => {
  expect(nextMark(4, state(9, 10), false)).toBe(9);
  expect(nextMark(null, state(9, 10), true)).toBeNull();
  // One's own messages are no news to oneself.
  expect(nextMark(null, state(9, 10, 0), false)).toBeNull();
});

test('nothing is marked or told before the conversation is there', () => {
  const empty = { ready: false, read: 0, latest: 0, unread: 0 };
  expect(nextMark(null, empty, false)).toBeNull();
  expect(isBehind(empty, true)).toBe(false);
});
