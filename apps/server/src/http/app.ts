/** The web server, with everything that holds for all routes; the routes themselves come from the features. */
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import fastifyCookie from '@fastify/cookie';
import Fastify, { type FastifyHttpOptions, LogController } from 'fastify';
import {
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { ReachedByHttps } from '../platform/https.ts';
import { newId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import type { Metrics } from '../platform/metrics.ts';
import type { Origins } from '../platform/origins.ts';
import type { RateLimits } from '../platform/rate-limits.ts';
import type { Tls } from '../platform/tls.ts';
import type { App } from '../platform/web.ts';
import { type About, aboutRoom } from './about.ts';
import { mapErrors, refuseBroken, refuseNoise } from './errors.ts';
import { allowOrigins, guardWrites } from './guard.ts';
import { setSecurityHeaders } from './headers.ts';
import { describeApi } from './openapi.ts';
import { limitBodies } from './slow-bodies.ts';

export interface HttpOptions {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly origins: Origins;
  readonly rateLimits: RateLimits;
  readonly trustProxy: Required<FastifyHttpOptions<Server>>['trustProxy'];
  readonly reachedByHttps: ReachedByHttps;
  readonly tls: Tls | null;
  /** What the log says of a request about this room; nothing by default. */
  readonly concerns?: (roomId: RoomId) => Readonly<Record<string, string>>;
  /** Within which the body of a request has to come. */
  readonly bodyMs?: number;
}

export async function createHttpApp(options: HttpOptions): Promise<App> {
  const { tls } = options;
  const settings: FastifyHttpOptions<Server> = {
    loggerInstance: options.log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => newId(),
    bodyLimit: limits.bodyBytes,
    trustProxy: options.trustProxy,
    // A browser's idle connections don't hold up the end.
    forceCloseConnections: 'idle',
    // See `limitBodies`; the time for a request's head is Node's own minute.
    requestTimeout: 0,
    frameworkErrors: refuseBroken,
    clientErrorHandler: refuseNoise,
    serverFactory: (handler) => (tls ? createTlsServer(tls, handler) : createServer(handler)),
  };
  const app: App = Fastify(settings).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  const about = options.concerns && aboutRoom(options.concerns);
  mapErrors(app, about);
  limitBodies(app, options.bodyMs ?? 60_000);
  setSecurityHeaders(app, options.reachedByHttps);
  allowOrigins(app, options.origins);
  guardWrites(app, options.origins, options.rateLimits);
  measure(app, options.metrics, about);
  await app.register(fastifyCookie);
  await describeApi(app);
  return app;
}

/** Times and notes every answer by its route's pattern; paths may hold codes that open rooms. */
function measure(app: App, metrics: Metrics, about: About = () => ({})): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const labels = { method: request.method, route, status: String(reply.statusCode) };
    metrics.httpSeconds.observe(labels, reply.elapsedTime / 1000);
    const line = { ...labels, ms: Math.round(reply.elapsedTime), ...about(request) };
    request.log.debug(line, 'answered');
  });
}
