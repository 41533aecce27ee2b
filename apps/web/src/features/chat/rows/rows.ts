/**
 * From messages to what stands below each other in the conversation: days, the
 * mark before what is new, and messages grouped by who wrote them when.
 */
import type { ClientMessageId } from '@converge/protocol/ids';

/** A message as the conversation shows it. */
export interface ChatMessage {
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
  readonly state: 'stored' | 'sending' | 'failed';
}

export interface MessageRow {
  readonly type: 'message';
  readonly key: string;
  readonly message: ChatMessage;
  /** The first of a group has the name, the last the space after it. */
  readonly first: boolean;
  readonly last: boolean;
}

export type ChatRow =
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  | { readonly type: 'unread'; readonly key: string }
  | MessageRow;

/** Who goes on writing within this time doesn't get a new name line, in milliseconds. */
const groupMs = 5 * 60_000;

/**
 * The rows of `messages` (in order). `unreadAfter`: the mark stands before the
 * first message of somebody else with a higher number, once that one is among
 * them: before what is merely the first page it would say nothing. null: no mark.
 * Rows that didn't change are taken from `previous`, so that of ten thousand
 * only the new one is drawn.
 */
export function buildRows(
  messages: readonly ChatMessage[],
  unreadAfter: number | null,
  previous: readonly ChatRow[] = [],
): ChatRow[] {
  const known = new Map(previous.map((row) => [row.key, row]));
  const rows: ChatRow[] = [];
  const add = (row: ChatRow) => rows.push(same(known.get(row.key), row) ?? row);
  let marked = unreadAfter === null || (messages[0]?.seq ?? 0) > unreadAfter + 1;
  let before: ChatMessage | undefined;
  const days = new Map<string, number>();

  for (const [i, message] of messages.entries()) {
    const newDay = !before || !sameDay(before.at, message.at);
    if (newDay) add({ type: 'day', key: freshKey(days, dayKey(message.at)), at: message.at });
    const isNew = !marked && !message.mine && (message.seq ?? 0) > (unreadAfter ?? 0);
    if (isNew) {
      marked = true;
      add({ type: 'unread', key: 'unread' });
    }
    const after = messages[i + 1];
    add({
      type: 'message',
      key: message.key,
      message,
      first: newDay || isNew || !before || !together(before, message),
      last: !after || !together(message, after),
    });
    before = message;
  }
  return rows;
}

/** Where in `rows` the mark before what is new stands; -1: there is none. */
export const unreadIndex = (rows: readonly ChatRow[]): number =>
  rows.findIndex((row) => row.type === 'unread');

const together = (a: ChatMessage, b: ChatMessage): boolean =>
  a.authorId === b.authorId && b.at - a.at < groupMs && sameDay(a.at, b.at);

const sameDay = (a: number, b: number): boolean => dayKey(a) === dayKey(b);

/** The reader's own day; midnight is where they are. */
function dayKey(at: number): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`;
}

/** Clocks differ, so what isn't stored yet may come from "yesterday": a day can stand twice. */
function freshKey(days: Map<string, number>, day: string): string {
  const times = days.get(day) ?? 0;
  days.set(day, times + 1);
  return times === 0 ? `day:${day}` : `day:${day}:${times}`;
}

function same(old: ChatRow | undefined, next: ChatRow): ChatRow | undefined {
  if (old?.type !== next.type) return undefined;
  if (old.type !== 'message' || next.type !== 'message') return old;
  const unchanged =
    old.message === next.message && old.first === next.first && old.last === next.last;
  return unchanged ? old : undefined;
}
