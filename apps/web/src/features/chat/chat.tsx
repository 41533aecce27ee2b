import { Archive, Megaphone, MessageSquare } from 'lucide-react';
import { type ReactNode, type Ref, useCallback, useEffect, useRef, useState } from 'react';
import { Skeleton } from '../../design/skeleton.tsx';
import { useWords } from '../../i18n/words.ts';
import { Composer, type ComposerHandle } from './composer/composer.tsx';
import { MessageList } from './list/message-list.tsx';
import { useUnread } from './list/use-unread.ts';
import type { MayWrite } from './may-write.ts';
import { QuestionList } from './questions/question-list.tsx';
import type { ShownQuestions } from './questions/use-questions.ts';
import type { ChatMessage } from './rows/messages.ts';

export interface ChatModel {
  readonly ready: boolean;
  readonly messages: readonly ChatMessage[];
  readonly older: 'none' | 'more' | 'loading';
  readonly read: number;
  readonly latest: number;
  readonly unread: number;
}

export interface ChatActions {
  /** Rejects, having said why, where it isn't even kept. */
  send(text: string): Promise<void>;
  retry(message: ChatMessage): void;
  discard(message: ChatMessage): void;
  loadOlder(): void;
  markRead(): void;
}

export interface ChatProps {
  roomId: string;
  chat: ChatModel;
  mayWrite: MayWrite;
  /** What is held until it is published; absent where one has nothing to do with it. */
  questions?: ShownQuestions | null;
  actions: ChatActions;
  ref?: Ref<ComposerHandle>;
}

/** A room's conversation, in the middle of its page or as a panel beside the call. */
export function Chat({ roomId, chat, mayWrite, questions, actions, ref }: ChatProps) {
  const t = useWords('chat');
  const [atEnd, setAtEnd] = useState(false);
  const looked = useLookedAt();
  const [unreadAfter, forgetMark] = useUnread(chat, atEnd && looked, actions.markRead);
  const send = async (text: string) => {
    forgetMark();
    await (mayWrite === 'questions' && questions ? questions.ask(text) : actions.send(text));
  };
  return (
    <section aria-label={t('title')} className="flex min-h-0 min-w-0 grow flex-col">
      {chat.ready ? (
        <MessageList
          messages={chat.messages}
          older={chat.older}
          unread={chat.unread}
          unreadAfter={unreadAfter}
          mayWrite={mayWrite}
          actions={actions}
          loadOlder={actions.loadOlder}
          onAtEnd={setAtEnd}
          beginning={<Beginning empty={chat.messages.length === 0} mayWrite={mayWrite} />}
        />
      ) : (
        <Loading />
      )}
      <News messages={chat.messages} />
      {questions && <QuestionList questions={questions} />}
      {mayWrite === 'yes' || mayWrite === 'questions' ? (
        <Composer
          key={roomId}
          roomId={roomId}
          question={mayWrite === 'questions'}
          onSend={send}
          {...(ref ? { ref } : {})}
        />
      ) : (
        <ReadOnly why={mayWrite} />
      )}
    </section>
  );
}

/** Reads out what others write while the page is open. */
function News({ messages }: { messages: readonly ChatMessage[] }) {
  const t = useWords('chat');
  const [news, setNews] = useState('');
  const known = useRef<number | null>(null);
  const newest = messages.findLast(({ seq }) => seq !== null);
  useEffect(() => {
    if (!newest || newest.seq === null) return;
    const isNew = known.current !== null && newest.seq > known.current;
    known.current = newest.seq;
    if (isNew && !newest.mine)
      setNews(t('news', { name: newest.author, text: newest.text.slice(0, 300) }));
  }, [newest, t]);
  return (
    <p aria-live="polite" className="sr-only">
      {news}
    </p>
  );
}

function Beginning({ empty, mayWrite }: { empty: boolean; mayWrite: MayWrite }) {
  const t = useWords('chat');
  if (!empty) {
    return <p className="px-4 py-4 text-center text-13 text-muted">{t('beginning')}</p>;
  }
  return (
    <div className="flex flex-col items-center gap-2 px-6 py-12 text-center">
      <MessageSquare aria-hidden="true" className="mb-1 size-8 text-muted" />
      <p className="text-16 font-semibold text-strong">{t('empty.title')}</p>
      <p className="max-w-sm text-muted">{t(`empty.${emptyWords[mayWrite]}`)}</p>
    </div>
  );
}

const emptyWords = {
  yes: 'write',
  questions: 'ask',
  announcements: 'read',
  moderators: 'read',
  archived: 'archived',
} as const satisfies Record<MayWrite, string>;

type ReadOnlyWhy = Exclude<MayWrite, 'yes' | 'questions'>;

const reasons: Readonly<Record<ReadOnlyWhy, ReactNode>> = {
  announcements: <Megaphone aria-hidden="true" className="size-4 shrink-0" />,
  moderators: <Megaphone aria-hidden="true" className="size-4 shrink-0" />,
  archived: <Archive aria-hidden="true" className="size-4 shrink-0" />,
};

function ReadOnly({ why }: { why: ReadOnlyWhy }) {
  const t = useWords('chat');
  return (
    <p className="flex items-center gap-2 border-t border-line px-4 py-3 text-13 text-muted">
      {reasons[why]}
      {t(`readOnly.${why}`)}
    </p>
  );
}

const Loading = () => (
  <div aria-hidden="true" className="flex grow flex-col justify-end gap-3 overflow-hidden p-4">
    <Skeleton className="h-10 w-3/5 rounded-tile" />
    <Skeleton className="h-16 w-2/5 rounded-tile" />
    <Skeleton className="h-10 w-1/2 self-end rounded-tile" />
    <Skeleton className="h-10 w-1/3 rounded-tile" />
  </div>
);

/** Whether somebody looks at the page: it is in front, and its window has the focus. */
function useLookedAt(): boolean {
  const [looked, setLooked] = useState(isLookedAt);
  const look = useCallback(() => setLooked(isLookedAt()), []);
  useEffect(() => {
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
    };
  }, [look]);
  return looked;
}

const isLookedAt = (): boolean => document.visibilityState === 'visible' && document.hasFocus();
