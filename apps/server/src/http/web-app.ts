/**
 * The built web app: files with their compressed twins, for ever where the name
 * holds a hash of the content; and its one page for every address that the app
 * itself understands.
 */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { ConvergeError } from '@converge/protocol/errors';
import { REST_PREFIX } from '@converge/protocol/version';
import fastifyStatic from '@fastify/static';
import type { App } from '../platform/web.ts';

const page = 'index.html';
/** The way in by a link, where strangers come first: its HTML names all that it needs at once. */
const joinPage = { file: 'join.html', path: /^\/join\/([\w-]+)$/ };
/** Vite writes what it names by content into this folder. */
const hashed = '/assets/';

export async function registerWebApp(app: App, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    index: false,
    suppressWarning: true,
  });

  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = decode(request.url.split('?')[0] ?? '/');
    if (path === null || path.startsWith('/api/')) throw new ConvergeError('not_found');
    if (path.startsWith(hashed)) {
      if (!(await isFile(join(folder, path)))) throw new ConvergeError('not_found');
      reply.header('cache-control', 'public, max-age=31536000, immutable');
      return reply.sendFile(path.slice(1));
    }
    // Asked for anew each time, and answered with 304 while it is the same.
    reply.header('cache-control', 'no-cache');
    if (extname(path) !== '' && (await isFile(join(folder, path)))) {
      return reply.sendFile(path.slice(1));
    }
    if (!existsSync(join(folder, page))) {
      return reply
        .code(404)
        .type('text/plain')
        .send('The web app is not built; `npm start` builds it.');
    }
    const code = joinPage.path.exec(path)?.[1];
    if (code === undefined) return reply.sendFile(page);
    // What stands behind the link is under way before the script that asks for it has run.
    reply.header('link', `<${REST_PREFIX}/join/${code}>; rel=preload; as=fetch; crossorigin`);
    return reply.sendFile(joinPage.file);
  });
}

/** Null for what is no path of a file: broken escapes, ways up, bytes that end strings. */
function decode(path: string): string | null {
  try {
    const plain = decodeURIComponent(path);
    return plain.includes('\0') || plain.includes('\\') || plain.split('/').includes('..')
      ? null
      : plain;
  } catch {
    return null;
  }
}

const isFile = (path: string) =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
