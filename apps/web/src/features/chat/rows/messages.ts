/** From the SDK's conversation to messages as they are shown. */
import type { Unsent } from '@converge/client/chat/unsent';
import type { ErrorCode } from '@converge/protocol/errors';
import type { ClientMessageId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Message } from '@converge/protocol/realtime/chat';

/** A message as the conversation shows it. */
export type ChatMessage = {
  /** Stays the same from the first keystroke's row to the stored message, so nothing is drawn anew. */
  readonly key: string;
  /** The sender's own id of it: what a retry names. */
  readonly id: ClientMessageId;
  /** Place in the sequence; null: not stored yet. */
  readonly seq: number | null;
  readonly authorId: string;
  readonly author: string;
  readonly avatar: string | null;
  readonly mine: boolean;
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly at: number;
} & (
  | { readonly state: 'stored' | 'sending' }
  /** Refused, and why. */
  | { readonly state: 'failed'; readonly code: ErrorCode }
);

/**
 * A function that keeps what it made, for one reader: of ten thousand messages
 * only those that came are turned, and the others aren't even asked about.
 */
export function createShow(
  me: Person,
): (messages: readonly Message[], unsent: readonly Unsent[]) => readonly ChatMessage[] {
  const ofStored = createGrowing((message: Message) => stored(message, me));
  const ofUnsent = createGrowing((row: Unsent) => waiting(row, me));
  return (messages, unsent) => {
    const shown = ofStored(messages);
    return unsent.length === 0 ? shown : [...shown, ...ofUnsent(unsent)];
  };
}

/**
 * `map` for a list that grows at its ends: what it has in common with the list of
 * before, from the beginning on and up to the end, isn't made again.
 */
function createGrowing<T, U>(make: (one: T) => U): (list: readonly T[]) => readonly U[] {
  let before: readonly T[] = [];
  let made: readonly U[] = [];
  return (list) => {
    if (list === before) return made;
    const shorter = Math.min(before.length, list.length);
    let head = 0;
    while (head < shorter && before[head] === list[head]) head++;
    let tail = 0;
    while (tail < shorter - head && before.at(-1 - tail) === list.at(-1 - tail)) tail++;
    made = [
      ...made.slice(0, head),
      ...list.slice(head, list.length - tail).map(make),
      ...made.slice(made.length - tail),
    ];
    before = list;
    return made;
  };
}

const stored = (message: Message, me: Person): ChatMessage => ({
  key: `${message.author.id}:${message.clientId}`,
  id: message.clientId,
  seq: message.seq,
  authorId: message.author.id,
  author: message.author.name,
  avatar: message.author.avatar,
  mine: message.author.id === me.id,
  text: message.text,
  at: message.sentAt,
  state: 'stored',
});

const waiting = (row: Unsent, me: Person): ChatMessage => ({
  key: `${me.id}:${row.clientId}`,
  id: row.clientId,
  seq: null,
  authorId: me.id,
  author: me.name,
  avatar: me.avatar,
  mine: true,
  text: row.text,
  at: row.writtenAt,
  ...(row.state === 'failed'
    ? { state: row.state, code: row.failure.code }
    : { state: 'sending' as const }),
});
