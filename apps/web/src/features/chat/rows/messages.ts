/** From the SDK's conversation to messages as they are shown. */
import type { Unsent } from '@converge/client/chat/unsent';
import type { Person } from '@converge/protocol/people';
import type { Message } from '@converge/protocol/realtime/chat';
import type { ChatMessage } from './rows.ts';

/**
 * A function that keeps what it made: of ten thousand messages only the new one
 * is turned again.
 */
export function createShow(): (
  messages: readonly Message[],
  unsent: readonly Unsent[],
  me: Person,
) => ChatMessage[] {
  const kept = new WeakMap<Message | Unsent, ChatMessage>();
  const keep = <T extends Message | Unsent>(one: T, make: (one: T) => ChatMessage) => {
    const known = kept.get(one);
    if (known) return known;
    const made = make(one);
    kept.set(one, made);
    return made;
  };
  return (messages, unsent, me) => [
    ...messages.map((message) => keep(message, (one) => stored(one, me))),
    ...unsent.map((row) => keep(row, (one) => waiting(one, me))),
  ];
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
  state: row.state === 'failed' ? 'failed' : 'sending',
});
