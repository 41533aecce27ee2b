/** The logo as any page shows it. */
import { ConvergeError } from '@converge/protocol/errors';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import type { Space } from './space.service.ts';

const LogoParams = z.object({ key: z.string().check(z.regex(/^[0-9a-f]{40}\.(png|webp|svg)$/)) });

export function registerLogoRoutes(app: App, space: Pick<Space, 'logo'>): void {
  app.get(
    `${REST_PREFIX}/logo/:key`,
    { schema: { tags: ['space'], summary: 'The logo of the space', params: LogoParams } },
    async (request, reply) => {
      const logo = await space.logo(request.params.key);
      if (!logo) throw new ConvergeError('not_found');
      return (
        reply
          .header('cache-control', 'public, max-age=31536000, immutable')
          // An SVG brings its own styles, and nothing else: no script, no request, no origin.
          .header(
            'content-security-policy',
            "default-src 'none'; style-src 'unsafe-inline'; sandbox",
          )
          .type(logo.type)
          .send(logo.bytes)
      );
    },
  );
}
