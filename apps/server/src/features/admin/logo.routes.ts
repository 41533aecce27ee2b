/** The space's logo, as its admins set it. */
import { ConvergeError } from '@converge/protocol/errors';
import { logoBytes, SettingsAnswer } from '@converge/protocol/rest/admin';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyRequest } from 'fastify';
import type { App } from '../../platform/web.ts';
import { requireSpace, type UserIdentity } from '../auth/index.ts';
import { insertSpaceAct } from '../rooms/index.ts';
import type { Note } from '../space/index.ts';
import type { SpaceAdminDeps } from './space.routes.ts';

export function registerSetLogoRoutes(app: App, { space, identify }: SpaceAdminDeps): void {
  const path = `${REST_PREFIX}/admin/settings/logo`;
  const tags = ['admin'];
  const answer = { response: { 200: SettingsAnswer } };
  const admin = (request: FastifyRequest) => requireSpace(identify, request, 'space.configure');
  const noteOf =
    (by: UserIdentity): Note =>
    (tx, details) =>
      insertSpaceAct(tx, { by, act: 'logo', details });

  // A scope of its own: only here bodies of any type are read as bytes.
  app.register(async (scope: App) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      '*',
      { parseAs: 'buffer' },
      async (_request: unknown, body: Buffer) => body,
    );
    scope.put(
      path,
      {
        bodyLimit: logoBytes,
        schema: {
          tags,
          summary: 'Set the logo: the bytes of a PNG, WebP or SVG',
          consumes: ['image/png', 'image/webp', 'image/svg+xml'],
          ...answer,
        },
      },
      async (request) => {
        const by = await admin(request);
        if (!Buffer.isBuffer(request.body)) throw new ConvergeError('unsupported_media_type');
        return { settings: await space.setLogo(request.body, noteOf(by)) };
      },
    );
  });

  app.delete(
    path,
    { schema: { tags, summary: 'Our own sign again', ...answer } },
    async (request) => {
      const by = await admin(request);
      return { settings: await space.setLogo(null, noteOf(by)) };
    },
  );
}
