import type { ClientMessageId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { buildRows, type ChatMessage, type ChatRow, unreadIndex } from './rows.ts';

const noon = new Date(2026, 10, 12, 12, 0).getTime();
const minute = 60_000;

const message = (seq: number, over: Partial<ChatMessage> = {}): ChatMessage => ({
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

const shape = (rows: readonly ChatRow[]) =>
  rows.map((row) =>
    row.type === 'message'
      ? `${row.message.seq ?? row.key}${row.first ? ' first' : ''}${row.last ? ' last' : ''}`
      : row.type,
  );

test('what one person writes in one go is a group', () => {
  const rows = buildRows([message(1), message(2), message(3, { authorId: 'b' })], null);
  expect(shape(rows)).toEqual(['day', '1 first', '2 last', '3 first last']);
});

test('a pause and a new day begin a new group', () => {
  const rows = buildRows(
    [
      message(1),
      message(2, { at: noon + 20 * minute }),
      message(3, { at: noon + 24 * 60 * minute }),
    ],
    null,
  );
  expect(shape(rows)).toEqual(['day', '1 first last', '2 first last', 'day', '3 first last']);
});

test('CHAT-10 the mark waits until the place where it belongs is among the messages', () => {
  const page = [message(51), message(52)];
  expect(unreadIndex(buildRows(page, 7))).toBe(-1);
  expect(unreadIndex(buildRows(page, 50))).toBe(1);
  expect(unreadIndex(buildRows([message(1), message(2)], 0))).toBe(1);
});

test('CHAT-10 the mark stands before the first unread message of somebody else', () => {
  const messages = [message(1), message(2, { authorId: 'me', mine: true }), message(3), message(4)];
  const rows = buildRows(messages, 1);
  expect(shape(rows)).toEqual([
    'day',
    '1 first last',
    '2 first last',
    'unread',
    '3 first',
    '4 last',
  ]);
  expect(unreadIndex(rows)).toBe(3);
  expect(unreadIndex(buildRows(messages, 4))).toBe(-1);
  expect(unreadIndex(buildRows(messages, null))).toBe(-1);
});

test('an own row keeps its place and key when it is stored', () => {
  const pending = message(2, { key: 'c', seq: null, mine: true, state: 'sending' });
  const before = buildRows([message(1), pending], null);
  const after = buildRows([message(1), { ...pending, seq: 2, state: 'stored' }], null, before);
  expect(after.map((row) => row.key)).toEqual(before.map((row) => row.key));
});

test('of many rows only those that changed are new', () => {
  const messages = Array.from({ length: 10_000 }, (_, i) => message(i + 1));
  const before = buildRows(messages, null);
  const after = buildRows([...messages, message(10_001)], null, before);
  const fresh = after.filter((row, i) => row !== before[i]);
  // The newest, and the one that is no longer the last of its group.
  expect(fresh.map((row) => row.key)).toEqual(['m10000', 'm10001']);
});
