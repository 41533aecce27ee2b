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
  const show = createShow(me);
  const refused: Unsent = { ...waiting('b'), state: 'failed', failure: { code: 'forbidden' } };
  const shown = show([stored(1, ben)], [waiting('a'), refused]);
  expect(shown.map(({ seq, state, mine }) => [seq, state, mine])).toEqual([
    [1, 'stored', false],
    [null, 'sending', true],
    [null, 'failed', true],
  ]);
  expect(shown.at(-1)).toMatchObject({ code: 'forbidden' });
});

test('CHAT-3 the optimistic row and the stored message are one row', () => {
  const show = createShow(me);
  const [before] = show([], [waiting('a')]);
  const [after] = show([stored(1, me, 'a')], []);
  expect(after?.key).toBe(before?.key);
});

test('of ten thousand messages only those that came are made, wherever they belong', () => {
  const all = Array.from({ length: 10_000 }, (_, i) => stored(i + 1, i % 2 === 0 ? me : ben));
  const show = createShow(me);
  const seqs = (shown: ReturnType<typeof show>) => shown.map(({ seq }) => seq);
  /** Those of `now` that were not there before. */
  const fresh = (now: ReturnType<typeof show>, before: ReturnType<typeof show>) => {
    const known = new Set(before);
    return seqs(now.filter((one) => !known.has(one)));
  };
  const middle = show([...all.slice(100, 5000), ...all.slice(5003, 9999)], []);
  const newest = show([...all.slice(100, 5000), ...all.slice(5003)], []);
  expect(fresh(newest, middle)).toEqual([10_000]);
  const older = show([...all.slice(98, 5000), ...all.slice(5003)], []);
  expect(fresh(older, newest)).toEqual([99, 100]);
  const filled = show(all.slice(98), []);
  expect(fresh(filled, older)).toEqual([5001, 5002, 5003]);
  expect(seqs(filled)).toEqual(all.slice(98).map(({ seq }) => seq));
  const fewer = show(all.slice(9000, 9500), []);
  expect(seqs(fewer)).toEqual(all.slice(9000, 9500).map(({ seq }) => seq));
});
