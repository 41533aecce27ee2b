/** The way in, over REST: `protocol/rest/join.ts` says what goes in and out. */
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
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { App } from '../../platform/web.ts';
import type { Guesses } from './guesses.ts';
import { guestCookie, guestKeySeconds } from './guests.ts';
import type { JoinService, Knock } from './join.service.ts';

interface Deps {
  readonly join: JoinService;
  readonly guesses: Guesses;
  readonly reachedByHttps: ReachedByHttps;
  readonly rateLimits: RateLimits;
}

export function registerJoinRoutes(app: App, deps: Deps): void {
  const { join, guesses, reachedByHttps, rateLimits } = deps;
  const tags = ['join'];
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
    async (request) => {
      const knock = knockOf(request);
      await guesses.allow(knock);
      return join.card(knock);
    },
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
      const knock = knockOf(request);
      await entries.consume(knock.network);
      await guesses.allow(knock);
      const { answer, key } = await join.enter(knock, request.body);
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
      const knock = knockOf(request);
      await paths.consume(knock.network);
      await guesses.allow(knock);
      return join.path(knock, request.body);
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
      const knock = knockOf(request);
      await paths.consume(knock.network);
      await guesses.allow(knock);
      await join.connectPath(knock, request.body);
      return reply.code(204).send(null);
    },
  );
}

const knockOf = (request: FastifyRequest<{ Params: { code: string } }>): Knock => ({
  code: request.params.code,
  cookie: request.headers.cookie,
  network: networkOf(request.ip),
});
