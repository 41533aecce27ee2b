import { expect, test } from 'vitest';
import type { ClientMessageId, MessageId, PersonId } from '../ids.ts';
import type { Message } from '../realtime/chat.ts';
import { fc } from '../testing/random.ts';
import {
  addMessages,
  addPage,
  type Conversation,
  emptyConversation,
  firstGap,
  markRead,
} from './conversation.ts';

const message = (seq: number): Message => ({
  id: `m${seq}` as MessageId,
  clientId: `c${seq}` as ClientMessageId,
  seq,
  author: { id: 'p' as PersonId, kind: 'user', name: 'P', avatar: null },
  text: `text ${seq}`,
  sentAt: seq,
});
const run = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => message(from + i));
const seqs = ({ messages }: Conversation) => messages.map((m) => m.seq);

/** Fills gaps as a client does: page by page, until there is none. */
function fill(conversation: Conversation, latest: number, limit: number): Conversation {
  let now = conversation;
  for (let gap = firstGap(now); gap; gap = firstGap(now)) {
    const messages = run(gap.after + 1, Math.min(gap.after + limit, latest));
    now = addPage(now, { messages, latest, read: 0 });
  }
  return now;
}

test('CHAT-4 however the pieces arrive, each message is there once and in order', () => {
  const piece = fc
    .tuple(fc.integer({ min: 1, max: 30 }), fc.nat({ max: 8 }))
    .map(([from, length]) => run(from, from + length))
    .chain((whole) => fc.shuffledSubarray(whole, { minLength: whole.length }));
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      let now = emptyConversation;
      const held = new Set<number>();
      for (const messages of pieces) {
        for (const { seq } of messages) held.add(seq);
        now = addMessages(now, messages);
        expect(seqs(now)).toEqual([...held].sort((a, b) => a - b));
        expect(now.latest).toBe(Math.max(0, ...held));
      }
    }),
  );
});

test('CHAT-2 CHAT-4 filling gap after gap ends with everything from the first known message on', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 20 }),
      (known, limit) => {
        const latest = 60;
        const partly = addPage(addMessages(emptyConversation, known.map(message)), {
          messages: [],
          latest,
          read: 0,
        });
        const whole = fill(partly, latest, limit);
        expect(seqs(whole)).toEqual(seqs({ ...whole, messages: run(Math.min(...known), latest) }));
        expect(firstGap(whole)).toBe(null);
      },
    ),
  );
});

test('CHAT-4 what is known already changes nothing, not even the reference', () => {
  const known = addMessages(emptyConversation, run(1, 5));
  expect(addMessages(known, run(2, 4))).toBe(known);
  expect(addMessages(known, [])).toBe(known);
  expect(addPage(known, { messages: run(1, 5), latest: 5, read: 0 })).toBe(known);
});

test('CHAT-4 a gap lies between known messages, before the end, or before everything', () => {
  expect(firstGap(emptyConversation)).toBe(null);
  expect(firstGap({ ...emptyConversation, latest: 3 })).toEqual({ after: 0, before: 4 });
  const holed = addMessages(emptyConversation, [...run(3, 4), ...run(8, 9)]);
  expect(firstGap(holed)).toEqual({ after: 4, before: 8 });
  expect(firstGap({ ...addMessages(emptyConversation, run(3, 4)), latest: 9 })).toEqual({
    after: 4,
    before: 10,
  });
});

test('CHAT-10 the mark of reading never goes back, and the end never either', () => {
  const steps = fc.array(fc.nat({ max: 50 }));
  fc.assert(
    fc.property(steps, (marks) => {
      let now = emptyConversation;
      let most = 0;
      for (const seq of marks) {
        most = Math.max(most, seq);
        now = markRead(now, seq);
        expect(now.read).toBe(most);
        expect(addPage(now, { messages: [], latest: 0, read: 0 }).read).toBe(most);
      }
    }),
  );
});
