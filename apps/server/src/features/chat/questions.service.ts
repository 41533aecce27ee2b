/** Questions that are held until somebody who leads publishes them (SPEC ASK). */
import { ConvergeError } from '@converge/protocol/errors';
import type { ClientMessageId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import { can } from '@converge/protocol/permissions';
import { chatAsked, chatSettled, type Question } from '@converge/protocol/realtime/questions';
import { cleanText } from '@converge/protocol/text';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/client.ts';
import type { Broadcast, Identity, Session } from '../../platform/realtime/ports.ts';
import type { RoomPace } from '../../platform/realtime/room-pace.ts';
import { type ActorIn, assertCan, insertAudit } from '../rooms/index.ts';
import { countQuestions, deleteQuestion, findQuestions, insertQuestion } from './questions.repo.ts';
import type { Draft } from './store.ts';

export interface QuestionsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly broadcast: Broadcast;
  readonly actorIn: ActorIn;
  readonly pace: RoomPace;
  /** Stores a message and tells everybody; twice with the same client id is once. */
  readonly publish: (roomId: RoomId, draft: Draft) => Promise<unknown>;
}

/** So many of somebody's questions may wait in a room. */
const openMax = 10;
/** When to look again whether one was answered. */
const retryAfterMs = 10_000;

export type QuestionsService = ReturnType<typeof createQuestionsService>;

export function createQuestionsService(context: QuestionsContext) {
  const { db, clock, broadcast, actorIn, pace, publish } = context;

  async function held(roomId: RoomId, id: ClientMessageId): Promise<Question> {
    const [question] = await findQuestions(db, roomId, { id });
    if (!question) throw new ConvergeError('not_found');
    return question;
  }

  /**
   * Lets go of it, with its line of the room's log (SPEC AUDIT-4): whose it was, and
   * not what was asked. @returns whether it was held
   */
  const settle = (
    { person: by }: Identity,
    roomId: RoomId,
    { id, author: target }: Question,
    action: 'publishQuestion' | 'dismissQuestion',
  ): Promise<boolean> =>
    db.transaction(async (tx) => {
      const gone = await deleteQuestion(tx, roomId, id);
      if (gone) await insertAudit(tx, roomId, { by, target, action });
      return gone;
    });

  /** It is held no longer: so hear those who saw it. */
  function tellSettled(roomId: RoomId, { id, author }: Question): void {
    broadcast(`questions:${roomId}`, chatSettled, { roomId, id });
    broadcast(`person:${author.id}`, chatSettled, { roomId, id });
  }

  return {
    /** Holds what somebody asks; the same id again is the same question. */
    async ask(
      identity: Identity,
      input: { roomId: RoomId; id: ClientMessageId; text: string },
    ): Promise<Question> {
      const { roomId, id } = input;
      const { person: author } = identity;
      assertCan(await actorIn(roomId, identity), 'chat.ask');
      const text = cleanText(input.text);
      if (text.trim() === '') throw new ConvergeError('message_empty');
      if (text.length > limits.message.max) throw new ConvergeError('message_too_long');
      const [before] = await findQuestions(db, roomId, { id, author: author.id });
      if (before) return before;
      if ((await countQuestions(db, roomId, author.id)) >= openMax) {
        throw new ConvergeError('rate_limited', { retryAfterMs });
      }
      pace(roomId);
      const question: Question = { id, author, text, askedAt: clock.now() };
      if (!(await insertQuestion(db, roomId, question))) throw new ConvergeError('forbidden');
      broadcast(`questions:${roomId}`, chatAsked, { roomId, question });
      broadcast(`person:${author.id}`, chatAsked, { roomId, question });
      return question;
    },

    /** What is held, and from now on what changes: for who leads all of it, else one's own. */
    async look(session: Session, roomId: RoomId): Promise<Question[]> {
      const { identity } = session;
      const access = await actorIn(roomId, identity);
      assertCan(access, 'chat.read');
      if (!can(access.actor, 'chat.publish', access.rules)) {
        return await findQuestions(db, roomId, { author: identity.person.id });
      }
      session.subscribe(`questions:${roomId}`);
      return await findQuestions(db, roomId);
    },

    /** Makes a message of it, under its author's name. */
    async publish(identity: Identity, roomId: RoomId, id: ClientMessageId): Promise<void> {
      assertCan(await actorIn(roomId, identity), 'chat.publish');
      const question = await held(roomId, id);
      const { author, text } = question;
      // Stored first: after a fall in between it is published once more, and stays one message.
      await publish(roomId, { author, clientId: id, text });
      await settle(identity, roomId, question, 'publishQuestion');
      tellSettled(roomId, question);
    },

    /** Lets it go; its author takes it back in the same way. */
    async dismiss(identity: Identity, roomId: RoomId, id: ClientMessageId): Promise<void> {
      const access = await actorIn(roomId, identity);
      const question = await held(roomId, id);
      const own = question.author.id === identity.person.id;
      // What isn't theirs to see isn't there.
      if (!own && !can(access.actor, 'chat.publish', access.rules)) {
        throw new ConvergeError('not_found');
      }
      const gone = own
        ? await deleteQuestion(db, roomId, id)
        : await settle(identity, roomId, question, 'dismissQuestion');
      if (gone) tellSettled(roomId, question);
    },
  };
}
