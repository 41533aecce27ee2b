/** What any visitor's first page needs: `protocol/rest/space.ts`. */
import { SpaceAnswer } from '@converge/protocol/rest/space';
import { REST_PREFIX } from '@converge/protocol/version';
import type { ReachedByHttps } from '../../platform/https.ts';
import type { App } from '../../platform/web.ts';
import { type Auth, presentMe, setCookies } from '../auth/index.ts';
import { registerLogoRoutes } from './logo.routes.ts';
import type { Space } from './space.service.ts';

interface Deps {
  readonly space: Space;
  readonly auth: Pick<Auth, 'renew' | 'isFresh'>;
  readonly reachedByHttps: ReachedByHttps;
}

export function registerSpaceRoutes(app: App, { space, auth, reachedByHttps }: Deps): void {
  app.get(
    `${REST_PREFIX}/space`,
    {
      schema: {
        tags: ['space'],
        summary: 'The space, and who is asking',
        response: { 200: SpaceAnswer },
      },
    },
    async (request, reply) => {
      const [{ name, logo, registration }, fresh, { identity, cookies }] = await Promise.all([
        space.settings(),
        auth.isFresh(),
        auth.renew(request.headers.cookie),
      ]);
      setCookies(reply, cookies, reachedByHttps(request));
      return { name, logo, registration, fresh, me: identity && presentMe(identity) };
    },
  );

  registerLogoRoutes(app, space);
}
