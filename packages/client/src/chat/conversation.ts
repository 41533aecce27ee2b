/**
 * The conversation of a room as one person sees it: what is stored, in order and
 * without gaps, and what this person wrote that isn't stored yet. It is fed with
 * pages by whoever opens the room (`room/open-room.ts`), and with live messages.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ClientMessageId, PersonId, RoomId, Seq } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import {
  type ConversationPage,
  chatHistory,
  chatMessage,
  chatRead,
  chatReadMoved,
  chatSend,
  type Message,
} from '@converge/protocol/realtime/chat';
import {
  addMessages,
  addPage,
  type Conversation as Copy,
  emptyConversation,
  firstGap,
  markRead,
} from '@converge/protocol/reduce/conversation';
import { cleanText } from '@converge/protocol/text';
import type { Connection } from '../realtime/connection.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import type { Storage } from '../state/storage.ts';
import { randomUuid } from '../state/uuid.ts';
import { createValue, derive, type Value } from '../state/value.ts';
import { createGapFiller } from './gaps.ts';
import { createOlder } from './older.ts';
import { createOutbox } from './outbox.ts';
import { createReadMark } from './read-mark.ts';
import { createUnsentStore, type Unsent } from './unsent.ts';

export interface ConversationView {
  /** False until the first page has come. */
  readonly ready: boolean;
  /** What is stored, ascending by `seq`. */
  readonly messages: readonly Message[];
  /** What this person wrote and isn't stored yet, to be shown after `messages`. */
  readonly unsent: readonly Unsent[];
  /** Whether something lies before the first of `messages`. */
  readonly older: 'none' | 'more' | 'loading';
  readonly latest: Seq;
  readonly read: Seq;
  /** Messages of others beyond `read`. */
  readonly unread: number;
}

export interface Conversation {
  readonly view: Value<ConversationView>;
  /**
   * Shows the text at once and sends it as soon as there is a line, once and in
   * order. Throws `ConvergeError` at once: message_empty, message_too_long.
   */
  send(text: string): ClientMessageId;
  /** Sends a failed text again. */
  retry(clientId: ClientMessageId): void;
  /** Forgets a failed text. */
  discard(clientId: ClientMessageId): void;
  /** Brings the page before the first known message. Throws `ConvergeError`. */
  loadOlder(): Promise<void>;
  /** Read up to here (by default, to the end); moves forward only. */
  markRead(seq?: Seq): void;
}

/** The side of it that the opened room works with. */
export interface FedConversation extends Conversation {
  /** The last message held without a gap before it; undefined before the first page. */
  lastKnown(): Seq | undefined;
  takePage(page: ConversationPage, me: PersonId): void;
}

export interface ConversationOptions {
  readonly connection: Connection;
  readonly roomId: RoomId;
  readonly scope: Scope;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

export function createConversation(options: ConversationOptions): FedConversation {
  const { connection, roomId, scope, storage, clock, log } = options;
  const copy = createValue<Copy>(emptyConversation);
  const me = createValue<PersonId | null>(null);
  const online = derive([connection.state], (state) => state.kind === 'online');

  const outbox = createOutbox({
    online,
    clock,
    async send({ clientId, text }) {
      const input = { roomId, clientId, text };
      const { message } = await connection.request(chatSend, input, { offline: 'fail' });
      takeAcknowledged(message);
      return message;
    },
  });
  const readMark = createReadMark({
    online,
    clock,
    send: (seq) => connection.request(chatRead, { roomId, seq }, { offline: 'fail' }),
  });
  const fillGaps = createGapFiller({
    copy,
    online,
    scope,
    clock,
    log,
    async fetch(after) {
      const input = { roomId, after, limit: limits.historyPage.max };
      takePage(await connection.request(chatHistory, input, { offline: 'fail' }));
    },
  });
  const older = createOlder({
    copy,
    scope,
    clock,
    async fetch(before, limit) {
      const input = { roomId, before, limit };
      takePage(await connection.request(chatHistory, input, { resend: true }));
    },
  });

  scope.onClose(outbox.close);
  scope.onClose(readMark.close);
  scope.onClose(
    connection.on(chatMessage, (event) => {
      if (event.roomId !== roomId) return;
      take([event.message]);
      fillGaps();
    }),
  );
  scope.onClose(
    connection.on(chatReadMoved, (event) => {
      if (event.roomId !== roomId) return;
      readMark.known(event.seq);
      copy.update((now) => markRead(now, event.seq));
    }),
  );

  const view = derive(
    [copy, outbox.rows, older.loading, me],
    ({ messages, latest, read }, unsent, loading, self): ConversationView => ({
      ready: self !== null,
      messages,
      unsent,
      older: (messages[0]?.seq ?? 1) <= 1 ? 'none' : loading ? 'loading' : 'more',
      latest,
      read,
      unread: unreadOf(messages, latest, read, self),
    }),
  );

  return {
    view,
    send(text) {
      const clean = cleanText(text);
      if (clean.trim() === '') throw new ConvergeError('message_empty');
      if (clean.length > limits.message.max) throw new ConvergeError('message_too_long');
      const clientId = randomUuid() as ClientMessageId;
      outbox.add({ clientId, text: clean, writtenAt: connection.serverNow(), state: 'pending' });
      return clientId;
    },
    retry: outbox.retry,
    discard: outbox.discard,
    loadOlder: older.load,
    markRead(seq = copy.get().latest) {
      const upTo = Math.min(seq, copy.get().latest);
      copy.update((now) => markRead(now, upTo));
      readMark.move(upTo);
    },
    lastKnown() {
      const now = copy.get();
      if (me.get() === null) return undefined;
      return firstGap(now)?.after ?? now.latest;
    },
    takePage(page, self) {
      if (me.get() !== self) {
        me.set(self);
        outbox.keepIn(createUnsentStore(storage, self, roomId));
      }
      takePage(page);
      fillGaps();
    },
  };

  function takePage(page: ConversationPage): void {
    copy.update((now) => addPage(now, page));
    readMark.known(page.read);
    dropStored(page.messages);
  }

  function take(messages: readonly Message[]): void {
    copy.update((now) => addMessages(now, messages));
    dropStored(messages);
  }

  /**
   * The answer to a text that was sent again may name a place from long ago,
   * before all that this page holds. That place belongs to the history, which
   * comes by scrolling; shown at once it would stand there with a hole behind it.
   */
  function takeAcknowledged(message: Message): void {
    const first = copy.get().messages[0];
    if (first && message.seq < first.seq) {
      dropStored([message]);
      return;
    }
    take([message]);
    fillGaps();
  }

  /** A row whose message came by another way than its acknowledgement is stored too. */
  function dropStored(messages: readonly Message[]): void {
    if (outbox.rows.get().length === 0) return;
    for (const { author, clientId } of messages) {
      if (author.id === me.get()) outbox.stored(clientId);
    }
  }
}

function unreadOf(
  messages: readonly Message[],
  latest: Seq,
  read: Seq,
  self: PersonId | null,
): number {
  let own = 0;
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (!message || message.seq <= read) break;
    if (message.author.id === self) own++;
  }
  return Math.max(0, latest - read - own);
}
