/** The interface for machines, described from the very schemas that check it (SPEC OPS-7). */
import { Failure } from '@converge/protocol/errors';
import fastifySwagger from '@fastify/swagger';
import fastifySwaggerUi from '@fastify/swagger-ui';
import { jsonSchemaTransform } from 'fastify-type-provider-zod';
import * as z from 'zod';
import type { App } from '../platform/web.ts';
import { type Bytes, bytes } from './bytes.ts';
import { docsLook } from './docs-look.ts';

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
          guest: {
            type: 'apiKey',
            in: 'cookie',
            name: 'converge_guest_{end of roomId}',
            description:
              'The key of a guest to one room, from `POST /join/{code}`; its name ends with the last twelve digits of the room’s id.',
          },
        },
      },
      security: [{ session: [] }, { guest: [] }, {}],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) =>
      'openapiObject' in document ? complete(document.openapiObject) : document.swaggerObject,
  });
}

export async function registerDocsRoutes(app: App): Promise<void> {
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    uiConfig: {
      url: '/api/openapi.json',
      // Links to operations would be links within buttons, which no keyboard and no reader gets at;
      // and the bar of the other layout has a field without a name.
      deepLinking: false,
      layout: 'BaseLayout',
    },
    theme: { css: [{ filename: 'look.css', content: docsLook }] },
    // The page writes styles into its elements; scripts stay as strict as everywhere.
    transformStaticCSP: (policy) =>
      policy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'"),
  });
}

interface Operation {
  parameters?: readonly object[];
  responses?: Record<string, unknown>;
}

/**
 * What schemas don't say: bytes, and that each operation may be refused in the one
 * same form. Answers without content have none.
 */
function complete<D extends { paths?: object; components?: object }>(document: D): D {
  const refusal = {
    description: 'Refused',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
  };
  const paths = Object.entries(document.paths ?? {}).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations as Record<string, Operation>).map(([method, operation]) => {
        const { responses, ...rest } = withBytes(operation, bytes[`${method} ${path}`]);
        return [method, { ...rest, responses: { ...withoutEmpty(responses), default: refusal } }];
      }),
    ),
  ]);
  const { $schema: _, ...schema } = z.toJSONSchema(z.object({ error: Failure }));
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: { Refusal: schema } },
  };
}

function withBytes(operation: Operation, { takes, asks = {}, answers }: Bytes = {}) {
  const asked = Object.entries(asks).map(([name, description]) => ({
    ...{ name, in: 'header', description, schema: { type: 'string' } },
  }));
  return {
    ...operation,
    ...(asked.length > 0 && { parameters: [...(operation.parameters ?? []), ...asked] }),
    ...(takes && { requestBody: { required: true, content: contentOf(takes) } }),
    responses: answers
      ? Object.fromEntries(Object.entries(answers).map(([status, one]) => [status, answerOf(one)]))
      : (operation.responses ?? {}),
  };
}

const answerOf = ({ about, content, headers = {} }: NonNullable<Bytes['answers']>[number]) => ({
  description: about,
  ...(content && { content: contentOf(content) }),
  headers: Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } },
    ]),
  ),
});

/** OpenAPI 3.1 says of bytes only their media type. */
const contentOf = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, {}]));

const withoutEmpty = (responses: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(responses).map(([status, response]) =>
      (status === '204' || status === '202') && isEmpty(response)
        ? [status, { description: 'Done' }]
        : [status, response],
    ),
  );

/** Said of a schema that is nothing, and not of bytes.ts. */
const isEmpty = (response: unknown) =>
  (response as { description?: string }).description === 'Default Response';
