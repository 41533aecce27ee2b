/** The way in, over REST: `protocol/rest/join.ts` says what goes in and out. */
import { ConvergeError } from '@converge/protocol/errors';
import {
  JoinAnswer,
  JoinBody,
  JoinCard,
  JoinParams,
  PathAnswer,
  PathBody,
  PathHandshake,
} from '@converge/protocol/rest/join';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { ReachedByHttps } from '../../platform/https.ts';
import { networkOf } from '../../platform/network.ts';
import type { Limiter, RateLimits } from '../../platform/rate-limits.ts';
import type { App } from '../../platform/web.ts';
import { guestCookie, guestKeySeconds } from './guests.ts';
import type { JoinService, Knock } from './join.service.ts';

interface Deps {
  readonly join: JoinService;
  readonly reachedByHttps: ReachedByHttps;
  readonly rateLimits: RateLimits;
}

export function registerJoinRoutes(app: App, { join, reachedByHttps, rateLimits }: Deps): void {
  const tags = ['join'];
  // A class of thirty mistypes now and then; who tries codes one after another gets nowhere.
  const misses = rateLimits.limiter('join.misses', { points: 60, perSeconds: 60 });
  // Two requests for each who looks into the mirror.
  const paths = rateLimits.limiter('join.paths', { points: 400, perSeconds: 60 });
  const entries = rateLimits.limiter('join.entries', { points: 600, perSeconds: 60 });

  app.get(
    `${REST_PREFIX}/join/:code`,
    {
      schema: {
        tags,
        summary: 'What stands behind a link',
        params: JoinParams,
        response: { 200: JoinCard },
      },
    },
    (request) => guarded(misses, request.ip, () => join.card(knockOf(request))),
  );

  app.post(
    `${REST_PREFIX}/join/:code`,
    {
      schema: {
        tags,
        summary: 'Come in by a link',
        params: JoinParams,
        body: JoinBody,
        response: { 200: JoinAnswer },
      },
    },
    async (request, reply) => {
      await entries.consume(request.ip);
      const { answer, key } = await guarded(misses, request.ip, () =>
        join.enter(knockOf(request), request.body),
      );
      if (key) {
        reply.setCookie(guestCookie(answer.room.id), key, {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: reachedByHttps(request),
          maxAge: guestKeySeconds,
        });
      }
      return answer;
    },
  );

  app.post(
    `${REST_PREFIX}/join/:code/path`,
    {
      schema: {
        tags,
        summary: 'A media path that stands before one comes in',
        params: JoinParams,
        body: PathBody,
        response: { 200: PathAnswer },
      },
    },
    async (request) => {
      await paths.consume(request.ip);
      return guarded(misses, request.ip, () => join.path(knockOf(request), request.body));
    },
  );

  app.post(
    `${REST_PREFIX}/join/:code/path/dtls`,
    {
      schema: {
        tags,
        summary: 'The handshake of such a path',
        params: JoinParams,
        body: PathHandshake,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await paths.consume(request.ip);
      await guarded(misses, request.ip, () => join.connectPath(knockOf(request), request.body));
      return reply.code(204).send(null);
    },
  );
}

const knockOf = (request: FastifyRequest<{ Params: { code: string } }>): Knock => ({
  code: request.params.code,
  cookie: request.headers.cookie,
  network: networkOf(request.ip),
});

/**
 * Counts codes that lead nowhere against the address, and looks none up for who
 * tried too many. Counted first and given back after: so a thousand tries at
 * once don't pass before the first of them is counted.
 */
async function guarded<T>(misses: Limiter, address: string, task: () => Promise<T>): Promise<T> {
  await misses.consume(address);
  let missed = false;
  try {
    return await task();
  } catch (error) {
    missed = error instanceof ConvergeError && error.code === 'code_unknown';
    throw error;
  } finally {
    if (!missed) await misses.reward(address);
  }
}
