import type { ErrorCode } from '@converge/protocol/errors';
import type { ClientMessageId } from '@converge/protocol/ids';
import { useState } from 'react';
import { Chat, type ChatModel } from '../src/features/chat/chat.tsx';
import type { MayWrite } from '../src/features/chat/may-write.ts';
import type { ChatMessage } from '../src/features/chat/rows/messages.ts';
import type { Wishes } from './main.tsx';
import { names } from './people.ts';

const texts = [
  'Good morning. The slides are at https://example.org/waves?page=2 (and on the wall).',
  'Thank you',
  'Кто-нибудь решил третью задачу?',
  'Yes: `v = λ · f`, and then\n```py\ndef speed(wavelength, frequency):\n    return wavelength * frequency\n```\nThat is all.',
  '👍',
  'I have a question about the second picture. Why does the wave get shorter in water, while its frequency stays the same? I thought both would change.',
  'Write to teacher@school.example or come to room 12.',
  '<b>not bold</b> <img src=x onerror=alert(1)>',
  '🎉🎉',
];

export function ChatStory({ wishes, bare = false }: { wishes: Wishes; bare?: boolean }) {
  const total = Number(wishes.get('messages') ?? 24);
  const [from, setFrom] = useState(Math.max(1, total - 49));
  const [sent, setSent] = useState<ChatMessage[]>(() =>
    wishes.has('failed')
      ? [
          mine(1, 'This one is on its way', { state: 'sending' }),
          mine(2, 'This one was refused', { state: 'failed', code: 'forbidden' }),
          mine(3, 'This one met a fault', { state: 'failed', code: 'internal' }),
        ]
      : [],
  );
  const [loading, setLoading] = useState(false);
  const messages = [...range(from, total, wishes), ...sent];
  const chat: ChatModel = {
    ready: !wishes.has('loading'),
    messages: wishes.has('empty') ? [] : messages,
    older: from === 1 ? 'none' : loading ? 'loading' : 'more',
    read: wishes.has('unread') ? total - 6 : total,
    latest: total,
    unread: wishes.has('unread') ? 6 : 0,
  };
  const story = (
    <Chat
      roomId="story"
      chat={chat}
      mayWrite={(wishes.get('may') ?? 'yes') as MayWrite}
      actions={{
        send: async (text) =>
          setSent((old) => [...old, mine(old.length + 10, text, { state: 'sending' })]),
        retry: () => undefined,
        discard: () => undefined,
        loadOlder() {
          if (loading) return;
          setLoading(true);
          setTimeout(() => {
            setFrom((old) => Math.max(1, old - 50));
            setLoading(false);
          }, 150);
        },
        markRead: () => undefined,
      }}
    />
  );
  return bare ? story : <div className="flex h-dvh flex-col">{story}</div>;
}

const cache = new Map<number, ChatMessage>();

function range(from: number, to: number, wishes: Wishes): ChatMessage[] {
  return Array.from({ length: to - from + 1 }, (_, i) => {
    const seq = from + i;
    const known = cache.get(seq) ?? message(seq, to, wishes);
    cache.set(seq, known);
    return known;
  });
}

function message(seq: number, total: number, wishes: Wishes): ChatMessage {
  const given = names(wishes);
  const author = Math.floor(seq / 3) % 4;
  const long = wishes.has('long') && seq === total - 1;
  return {
    key: `m${seq}`,
    id: `m${seq}` as ClientMessageId,
    seq,
    authorId: `person-${author}`,
    author: given[author % given.length] ?? '',
    avatar: null,
    mine: author === 1,
    text: long
      ? 'Предложение, которое продолжается и продолжается. '.repeat(100)
      : (texts[seq % texts.length] ?? ''),
    at: Date.now() - (total - seq) * 9 * 60_000,
    state: 'stored',
  };
}

type Unsent = { state: 'sending' } | { state: 'failed'; code: ErrorCode };

const mine = (nr: number, text: string, how: Unsent): ChatMessage => ({
  key: `own${nr}`,
  id: `own${nr}` as ClientMessageId,
  seq: null,
  authorId: 'person-1',
  author: 'Ben',
  avatar: null,
  mine: true,
  text,
  at: Date.now(),
  ...how,
});
