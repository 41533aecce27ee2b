/**
 * The conversation of a room. Every message has its place in a gap-free
 * sequence; whoever knows a sequence number knows what is missing.
 */
import * as z from 'zod/mini';
import { ClientMessageId, MessageId, RoomId, Seq, Timestamp } from '../ids.ts';
import { limits } from '../limits.ts';
import { Person } from '../people.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

export const Message = z.object({
  id: MessageId,
  seq: Seq,
  clientId: ClientMessageId,
  /** As they were called when they wrote it. */
  author: Person,
  text: z.string(),
  sentAt: Timestamp,
});
export type Message = z.infer<typeof Message>;

/** A run of messages in ascending order, and where the conversation stands. */
export const ConversationPage = z.object({
  messages: z.array(Message),
  /** The conversation's newest sequence number; 0: nothing written yet. */
  latest: Seq,
  /** Up to where the asking person has read. */
  read: Seq,
});
export type ConversationPage = z.infer<typeof ConversationPage>;

/**
 * Stores a message. Acknowledged only when it is on disk; the same `clientId`
 * again gets the first answer again. Refusals: message_empty, message_too_long,
 * room_not_found, room_archived, removed, forbidden, rate_limited.
 */
export const chatSend = defineRequest(
  'chat.send',
  z.object({
    roomId: RoomId,
    clientId: ClientMessageId,
    text: z.string().check(z.maxLength(limits.message.max * 2)),
  }),
  z.object({ message: Message }),
);

/** A page before `before`, or after `after` (exclusive), ascending. */
export const chatHistory = defineRequest(
  'chat.history',
  z.object({
    roomId: RoomId,
    before: z.optional(Seq),
    after: z.optional(Seq),
    limit: z.optional(z.int().check(z.gte(1), z.lte(limits.historyPage.max))),
  }),
  ConversationPage,
);

/** Marks everything up to `seq` as read; never moves backwards. */
export const chatRead = defineRequest('chat.read', z.object({ roomId: RoomId, seq: Seq }), Nothing);

export const chatMessage = defineEvent(
  'chat.message',
  z.object({ roomId: RoomId, message: Message }),
);

/** This person read on, maybe on another device. Sent to their own sockets only. */
export const chatReadMoved = defineEvent('chat.readMoved', z.object({ roomId: RoomId, seq: Seq }));
