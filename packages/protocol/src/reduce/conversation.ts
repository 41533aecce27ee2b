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
  const last = known.at(-1)?.seq ?? 0;
  const inOrder = incoming.every((m, i) => m.seq > (i === 0 ? last : (incoming[i - 1]?.seq ?? 0)));
  const messages = inOrder ? [...known, ...incoming] : merge(known, incoming);
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
  const first = messages[0];
  if (!first) return latest > 0 ? { after: 0, before: latest + 1 } : null;
  for (let i = 1; i < messages.length; i++) {
    const [left, right] = [messages[i - 1], messages[i]];
    if (left && right && right.seq !== left.seq + 1) return { after: left.seq, before: right.seq };
  }
  const last = messages.at(-1)?.seq ?? first.seq;
  return last < latest ? { after: last, before: latest + 1 } : null;
}

function merge(known: readonly Message[], incoming: readonly Message[]): Message[] {
  const bySeq = new Map(known.map((m) => [m.seq, m]));
  for (const message of incoming) if (!bySeq.has(message.seq)) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}
