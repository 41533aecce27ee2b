/** Uploads over tus: `protocol/rest/files.ts` says what it carries beside the bytes. */
import type { FileId, RoomId } from '@converge/protocol/ids';
import { FileParams, FilesParams } from '@converge/protocol/rest/files';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../../platform/web.ts';
import type { Sender } from '../context.ts';
import type { AskerIn } from '../files.routes.ts';
import type { OpenLines } from '../open-lines.ts';
import type { HandleTus } from './tus.ts';
import type { Uploads } from './uploads.service.ts';

interface Deps {
  readonly askerIn: AskerIn;
  readonly uploads: Uploads;
  readonly tus: HandleTus;
  readonly lines: OpenLines;
}

/** Nothing comes for so long: the line is dead, and the upload may go on by another. */
const silenceMs = 30_000;

export function registerUploadRoutes(app: App, { askerIn, uploads, tus, lines }: Deps): void {
  const tags = ['files'];
  const path = `${REST_PREFIX}/rooms/:roomId/uploads`;

  async function handOver(
    request: FastifyRequest,
    reply: FastifyReply,
    sender: Sender,
    fileId: FileId | null,
  ) {
    reply.hijack();
    const { raw } = reply;
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) raw.setHeader(name, value);
    }
    // Node cuts it then; with the end of the request its own time takes over again.
    request.raw.socket.setTimeout(silenceMs);
    lines.add(raw);
    await tus(request.raw, raw, sender, fileId);
  }

  async function senderIn(request: FastifyRequest, roomId: RoomId): Promise<Sender> {
    const now = () => askerIn(request, roomId);
    return { asker: await now(), now };
  }

  // A scope of its own: only here bodies of this type are left to whoever reads them.
  app.register(async (scope: App) => {
    scope.addContentTypeParser(
      'application/offset+octet-stream',
      async (_request: unknown, body: unknown) => body,
    );
    scope.post(
      path,
      {
        schema: { tags, summary: 'Begin an upload (tus 1.0, creation)', params: FilesParams },
      },
      async (request, reply) => {
        await handOver(request, reply, await senderIn(request, request.params.roomId), null);
        return reply;
      },
    );
    for (const [method, summary] of [
      ['HEAD', 'How much of an upload is here (tus 1.0)'],
      ['PATCH', 'Go on with an upload (tus 1.0)'],
      ['DELETE', 'Give an upload up (tus 1.0, termination)'],
    ] as const) {
      scope.route({
        method,
        url: `${path}/:fileId`,
        // A HEAD that is a route of its own, and not the shadow of a GET, is described, too.
        config: { longBody: true, swagger: { exposeHeadRoute: true } },
        schema: { tags, summary, params: FileParams },
        handler: async (request, reply) => {
          const { roomId, fileId } = request.params as { roomId: never; fileId: FileId };
          const sender = await senderIn(request, roomId);
          if (method === 'DELETE') await uploads.mayEnd(sender.asker, fileId);
          else await uploads.own(sender.asker, fileId);
          await handOver(request, reply, sender, fileId);
          return reply;
        },
      });
    }
  });
}
