/** Turns whatever was thrown into `{error: Failure}` and the status of its code (SPEC SEC-6). */
import type { Socket } from 'node:net';
import { ConvergeError, type ErrorCode, type Failure, httpStatus } from '@converge/protocol/errors';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { isOutage } from '../platform/db/outage.ts';
import type { App } from '../platform/web.ts';
import type { About } from './about.ts';

/** Fastify's own refusals, in our words. */
const ownWords: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
};

export function mapErrors(app: App, about: About = () => ({})): void {
  app.setErrorHandler((error: unknown, request, reply) => {
    const failure = toFailure(error);
    if (failure.code === 'internal' || failure.code === 'unavailable') {
      const route = request.routeOptions.url;
      request.log.error({ err: error, route, ...about(request) }, 'a request failed');
    }
    return refuse(request, reply, failure);
  });
  app.setNotFoundHandler((request, reply) => refuse(request, reply, { code: 'not_found' }));
}

/** Answers with `failure`. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  failure: Failure,
): FastifyReply {
  if (failure.retryAfterMs !== undefined) {
    reply.header('retry-after', Math.ceil(failure.retryAfterMs / 1000));
  }
  // Sent as text: the route's response schemas know only its good answers.
  return reply
    .code(httpStatus(failure.code))
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: { ...failure, requestId: request.id } }));
}

/** For requests that are broken before they have a route (a path with a broken escape, say). */
export function refuseBroken(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  refuse(request, reply, toFailure(error));
}

/** For bytes that aren't HTTP. */
export function refuseNoise(_error: Error, socket: Socket): void {
  if (!socket.writable) return;
  const body = JSON.stringify({ error: { code: 'bad_request' } satisfies Failure });
  socket.write(
    `HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
  );
  socket.destroySoon();
}

function toFailure(error: unknown): Failure {
  if (error instanceof ConvergeError) return error.failure;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return { code: 'bad_request', fields: faultyFields(error.validation) };
  }
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  const known = ownWords[code];
  if (known) return { code: known };
  if (statusCode >= 400 && statusCode < 500) return { code: 'bad_request' };
  return { code: isOutage(error) ? 'unavailable' : 'internal' };
}

interface Issue {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
}

function faultyFields(issues: readonly Issue[]): Record<string, string> {
  return Object.fromEntries(
    issues.map((issue) => [issue.instancePath.slice(1).replaceAll('/', '.'), word(issue)]),
  );
}

function word({ keyword, params }: Issue): string {
  const text = params.origin === 'string' || params.origin === 'array';
  if (keyword === 'too_small') return text ? 'too_short' : 'too_small';
  if (keyword === 'too_big') return text ? 'too_long' : 'too_big';
  return keyword === 'invalid_type' ? 'wrong_type' : 'invalid';
}
