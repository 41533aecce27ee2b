/** For machines that watch this one: is it alive, can it serve, how busy is it (SPEC OPS-2, OPS-6). */
import { timingSafeEqual } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import { isFromHere } from '../platform/client-address.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Readiness } from '../platform/readiness.ts';
import type { App } from '../platform/web.ts';

interface Deps {
  readonly readiness: Readiness;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
}

export function registerHealthRoutes(app: App, { readiness, metrics, metricsToken }: Deps): void {
  const hide = { schema: { hide: true } };
  app.get('/healthz', hide, async () => ({ status: 'alive' }));
  app.get('/readyz', hide, async (_request, reply) => {
    const failing = await readiness.failing();
    if (failing.length > 0) reply.code(503);
    return { status: failing.length > 0 ? 'failing' : 'ready', failing };
  });
  app.get('/metrics', hide, async (request, reply) => {
    const allowed = metricsToken
      ? sameText(request.headers.authorization ?? '', `Bearer ${metricsToken}`)
      : isFromHere(request);
    if (!allowed) throw new ConvergeError('forbidden');
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
