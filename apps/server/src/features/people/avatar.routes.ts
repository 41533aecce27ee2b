/** Pictures: set, removed, and shown under a key made of their content. */
import { ConvergeError } from '@converge/protocol/errors';
import { MeAnswer } from '@converge/protocol/rest/me';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import { presentMe, requireUser } from '../auth/index.ts';
import type { PeopleDeps } from './people.routes.ts';

const AvatarParams = z.object({ key: z.string().check(z.regex(/^[0-9a-f]{40}\.(png|jpg|webp)$/)) });

export function registerAvatarRoutes(
  app: App,
  { people, auth }: PeopleDeps,
  maxBytes: number,
): void {
  const tags = ['me'];

  // A scope of its own: only here bodies of any type are read as bytes.
  app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => body,
    );
    scope.put(
      `${REST_PREFIX}/me/avatar`,
      {
        bodyLimit: maxBytes,
        schema: {
          tags,
          summary: 'Set my picture: the bytes of a PNG, JPEG or WebP',
          consumes: ['image/png', 'image/jpeg', 'image/webp'],
          response: { 200: MeAnswer },
        },
      },
      async (request) => {
        const { id } = await requireUser(auth.identify, request);
        if (!Buffer.isBuffer(request.body)) throw new ConvergeError('unsupported_media_type');
        return { me: presentMe(await people.setAvatar(id, request.body)) };
      },
    );
  });

  app.delete(
    `${REST_PREFIX}/me/avatar`,
    { schema: { tags, summary: 'Remove my picture', response: { 200: MeAnswer } } },
    async (request) => {
      const { id } = await requireUser(auth.identify, request);
      return { me: presentMe(await people.removeAvatar(id)) };
    },
  );

  app.get(
    `${REST_PREFIX}/avatars/:key`,
    { schema: { tags, summary: 'A picture', params: AvatarParams } },
    async (request, reply) => {
      const picture = await people.avatar(request.params.key);
      if (!picture) throw new ConvergeError('not_found');
      return reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-security-policy', "default-src 'none'; sandbox")
        .type(picture.type)
        .send(picture.bytes);
    },
  );
}
