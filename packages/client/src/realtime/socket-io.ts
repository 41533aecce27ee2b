/**
 * Lines over Socket.IO. It only carries: when to come again is decided by the
 * connection, so its own reconnecting is off and each line is a socket of its own.
 */
import { Failure } from '@converge/protocol/errors';
import { SOCKET_PATH } from '@converge/protocol/realtime/handshake';
import { io } from 'socket.io-client';
import * as z from 'zod/mini';
import type { OpenLine } from './line.ts';

export interface SocketIoOptions {
  /** Where the server is; the page's own origin by default. */
  readonly url?: string;
  /** In Node only: sent with the opening request, such as a bot's cookie. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How long a WebSocket may stay unanswered; 8 seconds by default. */
  readonly patienceMs?: number;
}

/** Given up before this, an attempt says nothing: another line was quicker. */
const UNANSWERED_MS = 1_500;

/**
 * A WebSocket is tried first, since it opens in fewer round trips. Where one is
 * refused, long polling follows within the same attempt; where one is swallowed
 * without an answer (some proxies do), the next attempt begins with polling, be
 * it given up here or by whoever wanted it sooner. Where that isn't answered
 * either, or a WebSocket gets through after all, the next begins with one again.
 */
export function socketIoLines(options: SocketIoOptions = {}): OpenLine {
  const { url, headers, patienceMs = 8_000 } = options;
  let swallowed = false;
  return (handshake, listener) => {
    const pollingFirst = swallowed;
    const socket = io(url ?? globalThis.location.origin, {
      path: SOCKET_PATH,
      auth: handshake,
      transports: pollingFirst ? ['polling', 'websocket'] : ['websocket', 'polling'],
      tryAllTransports: true,
      forceNew: true,
      reconnection: false,
      timeout: pollingFirst ? 20_000 : patienceMs,
      // A poll is answered within the server's heartbeat. What a dead network swallowed would
      // hold one of the few connections that a browser opens to a host.
      requestTimeout: 20_000,
      ...(headers ? { extraHeaders: { ...headers } } : {}),
    });
    const began = performance.now();
    let answered = false;
    let over = false;
    socket.io.once('open', () => {
      answered = true;
    });
    socket.io.engine.once('upgrade', () => {
      swallowed = false;
    });
    const end = (tell: () => void) => {
      if (over) return;
      over = true;
      socket.offAny();
      socket.disconnect();
      tell();
    };
    socket.on('connect', () => {
      if (over) return;
      listener.opened();
      // After that, since it gives up what was tried beside this one.
      if (socket.io.engine.transport.name === 'websocket') swallowed = false;
    });
    socket.on('disconnect', (reason) => end(() => listener.ended(reason)));
    socket.on('connect_error', (error) => {
      const data: unknown = 'data' in error ? error.data : undefined;
      const refusal = z.safeParse(Failure, data);
      if (refusal.success) return end(() => listener.refused(refusal.data));
      if (error.message === 'timeout') swallowed = !pollingFirst;
      end(() => listener.ended(error.message));
    });
    socket.onAny((name: string, payload: unknown) => {
      if (!over) listener.event(name, payload);
    });
    return {
      send: (name, payload, answer) => {
        if (over) return;
        socket.emit(name, payload, (ack: unknown) => {
          if (!over) answer(ack);
        });
      },
      close() {
        const late = !answered && performance.now() - began >= UNANSWERED_MS;
        if (late && !over) swallowed = !pollingFirst;
        end(() => {});
      },
    };
  };
}
