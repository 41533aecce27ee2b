/** What features need of the web server, without knowing which of its parts do it. */

import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its body may take as long as it needs, as long as it doesn't fall silent. */
    longBody?: boolean;
  }
}

/** The web server, typed by the schemas of each route. */
export type App = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>;

/** The port that it listens on; 0 before it does. */
export function portOf(app: App): number {
  const address = app.server.address();
  return typeof address === 'object' && address ? address.port : 0;
}
