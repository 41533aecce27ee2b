/** The signed-in person's own name, picture and password: `protocol/rest/me.ts`. */
import { ConvergeError } from '@converge/protocol/errors';
import { limits } from '@converge/protocol/limits';
import { ChangePasswordBody } from '@converge/protocol/rest/auth';
import { MeAnswer, UpdateMeBody } from '@converge/protocol/rest/me';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { ReachedByHttps } from '../../platform/https.ts';
import type { App } from '../../platform/web.ts';
import { type Auth, askedBy, presentMe, requireUser, setCookies } from '../auth/index.ts';
import { registerAvatarRoutes } from './avatar.routes.ts';
import type { People } from './people.service.ts';
import { registerSessionRoutes } from './session.routes.ts';

export interface PeopleDeps {
  readonly people: People;
  readonly auth: Auth;
  readonly reachedByHttps: ReachedByHttps;
}

export function registerPeopleRoutes(app: App, deps: PeopleDeps): void {
  const { people, auth, reachedByHttps } = deps;
  const tags = ['me'];

  app.get(
    `${REST_PREFIX}/me`,
    { schema: { tags, summary: 'My account', response: { 200: MeAnswer } } },
    async (request, reply) => {
      const { identity, cookies } = await auth.renew(request.headers.cookie);
      setCookies(reply, cookies, reachedByHttps(request));
      if (!identity) throw new ConvergeError('not_signed_in');
      return { me: presentMe(identity) };
    },
  );

  app.patch(
    `${REST_PREFIX}/me`,
    {
      schema: {
        tags,
        summary: 'Change my name or language',
        body: UpdateMeBody,
        response: { 200: MeAnswer },
      },
    },
    async (request) => {
      const { id } = await requireUser(auth.identify, request);
      return { me: presentMe(await people.update(id, request.body)) };
    },
  );

  app.post(
    `${REST_PREFIX}/me/password`,
    {
      schema: {
        tags,
        summary: 'Change my password; my other sessions end',
        body: ChangePasswordBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const me = await requireUser(auth.identify, request);
      const { current, next } = request.body;
      await auth.service.changePassword(me, current, next, askedBy(request));
      return reply.code(204).send(null);
    },
  );

  registerAvatarRoutes(app, deps, limits.avatarBytes);
  registerSessionRoutes(app, deps);
}
