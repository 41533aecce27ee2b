/** Rooms and settings of the whole space, for its admins: `protocol/rest/admin.ts`. */
import {
  AdminRoomsAnswer,
  AdminRoomsQuery,
  SettingsAnswer,
  UpdateSettingsBody,
} from '@converge/protocol/rest/admin';
import { RoomParams } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import { type Identify, requireSpace } from '../auth/index.ts';
import { type AdminRooms, insertSpaceAct } from '../rooms/index.ts';
import type { Space } from '../space/index.ts';
import { registerSetLogoRoutes } from './logo.routes.ts';

export interface SpaceAdminDeps {
  readonly rooms: AdminRooms;
  readonly space: Space;
  readonly identify: Identify;
}

export function registerManageSpaceRoutes(
  app: App,
  { rooms, space, identify }: SpaceAdminDeps,
): void {
  const tags = ['admin'];
  const path = `${REST_PREFIX}/admin`;

  app.get(
    `${path}/rooms`,
    {
      schema: {
        tags,
        summary: 'All rooms of the space',
        querystring: AdminRoomsQuery,
        response: { 200: AdminRoomsAnswer },
      },
    },
    async (request) => {
      await requireSpace(identify, request, 'space.manageRooms');
      return rooms.search(request.query);
    },
  );

  app.post(
    `${path}/rooms/:roomId/end`,
    {
      schema: {
        tags,
        summary: 'End the call of a room for everybody',
        params: RoomParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const by = await requireSpace(identify, request, 'space.manageRooms');
      await rooms.end(request.params.roomId, by);
      return reply.code(204).send(null);
    },
  );

  const answer = { response: { 200: SettingsAnswer } };

  app.get(
    `${path}/settings`,
    { schema: { tags, summary: 'What is set for the space', ...answer } },
    async (request) => {
      await requireSpace(identify, request, 'space.configure');
      return { settings: await space.settings() };
    },
  );

  app.patch(
    `${path}/settings`,
    { schema: { tags, summary: 'Set it otherwise', body: UpdateSettingsBody, ...answer } },
    async (request) => {
      const by = await requireSpace(identify, request, 'space.configure');
      const settings = await space.change(request.body, (tx, details) =>
        insertSpaceAct(tx, { by, act: 'settings', details }),
      );
      return { settings };
    },
  );

  app.post(
    `${path}/settings/invitation`,
    { schema: { tags, summary: 'Another link for who is invited', ...answer } },
    async (request) => {
      const by = await requireSpace(identify, request, 'space.configure');
      const settings = await space.renewInvitation((tx) =>
        insertSpaceAct(tx, { by, act: 'invitation' }),
      );
      return { settings };
    },
  );

  registerSetLogoRoutes(app, { rooms, space, identify });
}
