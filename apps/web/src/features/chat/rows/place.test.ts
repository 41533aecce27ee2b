import type { ClientMessageId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import type { ChatMessage } from './messages.ts';
import { findUnread, placeOf } from './place.ts';

const noon = new Date(2026, 10, 12, 12, 0).getTime();
const minute = 60_000;

type Over = Partial<Pick<ChatMessage, 'key' | 'seq' | 'authorId' | 'mine' | 'at'>>;

const message = (seq: number, over: Over = {}): ChatMessage => ({
  key: `m${seq}`,
  id: `m${seq}` as ClientMessageId,
  seq,
  authorId: 'a',
  author: 'Ada',
  avatar: null,
  mine: false,
  text: `text ${seq}`,
  at: noon + seq * minute,
  state: 'stored',
  ...over,
});

/** What stands below each other, in words. */
const shape = (messages: readonly ChatMessage[], unreadAfter: number | null = null) => {
  const unreadAt = findUnread(messages, unreadAfter);
  return messages.flatMap((one, i) => {
    const { day, unread, first, last } = placeOf(messages, i, unreadAt);
    const words = `${one.seq}${first ? ' first' : ''}${last ? ' last' : ''}`;
    return [...(day ? ['day'] : []), ...(unread ? ['unread'] : []), words];
  });
};

test('what one person writes in one go is a group', () => {
  const messages = [message(1), message(2), message(3, { authorId: 'b' })];
  expect(shape(messages)).toEqual(['day', '1 first', '2 last', '3 first last']);
});

test('a pause and a new day begin a new group', () => {
  const messages = [
    message(1),
    message(2, { at: noon + 20 * minute }),
    message(3, { at: noon + 24 * 60 * minute }),
  ];
  expect(shape(messages)).toEqual(['day', '1 first last', '2 first last', 'day', '3 first last']);
});

test('CHAT-10 the mark waits until the place where it belongs is among the messages', () => {
  const page = [message(51), message(52)];
  expect(findUnread(page, 7)).toBe(-1);
  expect(findUnread(page, 50)).toBe(0);
  expect(findUnread([message(1), message(2)], 0)).toBe(0);
});

test('CHAT-10 the mark stands before the first unread message of somebody else', () => {
  const messages = [message(1), message(2, { authorId: 'me', mine: true }), message(3), message(4)];
  expect(shape(messages, 1)).toEqual([
    'day',
    '1 first last',
    '2 first last',
    'unread',
    '3 first',
    '4 last',
  ]);
  expect(findUnread(messages, 1)).toBe(2);
  expect(findUnread(messages, 4)).toBe(-1);
  expect(findUnread(messages, null)).toBe(-1);
});

test('CHAT-10 what one writes oneself, stored or not, isn’t new', () => {
  const waiting = message(3, { seq: null, mine: true });
  expect(findUnread([message(1), message(2, { mine: true }), waiting], 1)).toBe(-1);
  expect(findUnread([message(1), message(2), waiting], 1)).toBe(1);
});
