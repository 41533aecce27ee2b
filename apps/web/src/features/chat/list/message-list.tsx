import { ArrowDown } from 'lucide-react';
import {
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { Button } from '../../../design/button.tsx';
import { Skeleton } from '../../../design/skeleton.tsx';
import { useFormat } from '../../../i18n/format.ts';
import { useWords } from '../../../i18n/words.ts';
import { buildRows, type ChatMessage, type ChatRow, unreadIndex } from '../rows/rows.ts';
import { DayDivider, UnreadDivider } from './dividers.tsx';
import { sticksNext } from './end.ts';
import { type MessageActions, MessageItem } from './message-item.tsx';

/** So near to the beginning, older messages are asked for. */
const aheadOfStart = 1200;

/** What stands above the first row is always as high: the list must know where it begins. */
const topHeight = 104;

export interface MessageListProps {
  messages: readonly ChatMessage[];
  older: 'none' | 'more' | 'loading';
  /** The mark stands after this number; null: none. */
  unreadAfter: number | null;
  unread: number;
  actions: MessageActions;
  /** Stands before the first message of all, or alone where there is none. */
  beginning: ReactNode;
  loadOlder(): void;
  /** The end came into sight, or left it. */
  onAtEnd(atEnd: boolean): void;
}

/** The conversation: of ten thousand messages only those in sight are in the page. */
export function MessageList(props: MessageListProps) {
  const { messages, older, unreadAfter, loadOlder, onAtEnd } = props;
  const t = useWords('chat');
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const known = useRef<readonly ChatRow[]>([]);
  const rows = useMemo(
    () => buildRows(messages, unreadAfter, known.current),
    [messages, unreadAfter],
  );
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

  const toEnd = useCallback((smooth = false) => {
    list.current?.scrollToIndex(known.current.length - 1, { align: 'end', smooth });
  }, []);

  // Rows that turn out higher than thought, and a window that shrinks, don't push the end away.
  const onResize = useCallback(() => {
    if (sticks.current) toEnd();
    look();
  }, [toEnd, look]);

  const opened = useRef(false);
  useLayoutEffect(() => {
    const grew = rows.length !== known.current.length;
    known.current = rows;
    lastFirst.current = firstSeq;
    if (rows.length === 0) return;
    if (!opened.current) {
      opened.current = true;
      const mark = unreadIndex(rows);
      sticks.current = mark <= 0;
      if (mark > 0) list.current?.scrollToIndex(mark - 1, { align: 'start' });
      else toEnd();
      look();
      return;
    }
    // What one writes oneself is always shown.
    if (grew && (sticks.current || rows.at(-1)?.key === ownNewest(messages))) toEnd();
  }, [rows, firstSeq, messages, toEnd, look]);

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
        className="flex size-full flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="grow" />
        {rows.length > 0 && (
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
          data={rows}
        >
          {(row) => <div key={row.key}>{rowOf(row, props.actions)}</div>}
        </Virtualizer>
        {rows.length === 0 && props.beginning}
        <div className="h-2 shrink-0" />
      </div>
      {!atEnd && <JumpButton unread={props.unread} onClick={() => toEnd(true)} />}
    </div>
  );
}

function rowOf(row: ChatRow, actions: MessageActions): ReactNode {
  switch (row.type) {
    case 'day':
      return <DayDivider at={row.at} />;
    case 'unread':
      return <UnreadDivider />;
    case 'message':
      return <MessageItem row={row} actions={actions} />;
    default:
      return row satisfies never;
  }
}

function ownNewest(messages: readonly ChatMessage[]): string | null {
  const newest = messages.at(-1);
  return newest?.mine && newest.state === 'sending' ? newest.key : null;
}

function JumpButton({ unread, onClick }: { unread: number; onClick(): void }) {
  const t = useWords('chat');
  const format = useFormat();
  return (
    <Button
      size="small"
      className="absolute bottom-3 left-1/2 -translate-x-1/2 rounded-full shadow-float"
      icon={<ArrowDown aria-hidden="true" className="size-4" />}
      onClick={onClick}
    >
      {unread > 0 ? t('jump.new', { count: unread }) : t('jump.end')}
      <span className="sr-only">{unread > 0 ? format.number(unread) : ''}</span>
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
