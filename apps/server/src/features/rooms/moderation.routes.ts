/** Bans and the audit log over REST: `protocol/rest/moderation.ts` says what goes in and out. */
import { AuditAnswer, AuditQuery, BanParams, BansAnswer } from '@converge/protocol/rest/moderation';
import { RoomParams } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import type { Askers } from './asker.ts';
import type { RightsService } from './rights.service.ts';
import { requireUser } from './rooms.routes.ts';

interface Deps {
  readonly rights: RightsService;
  readonly askers: Askers;
}

export function registerModerationRoutes(app: App, { rights, askers }: Deps): void {
  const tags = ['moderation'];
  const path = `${REST_PREFIX}/rooms/:roomId`;

  app.get(
    `${path}/bans`,
    {
      schema: {
        tags,
        summary: 'Who is kept out of a room',
        params: RoomParams,
        response: { 200: BansAnswer },
      },
    },
    async (request) => {
      const user = await requireUser(askers, request);
      return { bans: await rights.bans(user, request.params.roomId) };
    },
  );

  app.delete(
    `${path}/bans/:banId`,
    {
      schema: { tags, summary: 'Lift a ban', params: BanParams, response: { 204: z.null() } },
    },
    async (request, reply) => {
      const user = await requireUser(askers, request);
      await rights.unban(user, request.params.roomId, request.params.banId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    `${path}/audit`,
    {
      schema: {
        tags,
        summary: 'Who did what in a room',
        params: RoomParams,
        querystring: AuditQuery,
        response: { 200: AuditAnswer },
      },
    },
    async (request) => {
      const user = await requireUser(askers, request);
      return rights.audit(user, request.params.roomId, request.query.before);
    },
  );
}
