/** A live client for tests: the real socket.io-client, with the answers and events as promises. */
import type { Failure } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import {
  Ack,
  type AnyEvent,
  type AnyRequest,
  type InputOf,
  type OutputOf,
  type PayloadOf,
} from '@converge/protocol/realtime/define';
import { welcome } from '@converge/protocol/realtime/handshake';
import { events } from '@converge/protocol/realtime/index';
import { PROTOCOL_VERSION } from '@converge/protocol/version';
import { io, type Socket } from 'socket.io-client';

export interface LiveOptions {
  /** The `cookie` header. */
  readonly cookie?: string;
  /** Others of the handshake, such as a proxy's. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The room whose guest key is meant. */
  readonly room?: RoomId;
  readonly origin?: string;
  /** In the place of the whole handshake. */
  readonly auth?: Record<string, unknown>;
  readonly transport?: 'websocket' | 'polling';
}

const declared = new Map<string, AnyEvent>(events.map((event) => [event.name, event]));

/** A refusal at the door: what `connect_error` carried. */
export class Refused extends Error {
  readonly failure: Failure | undefined;

  constructor(error: Error & { data?: Failure }) {
    super(error.data?.code ?? error.message);
    this.failure = error.data;
  }
}

export interface Live {
  readonly socket: Socket;
  readonly me: PayloadOf<typeof welcome>['me'];
  /** Sends a request and reads its answer. @throws Error named by the code of a refusal */
  ask<R extends AnyRequest>(request: R, input: InputOf<R>): Promise<OutputOf<R>>;
  /** Sends anything under any name; resolves to the answer as it came. */
  raw(name: string, ...input: unknown[]): Promise<Ack>;
  /** The next event of this kind that fits; events that came before don't count. */
  next<E extends AnyEvent>(
    event: E,
    fits?: (payload: PayloadOf<E>) => boolean,
  ): Promise<PayloadOf<E>>;
  /** Collects all events of this kind from now on. */
  collect<E extends AnyEvent>(event: E): PayloadOf<E>[];
  /** Resolves when the connection is gone, to the reason that socket.io-client gives. */
  readonly gone: Promise<string>;
  close(): void;
}

/** @throws Refused */
export async function connectLive(url: string, options: LiveOptions = {}): Promise<Live> {
  const extraHeaders: Record<string, string> = { ...options.headers };
  if (options.cookie) extraHeaders.cookie = options.cookie;
  if (options.origin) extraHeaders.origin = options.origin;
  const socket = io(url, {
    transports: [options.transport ?? 'websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders,
    auth: options.auth ?? {
      protocol: PROTOCOL_VERSION,
      ...(options.room ? { room: options.room } : {}),
    },
  });
  // What the server tells has to fit what the protocol declares; a test that hears else fails.
  socket.onAny((name: string, payload: unknown) => declared.get(name)?.payload.parse(payload));
  const gone = new Promise<string>((resolve) => {
    socket.once('disconnect', resolve);
  });
  const { me } = await new Promise<PayloadOf<typeof welcome>>((resolve, reject) => {
    socket.once(welcome.name, resolve);
    socket.once('disconnect', (reason) => reject(new Error(reason)));
    socket.once('connect_error', (error) => {
      socket.disconnect();
      reject(new Refused(error));
    });
  });

  const raw = (name: string, ...input: unknown[]) =>
    new Promise<Ack>((resolve) => {
      socket.emit(name, ...input, (answer: unknown) => resolve(Ack.parse(answer)));
    });
  return {
    socket,
    me,
    raw,
    gone,
    async ask<R extends AnyRequest>(request: R, input: InputOf<R>) {
      const answer = await raw(request.name, input);
      if (answer.ok) return request.output.parse(answer.data) as OutputOf<R>;
      throw Object.assign(new Error(answer.error.code), { failure: answer.error });
    },
    next<E extends AnyEvent>(event: E, fits: (payload: PayloadOf<E>) => boolean = () => true) {
      return new Promise<PayloadOf<E>>((resolve) => {
        const listen = (payload: PayloadOf<E>) => {
          if (!fits(payload)) return;
          socket.off(event.name, listen as (payload: unknown) => void);
          resolve(payload);
        };
        socket.on(event.name, listen as (payload: unknown) => void);
      });
    },
    collect<E extends AnyEvent>(event: E) {
      const all: PayloadOf<E>[] = [];
      socket.on(event.name, (payload: PayloadOf<E>) => void all.push(payload));
      return all;
    },
    close: () => void socket.disconnect(),
  };
}
