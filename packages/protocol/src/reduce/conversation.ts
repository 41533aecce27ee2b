/**
 * A reader's copy of a conversation: runs of messages in order of `seq`, kept
 * whole however the pieces arrive (a live event before its acknowledgement, a
 * page twice, a gap after a lost line).
 */
import type { Seq } from '../ids.ts';
import type { ConversationPage, Message } from '../realtime/chat.ts';

export interface Conversation {
  /** Ascending by `seq`, none twice. */
  readonly messages: readonly Message[];
  readonly latest: Seq;
  readonly read: Seq;
}

export const emptyConversation: Conversation = { messages: [], latest: 0, read: 0 };

/** Adds messages, wherever in the sequence they belong; those known already change nothing. */
export function addMessages(
  conversation: Conversation,
  incoming: readonly Message[],
): Conversation {
  if (incoming.length === 0) return conversation;
  const known = conversation.messages;
  const messages = add(known, incoming);
  if (messages.length === known.length) return conversation;
  return {
    ...conversation,
    messages,
    latest: Math.max(conversation.latest, messages.at(-1)?.seq ?? 0),
  };
}

/** Takes in a page from the server. */
export function addPage(conversation: Conversation, page: ConversationPage): Conversation {
  const next = addMessages(conversation, page.messages);
  const latest = Math.max(next.latest, page.latest);
  const read = Math.max(next.read, page.read);
  return latest === next.latest && read === next.read ? next : { ...next, latest, read };
}

/** Moves the reading mark forward; it never goes back. */
export function markRead(conversation: Conversation, seq: Seq): Conversation {
  return seq > conversation.read ? { ...conversation, read: seq } : conversation;
}

/**
 * The first stretch that is missing between known messages (or between the last
 * known one and `latest`): ask for what lies strictly between. null: all is there.
 */
export function firstGap(conversation: Conversation): { after: Seq; before: Seq } | null {
  const { messages, latest } = conversation;
  const first = messages[0]?.seq ?? 1;
  // Ascending and none twice: without a gap each lies as far behind the first as its number says.
  let [whole, beyond] = [0, messages.length];
  while (whole < beyond) {
    const middle = (whole + beyond) >> 1;
    if (messages[middle]?.seq === first + middle) whole = middle + 1;
    else beyond = middle;
  }
  const after = first + whole - 1;
  const before = messages[whole]?.seq ?? latest + 1;
  return after + 1 < before ? { after, before } : null;
}

/** A new message, or a page of the past, is put to its end; what belongs in between is sorted in. */
function add(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const ascending = incoming.every((m, i) => m.seq > (incoming[i - 1]?.seq ?? 0));
  if (ascending && isBefore(known, incoming)) return [...known, ...incoming];
  if (ascending && isBefore(incoming, known)) return [...incoming, ...known];
  return merge(known, incoming);
}

const isBefore = (left: readonly Message[], right: readonly Message[]): boolean =>
  (left.at(-1)?.seq ?? 0) < (right[0]?.seq ?? Number.POSITIVE_INFINITY);

function merge(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((m) => [m.seq, m]));
  for (const message of incoming) if (!bySeq.has(message.seq)) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
