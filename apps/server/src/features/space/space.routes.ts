/** What any visitor's first page needs: `protocol/rest/space.ts`. */
import { SpaceAnswer } from '@converge/protocol/rest/space';
import { REST_PREFIX } from '@converge/protocol/version';
import { isFromHere } from '../../platform/client-address.ts';
import type { ReachedByHttps } from '../../platform/https.ts';
import type { PublicAddress } from '../../platform/public-address.ts';
import type { App } from '../../platform/web.ts';
import { type Auth, presentMe, setCookies } from '../auth/index.ts';
import { registerLogoRoutes } from './logo.routes.ts';
import type { Space } from './space.service.ts';

interface Deps {
  readonly space: Space;
  readonly auth: Pick<Auth, 'renew' | 'isFresh'>;
  readonly reachedByHttps: ReachedByHttps;
  readonly publicAddress: PublicAddress;
  /** Whether mail is sent, and doesn't only lie here. */
  readonly mail: boolean;
}

export function registerSpaceRoutes(app: App, deps: Deps): void {
  const { space, auth, reachedByHttps, publicAddress, mail } = deps;
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
      const origin = publicAddress.configured;
      const nearby = origin === null && isFromHere(request) ? publicAddress.nearby() : [];
      const me = identity && presentMe(identity);
      return { name, logo, registration, fresh, origin, nearby, mail, me };
    },
  );

  registerLogoRoutes(app, space);
}
