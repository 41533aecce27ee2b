/** Register, sign in, sign out, forgotten passwords: `protocol/rest/auth.ts` says what goes in and out. */
import { ForgotBody, RegisterBody, ResetBody, SignInBody } from '@converge/protocol/rest/auth';
import { MeAnswer } from '@converge/protocol/rest/me';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { ReachedByHttps } from '../../platform/https.ts';
import type { PublicAddress } from '../../platform/public-address.ts';
import type { App } from '../../platform/web.ts';
import { presentMe } from './auth.present.ts';
import type { AuthService } from './auth.service.ts';
import { setCookies } from './cookies.ts';
import type { AskedBy } from './engine.ts';
import type { Identify } from './identity.ts';

interface Deps {
  readonly auth: { readonly service: AuthService; readonly identify: Identify };
  readonly reachedByHttps: ReachedByHttps;
  readonly publicAddress: PublicAddress;
}

export function registerAuthRoutes(app: App, { auth, reachedByHttps, publicAddress }: Deps): void {
  const { service, identify } = auth;
  const tags = ['auth'];
  const nothing = z.null();

  app.post(
    `${REST_PREFIX}/auth/register`,
    {
      schema: {
        tags,
        summary: 'Make an account and sign in',
        body: RegisterBody,
        response: { 200: MeAnswer },
      },
    },
    async (request, reply) => {
      const { user, cookies } = await service.register(request.body, askedBy(request));
      setCookies(reply, cookies, reachedByHttps(request));
      return { me: presentMe(user) };
    },
  );

  app.post(
    `${REST_PREFIX}/auth/sign-in`,
    { schema: { tags, summary: 'Sign in', body: SignInBody, response: { 200: MeAnswer } } },
    async (request, reply) => {
      const { user, cookies } = await service.signIn(request.body, askedBy(request));
      setCookies(reply, cookies, reachedByHttps(request));
      return { me: presentMe(user) };
    },
  );

  app.post(
    `${REST_PREFIX}/auth/sign-out`,
    { schema: { tags, summary: 'End this session', response: { 204: nothing } } },
    async (request, reply) => {
      const identity = await identify(request.headers.cookie);
      setCookies(reply, await service.signOut(identity, askedBy(request)), reachedByHttps(request));
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${REST_PREFIX}/auth/forgot`,
    {
      schema: {
        tags,
        summary: 'Ask for a link for a new password',
        body: ForgotBody,
        response: { 202: nothing },
      },
    },
    async (request, reply) => {
      const origin = publicAddress.origin(request.headers.host);
      await service.forgotPassword(request.body.email, origin, askedBy(request));
      return reply.code(202).send(null);
    },
  );

  app.post(
    `${REST_PREFIX}/auth/reset`,
    {
      schema: {
        tags,
        summary: 'Choose a new password by such a link',
        body: ResetBody,
        response: { 204: nothing },
      },
    },
    async (request, reply) => {
      await service.resetPassword(request.body);
      return reply.code(204).send(null);
    },
  );
}

/** Who asks, as sessions and limits remember them. */
export const askedBy = (request: FastifyRequest): AskedBy => ({
  cookie: request.headers.cookie,
  userAgent: request.headers['user-agent'],
  address: request.ip,
});
