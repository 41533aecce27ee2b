/** Invites over REST: `protocol/rest/invites.ts` says what goes in and out. */
import {
  CreateInviteBody,
  InviteAnswer,
  InviteParams,
  InvitesAnswer,
} from '@converge/protocol/rest/invites';
import { RoomParams } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import type { Askers } from './asker.ts';
import type { InvitesService } from './invites.service.ts';
import { requireUser } from './rooms.routes.ts';

interface Deps {
  readonly invites: InvitesService;
  readonly askers: Askers;
}

export function registerInviteRoutes(app: App, { invites, askers }: Deps): void {
  const tags = ['invites'];
  const path = `${REST_PREFIX}/rooms/:roomId/invites`;

  app.get(
    path,
    {
      schema: {
        tags,
        summary: "A room's invites",
        params: RoomParams,
        response: { 200: InvitesAnswer },
      },
    },
    async (request) => {
      const user = await requireUser(askers, request);
      return { invites: await invites.list(user, request.params.roomId) };
    },
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: 'Make an invite',
        params: RoomParams,
        body: CreateInviteBody,
        response: { 201: InviteAnswer },
      },
    },
    async (request, reply) => {
      const user = await requireUser(askers, request);
      const invite = await invites.create(user, request.params.roomId, request.body);
      return reply.code(201).send({ invite });
    },
  );

  app.delete(
    `${path}/:inviteId`,
    {
      schema: {
        tags,
        summary: 'Revoke an invite',
        params: InviteParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const user = await requireUser(askers, request);
      await invites.revoke(user, request.params.roomId, request.params.inviteId);
      return reply.code(204).send(null);
    },
  );
}
