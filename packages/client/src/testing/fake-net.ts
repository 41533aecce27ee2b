/**
 * A network in memory: lines whose frames move only when told to, in order, and
 * that can be cut between any two of them. No time, no threads, no chance.
 */
import type { Failure } from '@converge/protocol/errors';
import type { AnyEvent } from '@converge/protocol/realtime/define';
import { type Handshake, ping } from '@converge/protocol/realtime/handshake';
import type * as z from 'zod/mini';
import type { LineListener, OpenLine } from '../realtime/line.ts';
import { settle } from './settle.ts';

/** The server's end of a line. */
export interface FakeSession {
  readonly handshake: Handshake;
  readonly open: boolean;
  send<E extends AnyEvent>(event: E, payload: z.input<E['payload']>): void;
  sendRaw(name: string, payload: unknown): void;
}

export interface FakeServer {
  /** Says no to a handshake, or null to let it in. */
  admit?(handshake: Handshake): Failure | null;
  opened?(session: FakeSession): void;
  /** Handles a request; `answer` takes the whole acknowledgement. */
  request(
    session: FakeSession,
    name: string,
    payload: unknown,
    answer: (ack: unknown) => void,
  ): void;
  /** Signs of life are given at once, without a frame that a test would have to deliver. */
  readonly alive?: boolean;
  /** The line is gone. */
  closed?(session: FakeSession): void;
}

export interface FakeNet {
  readonly open: OpenLine;
  /** While false, lines don't open (they end at once) and none stays open. */
  reachable: boolean;
  /** The lines that are there carry nothing any more, opened or not, and nobody says so; new ones do. */
  swallow(): void;
  readonly sessions: readonly FakeSession[];
  /** Frames that are on their way. */
  readonly inFlight: number;
  /** Delivers one frame; false where none is on its way. */
  step(): Promise<boolean>;
  /** Delivers until nothing moves. */
  drain(): Promise<void>;
  /** Cuts all lines: what is on its way in either direction is lost. */
  cut(): Promise<void>;
}

interface OpenPair {
  readonly session: FakeSession & { open: boolean };
  readonly listener: LineListener;
  alive: boolean;
  /** It seems open, and carries nothing. */
  dead: boolean;
}

export function createFakeNet(server: FakeServer): FakeNet {
  const frames: { readonly pair: OpenPair; readonly deliver: () => void }[] = [];
  const pairs = new Set<OpenPair>();

  const put = (pair: OpenPair, deliver: () => void) => {
    if (pair.alive && !pair.dead) frames.push({ pair, deliver });
  };
  const end = (pair: OpenPair) => {
    if (!pair.alive) return;
    pair.alive = false;
    pairs.delete(pair);
    for (let i = frames.length - 1; i >= 0; i--) if (frames[i]?.pair === pair) frames.splice(i, 1);
    if (!pair.session.open) return;
    pair.session.open = false;
    server.closed?.(pair.session);
  };

  const net: FakeNet = {
    reachable: true,
    swallow() {
      for (const pair of pairs) pair.dead = true;
      frames.length = 0;
    },
    get sessions() {
      return [...pairs].filter((pair) => pair.session.open).map((pair) => pair.session);
    },
    get inFlight() {
      return frames.length;
    },
    open(handshake, listener) {
      const pair: OpenPair = {
        alive: true,
        dead: false,
        listener,
        session: {
          handshake,
          open: false,
          send: (event, payload) => pair.session.sendRaw(event.name, payload),
          sendRaw: (name, payload) =>
            put(pair, () => listener.event(name, structuredClone(payload))),
        },
      };
      pairs.add(pair);
      put(pair, () => {
        const failure = server.admit?.(handshake) ?? null;
        if (!net.reachable || failure) {
          end(pair);
          if (net.reachable && failure) listener.refused(failure);
          else listener.ended('unreachable');
          return;
        }
        pair.session.open = true;
        listener.opened();
        server.opened?.(pair.session);
      });
      return {
        send(name, payload, answer) {
          if (server.alive && name === ping.name) {
            if (pair.alive && net.reachable && !pair.dead) answer({ ok: true, data: {} });
            return;
          }
          const sent = structuredClone(payload);
          put(pair, () =>
            server.request(pair.session, name, sent, (ack) =>
              put(pair, () => answer(structuredClone(ack))),
            ),
          );
        },
        close: () => end(pair),
      };
    },
    async step() {
      const frame = frames.shift();
      frame?.deliver();
      await settle();
      return frame !== undefined;
    },
    async drain() {
      await settle();
      while (await net.step());
    },
    async cut() {
      for (const pair of [...pairs]) {
        end(pair);
        pair.listener.ended('cut');
      }
      await settle();
    },
  };
  return net;
}
