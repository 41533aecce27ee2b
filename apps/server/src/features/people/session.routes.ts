/** Where somebody is signed in, and how to end it from afar (SPEC AUTH-7). */
import { ConvergeError } from '@converge/protocol/errors';
import { SessionsAnswer } from '@converge/protocol/rest/me';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import { describeDevice } from '../../platform/user-agent.ts';
import type { App } from '../../platform/web.ts';
import { requireUser } from '../auth/index.ts';
import type { PeopleDeps } from './people.routes.ts';

const SessionParams = z.object({ id: z.uuid() });

export function registerSessionRoutes(app: App, { auth }: PeopleDeps): void {
  const tags = ['me'];
  const url = `${REST_PREFIX}/me/sessions`;

  app.get(
    url,
    { schema: { tags, summary: 'My sessions', response: { 200: SessionsAnswer } } },
    async (request) => {
      const { id, sessionId } = await requireUser(auth.identify, request);
      const rows = await auth.sessions.list(id);
      return {
        sessions: rows.map((row) => ({
          id: row.id,
          current: row.id === sessionId,
          device: describeDevice(row.userAgent),
          address: row.ipAddress || null,
          createdAt: row.createdAt.getTime(),
          lastSeenAt: row.updatedAt.getTime(),
        })),
      };
    },
  );

  app.delete(
    url,
    { schema: { tags, summary: 'End all my sessions but this one', response: { 204: z.null() } } },
    async (request, reply) => {
      const { id, sessionId } = await requireUser(auth.identify, request);
      await auth.sessions.endOthers(id, sessionId);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    `${url}/:id`,
    {
      schema: {
        tags,
        summary: 'End one of my sessions',
        params: SessionParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const { id } = await requireUser(auth.identify, request);
      if (!(await auth.sessions.end(id, request.params.id))) throw new ConvergeError('not_found');
      return reply.code(204).send(null);
    },
  );
}
