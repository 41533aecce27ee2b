/** The files of rooms over REST: `protocol/rest/files.ts` says what goes in and out. */
import { fileName } from '@converge/protocol/csv';
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import {
  ArchiveQuery,
  CreateFolderBody,
  DeletedAnswer,
  DeletionParams,
  FetchesAnswer,
  FileParams,
  FilesAnswer,
  FilesParams,
  FolderAnswer,
  UpdateFileBody,
} from '@converge/protocol/rest/files';
import { REST_PREFIX } from '@converge/protocol/version';
import { create as disposition } from 'content-disposition';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { networkOf } from '../../platform/network.ts';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { App } from '../../platform/web.ts';
import type { ActorIn } from '../rooms/index.ts';
import { type Archive, archiveOf } from './content/archive.ts';
import { sendContent } from './content/content.ts';
import { handInPaths, handInsWord } from './content/hand-ins.ts';
import type { Asker, FilesContext } from './context.ts';
import type { Fetched } from './fetched.ts';
import type { FilesService } from './files.service.ts';
import type { OpenLines } from './open-lines.ts';
import type { Uploads } from './uploads/uploads.service.ts';

/** Who sends this request, in this room. @throws ConvergeError not_signed_in, room_not_found, removed */
export type AskerIn = (request: FastifyRequest, roomId: RoomId) => Promise<Asker>;

interface Deps extends Pick<FilesContext, 'blobs'> {
  readonly askerIn: AskerIn;
  readonly service: FilesService;
  readonly uploads: Uploads;
  readonly fetched: Fetched;
  readonly lines: OpenLines;
  readonly rateLimits: RateLimits;
}

const done = { response: { 204: z.null() } };

export function registerFileRoutes(app: App, deps: Deps): void {
  const { askerIn, service, uploads, fetched, lines, blobs } = deps;
  const tags = ['files'];
  const path = `${REST_PREFIX}/rooms/:roomId/files`;
  const archives = deps.rateLimits.limiter('files.archives', { points: 30, perSeconds: 60 });

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'What lies in a room',
        params: FilesParams,
        response: { 200: FilesAnswer },
      },
    },
    async (request) => {
      const asker = await askerIn(request, request.params.roomId);
      return {
        ...(await service.list(asker)),
        unfinished: await uploads.unfinished(asker),
        ofOthers: await uploads.ofOthers(asker),
      };
    },
  );

  app.post(
    `${path}/folders`,
    {
      schema: {
        ...{ tags, summary: 'Make a folder', params: FilesParams, body: CreateFolderBody },
        response: { 201: FolderAnswer },
      },
    },
    async (request, reply) => {
      const asker = await askerIn(request, request.params.roomId);
      return reply.code(201).send({ folder: await service.createFolder(asker, request.body) });
    },
  );

  app.patch(
    `${path}/:fileId`,
    {
      schema: {
        ...{ tags, summary: 'Rename or move a file or folder', params: FileParams },
        ...{ body: UpdateFileBody, ...done },
      },
    },
    async (request, reply) => {
      const asker = await askerIn(request, request.params.roomId);
      await service.update(asker, request.params.fileId, request.body);
      return reply.code(204).send(null);
    },
  );

  app.delete(
    `${path}/:fileId`,
    {
      schema: {
        ...{ tags, summary: 'Delete a file, or a folder with all in it', params: FileParams },
        response: { 200: DeletedAnswer },
      },
    },
    async (request) => {
      const asker = await askerIn(request, request.params.roomId);
      return { deletionId: await service.remove(asker, request.params.fileId) };
    },
  );

  app.post(
    `${path}/deletions/:deletionId/undo`,
    {
      schema: {
        ...{ tags, summary: 'Bring back what was just deleted', params: DeletionParams, ...done },
      },
    },
    async (request, reply) => {
      const asker = await askerIn(request, request.params.roomId);
      await service.undo(asker, request.params.deletionId);
      return reply.code(204).send(null);
    },
  );

  app.post(
    `${path}/:fileId/hand-out`,
    { schema: { tags, summary: 'Hand a file out to everybody', params: FileParams, ...done } },
    async (request, reply) => {
      const asker = await askerIn(request, request.params.roomId);
      await service.handOut(asker, request.params.fileId);
      return reply.code(204).send(null);
    },
  );

  app.get(
    `${path}/:fileId/fetches`,
    {
      schema: {
        ...{ tags, summary: 'Who fetched what was handed out', params: FileParams },
        response: { 200: FetchesAnswer },
      },
    },
    async (request) =>
      service.fetches(await askerIn(request, request.params.roomId), request.params.fileId),
  );

  for (const [how, at, summary] of [
    ['download', 'content', 'The bytes of a file'],
    ['view', 'view', 'A file to be looked at'],
  ] as const) {
    app.get(
      `${path}/:fileId/${at}`,
      { schema: { tags, summary, params: FileParams } },
      async (request, reply) => {
        const asker = await askerIn(request, request.params.roomId);
        const row = await service.findSeen(asker, request.params.fileId);
        lines.add(reply.raw);
        const answer = await sendContent(request, reply, blobs, row, how);
        if (request.method === 'GET') await fetched(asker, row);
        return answer;
      },
    );
  }

  app.get(
    `${path}/archive`,
    {
      schema: {
        ...{
          tags,
          summary: 'All of a room, of a folder, or what was handed in, as a ZIP',
          params: FilesParams,
        },
        querystring: ArchiveQuery,
      },
    },
    async (request, reply) => {
      const asker = await askerIn(request, request.params.roomId);
      await archives.consume(asker.person.id);
      const { folder = null, handIns, language = 'en' } = request.query;
      if (handIns) {
        const rows = await service.handIns(asker);
        const name = `${asker.room.name || asker.room.code} ${handInsWord(language)}`;
        const archive = await archiveOf(blobs, rows, handInPaths(rows));
        return await sendArchive(reply, fileName(name, 'zip'), archive);
      }
      const { name, rows } = await service.tree(asker, folder);
      for (const row of rows) await fetched(asker, row);
      return await sendArchive(reply, `${name}.zip`, await archiveOf(blobs, rows));
    },
  );

  async function sendArchive(reply: FastifyReply, name: string, { stream, size }: Archive) {
    lines.add(reply.raw);
    if (size >= 0) reply.header('content-length', size);
    return reply
      .header('content-disposition', disposition(name))
      .type('application/zip')
      .send(stream);
  }
}

/** Who sends a request, by the cookies that it carries and the network that it comes from. */
export const createAskerIn =
  ({ identify, actorIn }: Pick<FilesAccess, 'identify' | 'actorIn'>): AskerIn =>
  async (request, roomId) => {
    const identity = await identify(networkOf(request.ip), request.headers.cookie, roomId);
    if (!identity) throw new ConvergeError('not_signed_in');
    return await actorIn(roomId, identity);
  };

export interface FilesAccess {
  readonly identify: (
    network: string,
    cookie: string | undefined,
    roomId: RoomId,
  ) => Promise<Parameters<ActorIn>[1] | null>;
  readonly actorIn: ActorIn;
}
