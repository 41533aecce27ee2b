import { ArrowDown } from 'lucide-react';
import {
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { Button } from '../../../design/button.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useWords } from '../../../i18n/words.ts';
import type { MayWrite } from '../may-write.ts';
import type { ChatMessage } from '../rows/messages.ts';
import { findUnread, placeOf } from '../rows/place.ts';
import { DayDivider, UnreadDivider } from './dividers.tsx';
import { sticksNext } from './end.ts';
import { type MessageActions, MessageItem } from './message-item.tsx';

/** So near to the beginning, older messages are asked for. */
const aheadOfStart = 1200;

/** From so near, in screens, one is moved to the end and not put there. */
const smoothScreens = 4;

/** What stands above the first row is always as high: the list must know where it begins. */
const topHeight = 104;

export interface MessageListProps {
  messages: readonly ChatMessage[];
  older: 'none' | 'more' | 'loading';
  /** The mark stands after this number; null: none. */
  unreadAfter: number | null;
  unread: number;
  mayWrite: MayWrite;
  actions: MessageActions;
  /** Stands before the first message of all, or alone where there is none. */
  beginning: ReactNode;
  loadOlder(): void;
  /** The end came into sight, or left it. */
  onAtEnd(atEnd: boolean): void;
}

/** The conversation: of ten thousand messages only those in sight are in the page. */
export function MessageList(props: MessageListProps) {
  const { messages, older, unreadAfter, mayWrite, actions, loadOlder, onAtEnd } = props;
  const t = useWords('chat');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const known = useRef<readonly ChatMessage[]>([]);
  const unreadAt = useMemo(() => findUnread(messages, unreadAfter), [messages, unreadAfter]);
  const [atEnd, setAtEnd] = useState(true);
  const sticks = useRef(true);
  const lastTop = useRef(0);

  // Older messages came in above: what one reads must stay where it is.
  const firstSeq = messages[0]?.seq ?? null;
  const lastFirst = useRef(firstSeq);
  const shift = firstSeq !== null && lastFirst.current !== null && firstSeq < lastFirst.current;

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    sticks.current = sticksNext(sticks.current, lastTop.current, box);
    lastTop.current = box.scrollTop;
    setAtEnd(sticks.current);
    if (box.scrollTop < aheadOfStart && older === 'more') loadOlder();
  }, [older, loadOlder]);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    // By hand, as the list's own way goes on for a while with each row that turns out higher
    // than thought, and takes back who has turned the wheel meanwhile. `onResize` follows.
    if (box) box.scrollTop = box.scrollHeight;
  }, []);

  const jump = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    if (box.scrollHeight - box.scrollTop < smoothScreens * box.clientHeight) {
      list.current?.scrollToIndex(known.current.length - 1, { align: 'end', smooth: true });
      return;
    }
    // A long way leads past rows that nobody has measured: a smooth one would end anywhere.
    sticks.current = true;
    toEnd();
  }, [toEnd]);

  // Rows that turn out higher than thought, and a window that shrinks, don't push the end away.
  const onResize = useCallback(() => {
    if (sticks.current) toEnd();
    look();
  }, [toEnd, look]);

  /** Who turns the wheel back leaves the end now, and not when a busy page comes to hear of it. */
  const onWheel = useCallback(({ deltaY, ctrlKey, currentTarget }: WheelEvent<HTMLElement>) => {
    // With Ctrl, and by two fingers, it makes all larger or smaller.
    if (deltaY < 0 && !ctrlKey && currentTarget.scrollTop > 0) sticks.current = false;
  }, []);

  const opened = useRef(false);
  useLayoutEffect(() => {
    const { length } = messages;
    const grew = length !== known.current.length;
    const newest = messages.at(-1);
    const justWritten = newest?.state === 'sending' && newest.key !== known.current.at(-1)?.key;
    known.current = messages;
    lastFirst.current = firstSeq;
    if (length === 0) return;
    if (!opened.current) {
      opened.current = true;
      sticks.current = unreadAt === -1;
      // With the message before it, so that one sees where one is.
      if (unreadAt === -1) toEnd();
      else list.current?.scrollToIndex(Math.max(0, unreadAt - 1), { align: 'start' });
      look();
      return;
    }
    // What one writes oneself is always shown.
    if (grew && (sticks.current || justWritten)) toEnd();
  }, [messages, firstSeq, unreadAt, toEnd, look]);

  useEffect(() => {
    // A list that scrolls must be reachable by keys, also where no message has anything to press.
    if (scroller.current) scroller.current.tabIndex = 0;
  }, []);
  useEffect(() => onAtEnd(atEnd), [atEnd, onAtEnd]);
  useEffect(() => {
    // A page that isn't full yet never scrolls, so it asks by itself.
    if (older === 'more') look();
  }, [older, look]);

  return (
    <div className="relative min-h-0 grow">
      <div
        ref={scroller}
        role="log"
        // Scrolling brings old rows into the page; only news are read out, by Chat.
        aria-live="off"
        aria-label={t('messages')}
        onWheel={onWheel}
        className="flex size-full flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="grow" />
        {messages.length > 0 && (
          <div style={{ height: topHeight }} className="flex shrink-0 flex-col justify-end">
            {older === 'none' ? props.beginning : <OlderSkeleton />}
          </div>
        )}
        <Virtualizer
          ref={list}
          scrollRef={scroller}
          startMargin={topHeight}
          shift={shift}
          bufferSize={600}
          onScroll={look}
          onResize={onResize}
          data={messages}
        >
          {(message, i) => {
            const { day, unread, first, last } = placeOf(messages, i, unreadAt);
            return (
              <div key={message.key}>
                {day && <DayDivider at={message.at} />}
                {unread && <UnreadDivider />}
                <MessageItem {...{ message, first, last, mayWrite, actions }} />
              </div>
            );
          }}
        </Virtualizer>
        {messages.length === 0 && props.beginning}
        <div className="h-2 shrink-0" />
      </div>
      {!atEnd && <JumpButton unread={props.unread} onClick={jump} />}
    </div>
  );
}

function JumpButton({ unread, onClick }: { unread: number; onClick(): void }) {
  const t = useWords('chat');
  return (
    <Button
      size="small"
      className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
      icon={<ArrowDown aria-hidden="true" className="size-4" />}
      onClick={onClick}
    >
      {unread > 0 ? t('jump.new', { count: unread }) : t('jump.end')}
    </Button>
  );
}

/** Holds the place of the page before, so that nothing moves when it comes. */
const OlderSkeleton = () => (
  <div className="flex flex-col gap-2 px-4 py-2">
    <div className="flex gap-2">
      <Skeleton className="size-8 rounded-full" />
      <Skeleton className="h-9 w-2/5 rounded-tile" />
    </div>
    <div className="flex flex-row-reverse gap-2">
      <Skeleton className="h-9 w-1/3 rounded-tile" />
    </div>
  </div>
);
