/** The people of a room over REST: `protocol/rest/room-people.ts` says what goes in and out. */
import {
  BanPersonBody,
  RoomPeopleAnswer,
  RoomPersonBody,
  RoomPersonParams,
} from '@converge/protocol/rest/room-people';
import { RoomParams } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import type { Askers } from './asker.ts';
import type { RoomPeopleService } from './room-people.service.ts';
import { requireUser } from './rooms.routes.ts';

interface Deps {
  readonly people: RoomPeopleService;
  readonly askers: Askers;
}

export function registerRoomPeopleRoutes(app: App, { people, askers }: Deps): void {
  const tags = ['moderation'];
  const path = `${REST_PREFIX}/rooms/:roomId/people`;

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'Who belongs to a room',
        params: RoomParams,
        response: { 200: RoomPeopleAnswer },
      },
    },
    async (request) => people.list(await requireUser(askers, request), request.params.roomId),
  );

  app.patch(
    `${path}/:personId`,
    {
      schema: {
        tags,
        summary: 'Change what somebody is in a room, or may do there',
        params: RoomPersonParams,
        body: RoomPersonBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const user = await requireUser(askers, request);
      const { roomId, personId } = request.params;
      await people.change(user, roomId, personId, request.body);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${path}/:personId/ban`,
    {
      schema: {
        tags,
        summary: 'Keep somebody out of a room',
        params: RoomPersonParams,
        body: BanPersonBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const user = await requireUser(askers, request);
      const { roomId, personId } = request.params;
      await people.ban(user, roomId, personId, request.body.address ?? false);
      return reply.code(204).send(null);
    },
  );
}
