/** What the files of the space take, for its admins: `protocol/rest/storage.ts`. */
import { RoomParams } from '@converge/protocol/rest/rooms';
import {
  OldAnswer,
  QuotaBody,
  StorageAnswer,
  StoragePeopleAnswer,
  StorageQuery,
  StorageRoomsAnswer,
} from '@converge/protocol/rest/storage';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { Db } from '../../platform/db/client.ts';
import type { App } from '../../platform/web.ts';
import { type Identify, requireSpace } from '../auth/index.ts';
import type { Files } from '../files/index.ts';
import { type AdminRooms, insertSpaceAct } from '../rooms/index.ts';
import type { Space } from '../space/index.ts';
import type { Retention } from './retention.ts';

export interface StorageAdminDeps {
  readonly db: Db;
  readonly files: Files['forAdmins'];
  readonly rooms: AdminRooms;
  readonly space: Space;
  readonly identify: Identify;
  readonly retention: Pick<Retention, 'look' | 'sweep'>;
  /** The disk that the data lie on. */
  readonly disk: () => Promise<StorageAnswer['disk']>;
}

export function registerManageStorageRoutes(app: App, deps: StorageAdminDeps): void {
  const { db, files, rooms, space, retention, disk } = deps;
  const tags = ['admin'];
  const path = `${REST_PREFIX}/admin/storage`;
  const admin = (request: FastifyRequest) =>
    requireSpace(deps.identify, request, 'space.manageStorage');

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'What the files of the space take',
        response: { 200: StorageAnswer },
      },
    },
    async (request) => {
      await admin(request);
      const [sums, { roomQuotaMb, handInShare }] = await Promise.all([
        files.sums(),
        space.settings(),
      ]);
      return { disk: await disk(), ...sums, roomQuotaMb, handInShare };
    },
  );

  app.get(
    `${path}/rooms`,
    {
      schema: {
        tags,
        summary: 'What the files of each room take',
        querystring: StorageQuery,
        response: { 200: StorageRoomsAnswer },
      },
    },
    async (request) => {
      await admin(request);
      return files.rooms(request.query);
    },
  );

  app.get(
    `${path}/people`,
    {
      schema: {
        tags,
        summary: 'What the files of each person take',
        querystring: StorageQuery,
        response: { 200: StoragePeopleAnswer },
      },
    },
    async (request) => {
      await admin(request);
      return files.people(request.query);
    },
  );

  app.put(
    `${REST_PREFIX}/admin/rooms/:roomId/quota`,
    {
      schema: {
        tags,
        summary: 'How much the files of a room may take',
        params: RoomParams,
        body: QuotaBody,
        response: { 204: z.null() },
      },
    },
    async (request, reply) => {
      const by = await admin(request);
      await rooms.setQuota(request.params.roomId, request.body.quotaMb, by);
      return reply.code(204).send(null);
    },
  );

  app.get(
    `${path}/old`,
    { schema: { tags, summary: 'What retention would forget now', response: { 200: OldAnswer } } },
    async (request) => {
      await admin(request);
      return retention.look();
    },
  );

  app.post(
    `${path}/forget`,
    { schema: { tags, summary: 'Forget it now', response: { 200: OldAnswer } } },
    async (request) => {
      const by = await admin(request);
      const gone = await retention.sweep();
      const said = (value: number | undefined) => (value === undefined ? null : String(value));
      await insertSpaceAct(db, {
        by,
        act: 'forget',
        details: {
          files: said(gone.files?.count),
          calls: said(gone.calls ?? undefined),
          log: said(gone.log ?? undefined),
          guests: said(gone.guests ?? undefined),
        },
      });
      return gone;
    },
  );
}
