import type { Unsent } from '@converge/client/chat/unsent';
import type { ClientMessageId, MessageId, PersonId } from '@converge/protocol/ids';
import type { Message } from '@converge/protocol/realtime/chat';
import { expect, test } from 'vitest';
import { createShow } from './messages.ts';

const me = { id: 'me' as PersonId, kind: 'user', name: 'Ada', avatar: null } as const;
const ben = { ...me, id: 'ben' as PersonId, name: 'Ben' };

const stored = (seq: number, author: typeof me | typeof ben, clientId = `c${seq}`): Message => ({
  id: `m${seq}` as MessageId,
  seq,
  clientId: clientId as ClientMessageId,
  author,
  text: `text ${seq}`,
  sentAt: seq * 1000,
});

const waiting = (clientId: string): Unsent => ({
  clientId: clientId as ClientMessageId,
  text: 'on its way',
  writtenAt: 5000,
  state: 'pending',
});

test('CHAT-11 what one wrote stands after what is stored, as waiting or refused', () => {
  const show = createShow();
  const refused: Unsent = { ...waiting('b'), state: 'failed', failure: { code: 'forbidden' } };
  const rows = show([stored(1, ben)], [waiting('a'), refused], me);
  expect(rows.map(({ seq, state, mine }) => [seq, state, mine])).toEqual([
    [1, 'stored', false],
    [null, 'sending', true],
    [null, 'failed', true],
  ]);
});

test('CHAT-3 the optimistic row and the stored message are one row', () => {
  const show = createShow();
  const [before] = show([], [waiting('a')], me);
  const [after] = show([stored(1, me, 'a')], [], me);
  expect(after?.key).toBe(before?.key);
});

test('of what is known already nothing is made anew', () => {
  const show = createShow();
  const messages = [stored(1, ben), stored(2, me)];
  const before = show(messages, [], me);
  const after = show([...messages, stored(3, ben)], [], me);
  expect(after[0]).toBe(before[0]);
  expect(after[1]).toBe(before[1]);
});
