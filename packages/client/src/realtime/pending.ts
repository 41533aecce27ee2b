/**
 * Requests on their way: each is answered, times out, or fails with its line.
 * Knows nothing of sockets; it is given a way to send and told when that ends.
 */
import { ConvergeError } from '@converge/protocol/errors';
import { Ack } from '@converge/protocol/realtime/define';
import * as z from 'zod/mini';
import type { Clock } from '../state/clock.ts';
import type { Line } from './line.ts';

export interface RequestOptions {
  /** From asking to answering, waiting for a line included; 10 seconds by default. */
  readonly timeoutMs?: number;
  /**
   * Without a line: `wait` for one (the default), or `fail` with `unavailable`.
   */
  readonly offline?: 'wait' | 'fail';
  /**
   * Send it again when the line is lost before the answer. Only for what may
   * happen twice without harm; otherwise the request fails with `unavailable`,
   * and whether it happened is unknown.
   */
  readonly resend?: boolean;
}

export interface PendingRequests {
  /** The answer's data. Throws `ConvergeError`. */
  ask(name: string, payload: unknown, options?: RequestOptions): Promise<unknown>;
  lineOpened(line: Pick<Line, 'send'>): void;
  lineLost(): void;
  /** Whether something was sent that isn't answered yet. */
  unanswered(): boolean;
  /** Fails all that is on its way and all that comes. */
  close(): void;
}

interface Pending {
  readonly name: string;
  readonly payload: unknown;
  readonly resend: boolean;
  sentOn: Pick<Line, 'send'> | null;
  readonly settle: (outcome: unknown) => void;
  readonly fail: (error: ConvergeError) => void;
}

export function createPendingRequests(clock: Clock): PendingRequests {
  // In the order of asking, which is the order of sending (again).
  const pending = new Set<Pending>();
  let line: Pick<Line, 'send'> | null = null;
  let closed = false;

  return {
    ask(name, payload, { timeoutMs = 10_000, offline = 'wait', resend = false } = {}) {
      if (closed || (!line && offline === 'fail')) {
        return Promise.reject(new ConvergeError('unavailable'));
      }
      return new Promise((resolve, reject) => {
        const stopTimer = clock.after(timeoutMs, () => request.fail(new ConvergeError('timeout')));
        const request: Pending = {
          name,
          payload,
          resend,
          sentOn: null,
          settle(data) {
            stopTimer();
            pending.delete(request);
            resolve(data);
          },
          fail(error) {
            stopTimer();
            pending.delete(request);
            reject(error);
          },
        };
        pending.add(request);
        if (line) send(request, line);
      });
    },
    lineOpened(opened) {
      line = opened;
      for (const request of [...pending]) send(request, opened);
    },
    lineLost() {
      line = null;
      for (const request of [...pending]) {
        if (!request.sentOn) continue;
        request.sentOn = null;
        if (!request.resend) request.fail(new ConvergeError('unavailable'));
      }
    },
    unanswered: () => [...pending].some(({ sentOn }) => sentOn !== null),
    close() {
      closed = true;
      line = null;
      for (const request of [...pending]) request.fail(new ConvergeError('unavailable'));
    },
  };

  function send(request: Pending, on: Pick<Line, 'send'>): void {
    request.sentOn = on;
    on.send(request.name, request.payload, (raw) => {
      // An answer that comes by a line of before was already given up.
      if (request.sentOn !== on || !pending.has(request)) return;
      const ack = z.safeParse(Ack, raw);
      if (!ack.success) {
        return request.fail(new ConvergeError('internal', {}, { cause: ack.error }));
      }
      if (ack.data.ok) return request.settle(ack.data.data);
      const { code, ...details } = ack.data.error;
      request.fail(new ConvergeError(code, details));
    });
  }
}
