/** Rooms over REST: `protocol/rest/rooms.ts` says what goes in and out. */
import { ConvergeError } from '@converge/protocol/errors';
import { HandOverBody } from '@converge/protocol/rest/admin';
import { RoomDefaultsAnswer } from '@converge/protocol/rest/room-defaults';
import {
  CopyRoomBody,
  CreateRoomBody,
  OpenRoomsAnswer,
  RoomAnswer,
  RoomParams,
  RoomsAnswer,
  UpdateRoomBody,
} from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { App } from '../../platform/web.ts';
import type { Askers, User } from './asker.ts';
import type { RoomsService } from './rooms.service.ts';

interface Deps {
  readonly rooms: RoomsService;
  readonly askers: Askers;
  readonly rateLimits: RateLimits;
}

export function registerRoomRoutes(app: App, { rooms, askers, rateLimits }: Deps): void {
  const tags = ['rooms'];
  const path = `${REST_PREFIX}/rooms`;
  const one = { params: RoomParams, response: { 200: RoomAnswer } };
  const made = rateLimits.limiter('rooms.create', { points: 120, perSeconds: 3_600 });
  const signedIn = (request: FastifyRequest) => requireUser(askers, request);

  app.get(
    `${path}/open`,
    {
      schema: { tags, summary: 'Rooms on the main page', response: { 200: OpenRoomsAnswer } },
    },
    async () => ({ rooms: await rooms.listOpen() }),
  );

  app.get(
    path,
    { schema: { tags, summary: 'My rooms', response: { 200: RoomsAnswer } } },
    async (request) => ({ rooms: await rooms.listMine(await signedIn(request)) }),
  );

  app.get(
    `${path}/defaults`,
    {
      schema: { tags, summary: 'What new rooms begin with', response: { 200: RoomDefaultsAnswer } },
    },
    async (request) => ({ defaults: await rooms.defaults(await signedIn(request)) }),
  );

  app.post(
    path,
    {
      schema: {
        tags,
        summary: 'Make a room',
        body: CreateRoomBody,
        response: { 201: RoomAnswer },
      },
    },
    async (request, reply) => {
      const user = await signedIn(request);
      await made.consume(user.person.id);
      const room = await rooms.create(user, request.body);
      return reply.code(201).send({ room });
    },
  );

  app.get(`${path}/:roomId`, { schema: { tags, summary: 'One room', ...one } }, async (request) => {
    const { roomId } = request.params;
    const asker = await askers.anyone(request.headers.cookie, roomId);
    return { room: await rooms.get(roomId, asker) };
  });

  app.patch(
    `${path}/:roomId`,
    { schema: { tags, summary: 'Change name, access or policy', body: UpdateRoomBody, ...one } },
    async (request) => {
      const user = await signedIn(request);
      return { room: await rooms.update(user, request.params.roomId, request.body) };
    },
  );

  app.post(
    `${path}/:roomId/owner`,
    { schema: { tags, summary: 'Hand a room to somebody else', body: HandOverBody, ...one } },
    async (request) => {
      const user = await signedIn(request);
      const { ownerId } = request.body;
      return { room: await rooms.handOver(user, request.params.roomId, ownerId) };
    },
  );

  app.post(
    `${path}/:roomId/copy`,
    {
      schema: {
        tags,
        summary: 'Make another room by the rules of this one',
        params: RoomParams,
        body: CopyRoomBody,
        response: { 201: RoomAnswer },
      },
    },
    async (request, reply) => {
      const user = await signedIn(request);
      await made.consume(user.person.id);
      const room = await rooms.copy(user, request.params.roomId, request.body);
      return reply.code(201).send({ room });
    },
  );

  app.post(
    `${path}/:roomId/archive`,
    { schema: { tags, summary: 'Archive a room; a running call ends', ...one } },
    async (request) => ({
      room: await rooms.archive(await signedIn(request), request.params.roomId),
    }),
  );

  app.post(
    `${path}/:roomId/restore`,
    { schema: { tags, summary: 'Bring an archived room back', ...one } },
    async (request) => ({
      room: await rooms.restore(await signedIn(request), request.params.roomId),
    }),
  );

  app.delete(
    `${path}/:roomId`,
    {
      schema: {
        tags,
        summary: 'Delete a room with everything in it',
        params: RoomParams,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      await rooms.remove(await signedIn(request), request.params.roomId);
      return reply.code(204).send(null);
    },
  );
}

/** @throws ConvergeError not_signed_in */
export async function requireUser(askers: Askers, request: FastifyRequest): Promise<User> {
  const user = await askers.user(request.headers.cookie);
  if (!user) throw new ConvergeError('not_signed_in');
  return user;
}
