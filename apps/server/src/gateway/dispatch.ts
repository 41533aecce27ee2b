/**
 * From a name and an unknown payload to an answer: every request ends here in
 * data or in a code (SPEC RT-3), and nothing that a client sends gets further
 * than its schema lets it.
 */
import { ConvergeError, type Failure } from '@converge/protocol/errors';
import { fieldsOf } from '@converge/protocol/fields';
import { RoomId } from '@converge/protocol/ids';
import type { Ack, AnyRequest } from '@converge/protocol/realtime/define';
import * as z from 'zod/mini';
import { isOutage } from '../platform/db/outage.ts';
import { newId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { Handler, Session } from '../platform/realtime/ports.ts';
import type { GatewayLimits } from './limits.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { Persons } from './persons.ts';
import type { SocketSession } from './session.ts';

export interface DispatchContext {
  readonly log: Log;
  readonly limits: GatewayLimits;
  readonly persons: Persons;
  readonly metrics: GatewayMetrics;
  readonly now: () => number;
  readonly concerns: Concerns;
}

/** For the log: what a session, or a request about this room, is concerned with; ids only. */
export type Concerns = (
  session: Session,
  roomId: RoomId | undefined,
) => Readonly<Record<string, string>>;

/** Answers one request. Never throws. */
export type Dispatch = (session: SocketSession, name: unknown, input: unknown) => Promise<Ack>;

/** Faults that are named in an answer; the answer must not outgrow the question. */
const namedFaults = 12;
/** Where too much of one connection is under way, in or out, it may ask again after this. */
const busyRetryMs = 250;

/** @throws Error where two handlers claim the same request */
export function createDispatch(handlers: readonly Handler[], context: DispatchContext): Dispatch {
  const table = new Map<string, Handler>();
  for (const handler of handlers) {
    if (table.has(handler.request.name)) {
      throw new Error(`two handlers for ${handler.request.name}`);
    }
    table.set(handler.request.name, handler);
  }

  async function answer(session: SocketSession, name: string, input: unknown): Promise<unknown> {
    const handler = table.get(name);
    const now = context.now();
    const wait =
      session.take(name, now) ||
      context.persons.take(session.identity.person.id, name, now) ||
      session.address.requests.take(now);
    if (wait > 0) throw new ConvergeError('rate_limited', { retryAfterMs: wait });
    if (!handler) throw new ConvergeError('unknown_request');
    const parsed = z.safeParse(handler.request.input, input);
    if (!parsed.success) {
      throw new ConvergeError('bad_request', {
        fields: fieldsOf(parsed.error.issues.slice(0, namedFaults)),
      });
    }
    if (session.inFlight >= context.limits.inFlight || session.isBehind()) {
      throw new ConvergeError('rate_limited', { retryAfterMs: busyRetryMs });
    }
    return await run(session, handler, parsed.data);
  }

  async function run(
    session: SocketSession,
    handler: Handler,
    input: z.output<AnyRequest['input']>,
  ): Promise<unknown> {
    session.inFlight += 1;
    const work = Promise.resolve(handler.handle(session, input)).finally(() => {
      session.inFlight -= 1;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ConvergeError('timeout')), context.limits.requestMs);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  return async (session, name, input) => {
    const known = typeof name === 'string' && table.has(name);
    // Names that clients make up must not become labels of a metric.
    const label = known ? name : 'unknown';
    const finish = context.metrics.begin(label);
    try {
      const data = await answer(session, typeof name === 'string' ? name : '', input);
      finish('ok');
      return { ok: true, data };
    } catch (error) {
      const failure = failureOf(error, { request: label, session, input }, context);
      finish(failure.code);
      return { ok: false, error: failure };
    }
  };
}

interface Asked {
  readonly request: string;
  readonly session: SocketSession;
  readonly input: unknown;
}

const AboutRoom = z.object({ roomId: RoomId });

function failureOf(
  error: unknown,
  { request, session, input }: Asked,
  { log, concerns, now }: DispatchContext,
): Failure {
  const { roomId } = z.safeParse(AboutRoom, input).data ?? {};
  const about = { request, session: session.id, ...concerns(session, roomId) };
  if (error instanceof ConvergeError) {
    const { code } = error.failure;
    // Whoever asks in vain without end must not fill the log.
    const noted = code !== 'rate_limited' && session.noteRefusal(now());
    log[noted ? 'info' : 'debug']({ ...about, code }, 'a request was refused');
    return error.failure;
  }
  const requestId = newId();
  log.error({ err: error, requestId, ...about }, 'a request failed');
  return { code: isOutage(error) ? 'unavailable' : 'internal', requestId };
}
