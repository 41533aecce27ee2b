/** The conversation of a room: writing, reading back, and how far one has read. */
import { ConvergeError } from '@converge/protocol/errors';
import type { ClientMessageId, RoomId, Seq } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { Person } from '@converge/protocol/people';
import {
  type ConversationPage,
  chatMessage,
  chatReadMoved,
  type Message,
} from '@converge/protocol/realtime/chat';
import { cleanText } from '@converge/protocol/text';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/client.ts';
import type { Broadcast, Identity } from '../../platform/realtime/ports.ts';
import type { RoomPace } from '../../platform/realtime/room-pace.ts';
import { type ActorIn, assertCan } from '../rooms/index.ts';
import type { ChatMetrics } from './chat.metrics.ts';
import { presentMessage, presentStored } from './chat.present.ts';
import { type Bounds, findMessages, findPosition, moveReadMark } from './chat.repo.ts';
import { createOutgoing, type Outcome } from './outgoing.ts';
import { type Draft, RoomGone, type Stored, storeMessages } from './store.ts';

export interface ChatContext {
  readonly database: Pick<Database, 'db' | 'pool'>;
  readonly clock: Clock;
  readonly broadcast: Broadcast;
  readonly actorIn: ActorIn;
  readonly pace: RoomPace;
  readonly metrics: ChatMetrics;
}

interface Sending {
  readonly identity: Identity;
  readonly clientId: ClientMessageId;
  readonly text: string;
}

/** The most text in one page, so that long messages can't make an answer of megabytes. */
const pageTextMax = 256 * 1024;

export type ChatService = ReturnType<typeof createChatService>;

export function createChatService(context: ChatContext) {
  const { actorIn, broadcast, clock, metrics, pace } = context;
  const { db, pool } = context.database;
  const outgoing = createOutgoing(sendBatch);

  /** Rights are asked here, in turn with the writing, so that nothing overtakes anything. */
  async function sendBatch(
    roomId: RoomId,
    items: readonly Sending[],
  ): Promise<readonly Outcome<Message>[]> {
    const writers = new Map<string, ReturnType<typeof mayWrite>>();
    for (const { identity } of items) {
      const { id } = identity.person;
      if (!writers.has(id)) writers.set(id, mayWrite(roomId, identity));
    }
    const refusals = new Map<string, unknown>();
    for (const [id, allowed] of writers) {
      const refusal = await allowed;
      if (refusal) refusals.set(id, refusal);
    }
    const drafts = new Map<string, Draft>();
    const putOff = new Map<string, unknown>();
    for (const { identity, clientId, text } of items) {
      const author = identity.person;
      const key = keyOf(author.id, clientId);
      if (refusals.has(author.id) || drafts.has(key) || putOff.has(key)) continue;
      try {
        pace(roomId);
        drafts.set(key, { author, clientId, text });
      } catch (error) {
        putOff.set(key, error);
      }
    }
    const stored = drafts.size > 0 ? await store(roomId, [...drafts.values()]) : new Map();
    return items.map(({ identity, clientId }) => {
      const { id } = identity.person;
      const key = keyOf(id, clientId);
      if (refusals.has(id)) return { error: refusals.get(id) };
      if (putOff.has(key)) return { error: putOff.get(key) };
      return { value: stored.get(key) };
    });
  }

  /** Stores, and tells everybody in order of `seq` before anybody is acknowledged. */
  async function store(roomId: RoomId, drafts: readonly Draft[]): Promise<Map<string, Message>> {
    const authors = new Map<string, Person>(drafts.map(({ author }) => [author.id, author]));
    const byKey = new Map<string, Message>();
    const rows = await storeMessages(pool, roomId, drafts, clock.now()).catch((error: unknown) => {
      throw error instanceof RoomGone ? new ConvergeError('room_not_found') : error;
    });
    for (const row of rows) {
      const message = presentStored(row, authorOf(row, authors));
      byKey.set(keyOf(row.authorId, row.clientId), message);
      if (row.isNew) broadcast(`room:${roomId}`, chatMessage, { roomId, message });
    }
    metrics.stored(rows.filter(({ isNew }) => isNew).length);
    return byKey;
  }

  /** @returns why not; null: they may */
  async function mayWrite(roomId: RoomId, identity: Identity): Promise<unknown> {
    try {
      assertCan(await actorIn(roomId, identity), 'chat');
      return null;
    } catch (error) {
      return error;
    }
  }

  async function page(
    roomId: RoomId,
    reader: Identity['person']['id'],
    bounds: Bounds,
    limit: number,
  ): Promise<ConversationPage> {
    // The position first: a message that comes in between is then in the page and beyond
    // `latest`, which is harmless; the other way round it would be missing without a trace.
    const position = await findPosition(db, roomId, reader);
    const rows = await findMessages(db, roomId, bounds, limit);
    const forward = bounds.after !== undefined;
    const messages = withinText(rows.map(presentMessage), forward);
    return { messages, ...position, latest: Math.max(position.latest, messages.at(-1)?.seq ?? 0) };
  }

  return {
    /** Stores a message; resolves when it is on disk. */
    async send(
      identity: Identity,
      input: { roomId: RoomId; clientId: ClientMessageId; text: string },
    ): Promise<Message> {
      const text = cleanText(input.text);
      if (text.trim() === '') throw new ConvergeError('message_empty');
      if (text.length > limits.message.max) throw new ConvergeError('message_too_long');
      return await outgoing(input.roomId, { identity, clientId: input.clientId, text });
    },

    /** Stores what somebody who leads decided to publish for its author, and tells everybody. */
    publish: (roomId: RoomId, draft: Draft): Promise<unknown> => store(roomId, [draft]),

    /** A page of what was written before or after a number; without either, the newest. */
    async history(
      identity: Identity,
      { roomId, limit, ...bounds }: Bounds & { roomId: RoomId; limit?: number | undefined },
    ): Promise<ConversationPage> {
      assertCan(await actorIn(roomId, identity), 'chat.read');
      return await page(roomId, identity.person.id, bounds, limit ?? limits.historyPage.default);
    },

    /**
     * What a room shows first: all that follows `after`, or, where that is more
     * than a page (or nothing is known), the newest page. Rights were asked before.
     */
    async firstLook(
      roomId: RoomId,
      reader: Person['id'],
      after: Seq | undefined,
    ): Promise<ConversationPage> {
      const newest = await page(roomId, reader, {}, limits.historyPage.default);
      if (after === undefined) return newest;
      return { ...newest, messages: newest.messages.filter(({ seq }) => seq > after) };
    },

    /** Moves the reading mark forward, on all devices of the person. */
    async read(identity: Identity, roomId: RoomId, seq: Seq): Promise<void> {
      assertCan(await actorIn(roomId, identity), 'chat.read');
      const { id } = identity.person;
      const moved = await moveReadMark(db, roomId, id, seq);
      if (moved !== null) broadcast(`person:${id}`, chatReadMoved, { roomId, seq: moved });
    },
  };
}

const keyOf = (authorId: string, clientId: string) => `${authorId} ${clientId}`;

function authorOf(row: Stored, authors: ReadonlyMap<string, Person>): Person {
  const author = authors.get(row.authorId);
  if (!author) throw new Error('a stored message has an author who sent none');
  return author;
}

/** As much of a page as fits in `pageTextMax`, from the end that was asked for, at least one. */
function withinText(messages: Message[], forward: boolean): Message[] {
  const inOrderOfNeed = forward ? messages : messages.toReversed();
  let total = 0;
  const kept = inOrderOfNeed.filter(({ text }, at) => {
    total += text.length;
    return at === 0 || total <= pageTextMax;
  });
  return forward ? kept : kept.toReversed();
}
