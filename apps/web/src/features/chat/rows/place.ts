/**
 * Where a message stands in the conversation: whether a day begins with it, the
 * mark before what is new stands there, and which messages hang together. It is
 * asked of the messages in sight only, so that it never matters how many there are.
 */
import type { ChatMessage } from './messages.ts';

export interface Place {
  /** A day of the reader begins with it; midnight is where they are. */
  readonly day: boolean;
  /** The mark before what is new stands before it. */
  readonly unread: boolean;
  /** The first of a group has the name, the last the space after it. */
  readonly first: boolean;
  readonly last: boolean;
}

/** Who goes on writing within this time doesn't get a new name line, in milliseconds. */
const groupMs = 5 * 60_000;

/** The place of the message at `index`; `unreadAt` is what `findUnread` found. */
export function placeOf(messages: readonly ChatMessage[], index: number, unreadAt: number): Place {
  const message = messages[index];
  const [before, after] = [messages[index - 1], messages[index + 1]];
  const day = !before || !message || !sameDay(before.at, message.at);
  const unread = index === unreadAt;
  return {
    day,
    unread,
    first: day || unread || !together(before, message),
    last: !message || !after || !together(message, after),
  };
}

/**
 * Before which of `messages` (in order) the mark stands: the first of somebody
 * else with a number above `after`, once that place is among them: before what is
 * merely the first page it would say nothing. -1: nowhere.
 */
export function findUnread(messages: readonly ChatMessage[], after: number | null): number {
  if (after === null || (messages[0]?.seq ?? 0) > after + 1) return -1;
  let found = -1;
  // From the end: what is new lies there.
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (!message || (message.seq ?? Number.POSITIVE_INFINITY) <= after) break;
    if (!message.mine) found = i;
  }
  return found;
}

const together = (a: ChatMessage, b: ChatMessage): boolean =>
  a.authorId === b.authorId && b.at - a.at < groupMs && sameDay(a.at, b.at);

function sameDay(a: number, b: number): boolean {
  const [one, other] = [new Date(a), new Date(b)];
  return (
    one.getDate() === other.getDate() &&
    one.getMonth() === other.getMonth() &&
    one.getFullYear() === other.getFullYear()
  );
}
