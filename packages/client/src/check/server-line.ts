/** Tries the live connection by one way only, as a visitor without a session may. */
import { Failure } from '@converge/protocol/errors';
import { SOCKET_PATH } from '@converge/protocol/realtime/handshake';
import { PROTOCOL_VERSION } from '@converge/protocol/version';
import { io } from 'socket.io-client';
import * as z from 'zod/mini';

export type LineResult =
  /** After so many milliseconds, with everything that opening takes. */
  { readonly kind: 'open'; readonly ms: number } | { readonly kind: 'blocked' };

export interface LineOptions {
  readonly signal: AbortSignal;
  /** The page's own origin by default. */
  readonly url?: string;
  readonly patienceMs?: number;
}

/**
 * Whether the server answers. That it says no to a stranger is an answer like
 * any other: it came over this line.
 */
export function tryLine(
  transport: 'websocket' | 'polling',
  { signal, url, patienceMs = 8_000 }: LineOptions,
): Promise<LineResult> {
  return new Promise((resolve) => {
    const began = performance.now();
    const socket = io(url ?? globalThis.location.origin, {
      path: SOCKET_PATH,
      auth: { protocol: PROTOCOL_VERSION },
      transports: [transport],
      forceNew: true,
      reconnection: false,
      timeout: patienceMs,
    });
    const done = (result: LineResult) => {
      signal.removeEventListener('abort', stop);
      socket.off();
      socket.disconnect();
      resolve(result);
    };
    const answered = () => done({ kind: 'open', ms: performance.now() - began });
    const stop = () => done({ kind: 'blocked' });
    socket.on('connect', answered);
    socket.on('connect_error', (error) => {
      const refusal = z.safeParse(Failure, 'data' in error ? error.data : undefined);
      if (refusal.success) answered();
      else stop();
    });
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
