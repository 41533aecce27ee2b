/** A live client for tests: the real socket.io-client, with the answers and events as promises. */
import type { Failure } from '@converge/protocol/errors';
import type { LineToken, RoomId } from '@converge/protocol/ids';
import {
  Ack,
  type AnyEvent,
  type AnyRequest,
  type InputOf,
  type OutputOf,
  type PayloadOf,
} from '@converge/protocol/realtime/define';
import { lineAhead, welcome } from '@converge/protocol/realtime/handshake';
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

/** A line that was opened ahead. */
export interface Ahead extends Pick<Live, 'raw' | 'gone' | 'close'> {
  readonly line: LineToken;
  /** Resolves when it is somebody's, to whose. */
  readonly welcomed: Promise<Live['me']>;
}

/** @throws Refused */
export async function connectAhead(url: string, options: LiveOptions = {}): Promise<Ahead> {
  const { socket, gone, first, raw } = open(url, {
    auth: { protocol: PROTOCOL_VERSION, ahead: true },
    ...options,
  });
  const welcomed = first(welcome).then(({ me }) => me);
  // Who never becomes anybody ends without it.
  welcomed.catch(() => undefined);
  const { line } = await first(lineAhead);
  return { line, welcomed, raw, gone, close: () => void socket.disconnect() };
}

function open(url: string, options: LiveOptions) {
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
  const first = <E extends AnyEvent>(event: E) =>
    new Promise<PayloadOf<E>>((resolve, reject) => {
      socket.once(event.name, resolve as (payload: unknown) => void);
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
  return { socket, gone, first, raw };
}

/** @throws Refused */
export async function connectLive(url: string, options: LiveOptions = {}): Promise<Live> {
  const { socket, gone, first, raw } = open(url, options);
  const { me } = await first(welcome);
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
