/** The interface for machines, described from the very schemas that check it (SPEC OPS-7). */
import { Failure } from '@converge/protocol/errors';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import * as z from 'zod';
import type { App } from '../platform/web.ts';

/** To be called before any route is added: only later ones are described. */
export async function describeApi(app: App): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Converge',
        version: '1',
        description:
          'Rooms that remember. Every refusal is `{error: {code, …}}` with a code of the table; the session travels in a cookie.',
      },
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'converge.session_token' },
        },
      },
      security: [{ session: [] }, {}],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) =>
      'openapiObject' in document ? withRefusals(document.openapiObject) : document.swaggerObject,
  });
}

export async function registerDocsRoutes(app: App): Promise<void> {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: { url: '/api/openapi.json', deepLinking: true },
    // The page writes styles into its elements; scripts stay as strict as everywhere.
    transformStaticCSP: (policy) =>
      policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  });
}

interface Operation {
  responses?: Record<string, unknown>;
}

/** Each operation may be refused in the one same form; answers without content have none. */
function withRefusals<D extends { paths?: object; components?: object }>(document: D): D {
  const refusal = {
    description: 'Refused',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  };
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations as Record<string, Operation>).map(([method, operation]) => [
        method,
        {
          ...operation,
          responses: { ...withoutEmpty(operation.responses ?? {}), default: refusal },
        },
      ]),
    ),
  ]);
  const { $schema: _, ...schema } = z.toJSONSchema(z.object({ error: Failure }));
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: { Refusal: schema } },
  };
}

const withoutEmpty = (responses: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) =>
      status === '204' || status === '202' ? [status, { description: 'Done' }] : [status, response],
    ),
  );
