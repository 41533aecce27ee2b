/** How the space does, for its admins: `protocol/rest/health.ts`. */
import { HealthAnswer, HealthQuery, LiveAnswer } from '@converge/protocol/rest/health';
import { type Reading, StatusAnswer } from '@converge/protocol/rest/status';
import { REST_PREFIX } from '@converge/protocol/version';
import type { App } from '../../platform/web.ts';
import { type Identify, requireSpace } from '../auth/index.ts';
import type { Health } from './health.service.ts';

interface Deps {
  readonly health: Pick<Health, 'look'>;
  readonly identify: Identify;
  readonly live: () => Promise<LiveAnswer['rooms']>;
  /** Whether everything works that the space stands on. */
  readonly status: () => Promise<Reading[]>;
}

export function registerHealthOfSpaceRoutes(
  app: App,
  { health, identify, live, status }: Deps,
): void {
  const tags = ['admin'];

  app.get(
    `${REST_PREFIX}/admin/health`,
    {
      schema: {
        tags,
        summary: 'How the space did over the last hour or day',
        querystring: HealthQuery,
        response: { 200: HealthAnswer },
      },
    },
    async (request) => {
      await requireSpace(identify, request, 'space.watch');
      return health.look(request.query.span);
    },
  );

  app.get(
    `${REST_PREFIX}/admin/status`,
    {
      schema: {
        tags,
        summary: 'Whether everything works that the space stands on',
        response: { 200: StatusAnswer },
      },
    },
    async (request) => {
      await requireSpace(identify, request, 'space.watch');
      return { at: Date.now(), readings: await status() };
    },
  );

  app.get(
    `${REST_PREFIX}/admin/live`,
    { schema: { tags, summary: 'The calls that go on', response: { 200: LiveAnswer } } },
    async (request) => {
      await requireSpace(identify, request, 'space.watch');
      return { rooms: await live() };
    },
  );
}
