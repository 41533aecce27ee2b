/** What stands before every request that changes something: its origin, and its rate (SPEC SEC-1, SEC-4). */
import { ConvergeError } from '@converge/protocol/errors';
import { networkOf } from '../platform/network.ts';
import type { Origins } from '../platform/origins.ts';
import type { RateLimits } from '../platform/rate-limits.ts';
import type { App } from '../platform/web.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Wide, since a whole school may share one address; routes that are worth guarding have narrower ones. */
const writesPerAddress = { points: 600, perSeconds: 60 };

/** What resumable uploads say in headers. */
const tusHeaders = 'tus-resumable, upload-length, upload-metadata, upload-offset';

export function guardWrites(app: App, origins: Origins, limits: RateLimits): void {
  const writes = limits.limiter('http.writes', writesPerAddress);
  app.addHook('onRequest', async (request) => {
    if (reading.has(request.method)) return;
    const { origin, host, 'sec-fetch-site': site } = request.headers;
    const secFetchSite = Array.isArray(site) ? site[0] : site;
    if (!origins.allows({ origin, host, secFetchSite }))
      throw new ConvergeError('origin_forbidden');
    await writes.consume(networkOf(request.ip));
  });
}

/** Lets the pages of configured origins read our answers and send cookies; nobody else's. */
export function allowOrigins(app: App, origins: Origins): void {
  if (origins.others.length === 0) return;
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    reply.header('vary', 'origin');
    if (!origin || !origins.others.includes(origin)) return;
    reply
      .header('access-control-allow-origin', origin)
      .header('access-control-allow-credentials', 'true')
      .header('access-control-expose-headers', `location, ${tusHeaders}`)
      .header('cross-origin-resource-policy', 'cross-origin');
    if (request.method !== 'OPTIONS') return;
    reply
      .header('access-control-allow-methods', 'GET, HEAD, POST, PUT, PATCH, DELETE')
      .header('access-control-allow-headers', `content-type, ${tusHeaders}`)
      .header('access-control-max-age', '600')
      .code(204);
    await reply.send();
  });
}
