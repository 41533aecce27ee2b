/**
 * A conversation's server in memory, by the rules of SPEC CHAT: one gap-free
 * sequence, one message per client id of an author, everybody who has the room
 * open hears of each. It can also write as somebody else.
 */
import { limits } from '@converge/protocol/limits';
import {
  chatHistory,
  chatMessage,
  chatRead,
  chatReadMoved,
  chatSend,
  type Message,
} from '@converge/protocol/realtime/chat';
import { roomClose, roomOpen } from '@converge/protocol/realtime/room';
import * as z from 'zod/mini';
import type { FakeServer, FakeSession } from './fake-net.ts';
import { makeMessage, makePerson, makeRoom, messageId } from './make.ts';

export class FakeChatServer implements FakeServer {
  readonly stored: Message[] = [];
  readonly requests: { readonly name: string; readonly payload: unknown }[] = [];
  /** These requests are refused, each as often as it says. */
  readonly refusals = new Map<string, { code: string; retryAfterMs?: number; times: number }>();
  read = 0;
  room = makeRoom();
  readonly me = makePerson(1);
  #open = new Set<FakeSession>();

  request(
    session: FakeSession,
    name: string,
    payload: unknown,
    answer: (ack: unknown) => void,
  ): void {
    this.requests.push({ name, payload });
    const refusal = this.refusals.get(name);
    if (refusal && refusal.times > 0) {
      refusal.times--;
      const { times: _, ...error } = refusal;
      answer({ ok: false, error });
      return;
    }
    answer({ ok: true, data: this.#handle(session, name, payload) });
  }

  closed(session: FakeSession): void {
    this.#open.delete(session);
  }

  /** Somebody else writes. */
  write(text: string): Message {
    const seq = this.stored.length + 1;
    return this.#store(makeMessage(seq, { author: makePerson(2), text }));
  }

  /** The person reads on another device. */
  readElsewhere(seq: number): void {
    this.read = Math.max(this.read, seq);
    for (const session of this.#open) {
      session.send(chatReadMoved, { roomId: this.room.id, seq: this.read });
    }
  }

  get texts(): string[] {
    return this.stored.map((message) => message.text);
  }

  count(name: string): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  get listeners(): number {
    return this.#open.size;
  }

  #handle(session: FakeSession, name: string, payload: unknown): unknown {
    switch (name) {
      case roomOpen.name: {
        const { after } = z.parse(roomOpen.input, payload);
        this.#open.add(session);
        const size = limits.historyPage.default;
        const missed = after === undefined ? this.stored : this.stored.filter((m) => m.seq > after);
        return { room: this.room, me: this.me, conversation: this.#page(missed.slice(-size)) };
      }
      case roomClose.name:
        this.#open.delete(session);
        return {};
      case chatSend.name: {
        const { clientId, text } = z.parse(chatSend.input, payload);
        const known = this.stored.find(
          (m) => m.clientId === clientId && m.author.id === this.me.id,
        );
        const seq = this.stored.length + 1;
        const message = known ?? this.#store(makeMessage(seq, { clientId, author: this.me, text }));
        return { message };
      }
      case chatHistory.name: {
        const { before, after, limit = 50 } = z.parse(chatHistory.input, payload);
        if (after !== undefined) {
          return this.#page(this.stored.filter((m) => m.seq > after).slice(0, limit));
        }
        const end = before ?? Number.POSITIVE_INFINITY;
        return this.#page(this.stored.filter((m) => m.seq < end).slice(-limit));
      }
      case chatRead.name: {
        const { seq } = z.parse(chatRead.input, payload);
        this.readElsewhere(seq);
        return {};
      }
      default:
        return {};
    }
  }

  #store(message: Message): Message {
    const stored = { ...message, id: messageId(message.seq) };
    this.stored.push(stored);
    for (const session of this.#open) {
      session.send(chatMessage, { roomId: this.room.id, message: stored });
    }
    return stored;
  }

  #page(messages: readonly Message[]) {
    return { messages, latest: this.stored.length, read: this.read };
  }
}
