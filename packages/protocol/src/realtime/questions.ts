/**
 * Questions: where the policy lets people chat on request, what they write is
 * held, and seen by its author and by who leads, until one of those publishes it.
 * Published, it is a message like any other; held, it has no place in the
 * sequence, which therefore stays free of gaps for everybody (SPEC ASK).
 */
import * as z from 'zod/mini';
import { ClientMessageId, RoomId, Timestamp } from '../ids.ts';
import { limits } from '../limits.ts';
import { Person } from '../people.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

export const Question = z.object({
  /** Chosen by its author, and the message's client id once it is published. */
  id: ClientMessageId,
  author: Person,
  text: z.string(),
  askedAt: Timestamp,
});
export type Question = z.infer<typeof Question>;

/**
 * Asks; the same id again gets the first answer again. Refusals: message_empty,
 * message_too_long, forbidden, rate_limited (too many of one's own are still open).
 */
export const chatAsk = defineRequest(
  'chat.ask',
  z.object({
    roomId: RoomId,
    id: ClientMessageId,
    text: z.string().check(z.maxLength(limits.message.max * 2)),
  }),
  z.object({ question: Question }),
);

/** What is held: all of it for who leads, one's own for everybody else. The events tell what changes. */
export const chatQuestions = defineRequest(
  'chat.questions',
  z.object({ roomId: RoomId }),
  z.object({ questions: z.array(Question) }),
);

/** Makes a message of it, for who leads. Refusals: forbidden, not_found. */
export const chatPublish = defineRequest(
  'chat.publish',
  z.object({ roomId: RoomId, id: ClientMessageId }),
  Nothing,
);

/** Lets it go unpublished: for who leads, and for its author. Refusals: not_found. */
export const chatDismiss = defineRequest(
  'chat.dismiss',
  z.object({ roomId: RoomId, id: ClientMessageId }),
  Nothing,
);

export const chatAsked = defineEvent(
  'chat.asked',
  z.object({ roomId: RoomId, question: Question }),
);

/** Published or dismissed: it is held no longer. */
export const chatSettled = defineEvent(
  'chat.settled',
  z.object({ roomId: RoomId, id: ClientMessageId }),
);
