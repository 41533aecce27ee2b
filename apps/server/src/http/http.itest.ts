import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Failure } from '@converge/protocol/errors';
import { REST_PREFIX } from '@converge/protocol/version';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPerson, signUp } from '../../test/people.ts';
import { createTestServer, type TestServer } from '../../test/server.ts';

const partner = 'https://partner.example';
let server: TestServer;
/** Every route of the interface, as the web server was told of it. */
const routes = new Set<string>();
beforeAll(async () => {
  subscribe('fastify.initialization', watchRoutes);
  server = await createTestServer({ env: { ALLOWED_ORIGINS: partner } });
  unsubscribe('fastify.initialization', watchRoutes);
});
afterAll(() => server.close());

/** Fastify tells of each of its servers here before it has any route. */
function watchRoutes(message: unknown): void {
  const { fastify } = message as { fastify: FastifyInstance };
  fastify.addHook('onRoute', ({ method, path }) => {
    const url = path.replaceAll(/:(\w+)/g, '{$1}');
    if (!url.startsWith(REST_PREFIX)) return;
    for (const one of [method].flat()) {
      // What answers a GET answers a HEAD, too, without being a route to be told of.
      if (one !== 'HEAD' || !routes.has(`GET ${url}`)) routes.add(`${one} ${url}`);
    }
  });
}

const failureOf = (answer: { body: unknown }) => (answer.body as { error: Failure }).error;
const register = (headers?: Record<string, string>) =>
  server.browser().send('POST', '/api/v1/auth/register', createPerson(), headers);

describe('origins', () => {
  test('SEC-1 a change from another origin is refused, also with a session', async () => {
    const { browser } = await signUp(server);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1:1', 'nonsense']) {
      const answer = await browser.send('PATCH', '/api/v1/me', { name: 'Mallory' }, { origin });
      expect([origin, answer.status, failureOf(answer).code]).toEqual([
        origin,
        403,
        'origin_forbidden',
      ]);
    }
    const { body } = await browser.get<{ me: { name: string } }>('/api/v1/me');
    expect(body.me.name).not.toBe('Mallory');
  });

  test('SEC-1 a browser that hides the origin is judged by Sec-Fetch-Site; a program has neither', async () => {
    const send = async (headers: Record<string, string>) => {
      const response = await fetch(`${server.baseUrl}/api/v1/auth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(createPerson()),
      });
      return response.status;
    };
    expect(await send({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await send({ 'sec-fetch-site': 'same-site' })).toBe(403);
    expect(await send({ 'sec-fetch-site': 'same-origin' })).toBe(200);
    expect(await send({})).toBe(200);
  });

  test('pages of a configured origin may act and read; others get no such permission', async () => {
    const allowed = await register({ origin: partner });
    expect(allowed.status).toBe(200);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(partner);
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');

    const preflight = await server
      .browser()
      .send('OPTIONS', '/api/v1/me', undefined, { origin: partner });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-methods')).toContain('PATCH');

    const stranger = await server
      .browser()
      .send('GET', '/api/v1/space', undefined, { origin: 'https://evil.example' });
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('pages of another site', () => {
  test('AUTH-2 may ask what needs nobody to be signed in; the session stays within the site', async () => {
    const { headers, status } = await register({ origin: partner });
    expect(status).toBe(200);
    // What a browser sends with their requests, and what it does not (SPEC AUTH-2, ADR 60).
    for (const cookie of headers.getSetCookie()) expect(cookie).toMatch(/; SameSite=Lax/i);
    const without = (path: string) =>
      server.browser().send('GET', path, undefined, { origin: partner });
    expect((await without('/api/v1/space')).status).toBe(200);
    expect((await without('/api/v1/me')).status).toBe(401);
  });
});

describe('headers', () => {
  test('SEC-2 pages carry a policy without inline scripts and load nothing from elsewhere', async () => {
    const { headers } = await server.browser().get('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`ws://${new URL(server.baseUrl).host}`);
    expect(policy).not.toMatch(/unsafe|https:\/\/|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toContain('camera=(self), microphone=(self)');
  });

  test('SEC-2 the page about the interface may write styles, and nothing more', async () => {
    const { status, headers } = await server.browser().get('/api/docs');
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.match(/'unsafe-[a-z]+'/g)).toEqual(["'unsafe-inline'"]);
    expect(policy).toContain("style-src 'self' 'unsafe-inline'");
  });

  test('answers of the interface are kept by no cache', async () => {
    const { headers } = await server.browser().get('/api/v1/space');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});

describe('refusals', () => {
  test('SEC-6 a refusal has a code, the faulty fields and a request id, and no stack', async () => {
    const answer = await server
      .browser()
      .send('POST', '/api/v1/auth/register', { name: ' ', email: 'x', password: 'short' });
    expect(answer.status).toBe(400);
    expect(failureOf(answer)).toEqual({
      code: 'bad_request',
      fields: { name: 'too_short', email: 'invalid', password: 'too_short' },
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  test('SEC-6 what is hostile or broken gets a code, and the server goes on', async () => {
    const post = (body: string, type: string) =>
      fetch(`${server.baseUrl}/api/v1/auth/sign-in`, {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });
    const cases: [number, string, Response][] = [
      [400, 'bad_request', await post('{"email":', 'application/json')],
      [400, 'bad_request', await post('', 'application/json')],
      [400, 'bad_request', await post('null', 'application/json')],
      [400, 'bad_request', await post('{"__proto__":{"a":1}}', 'application/json')],
      [415, 'unsupported_media_type', await post('<a/>', 'application/xml')],
      [404, 'not_found', await fetch(`${server.baseUrl}/api/v1/nothing/here`)],
      [404, 'not_found', await fetch(`${server.baseUrl}/api/v1/me`, { method: 'PUT' })],
      [404, 'not_found', await fetch(`${server.baseUrl}/assets/..%2f..%2fpackage.json`)],
      [404, 'not_found', await fetch(`${server.baseUrl}/%00`)],
      [400, 'bad_request', await fetch(`${server.baseUrl}/api/v1/avatars/%zz`)],
    ];
    for (const [status, code, response] of cases) {
      const body = (await response.json()) as { error: Failure };
      expect([response.url, response.status, body.error.code]).toEqual([
        response.url,
        status,
        code,
      ]);
      expect(JSON.stringify(body)).not.toMatch(/node_modules|at .*:\d+|select /);
    }
    expect((await server.browser().get('/readyz')).status).toBe(200);
  });

  test('SEC-6 bytes that are no HTTP get a code too', async () => {
    const { connect } = await import('node:net');
    const { port } = new URL(server.baseUrl);
    const socket = connect(Number(port), '127.0.0.1');
    socket.end('\x16\x03\x01 nonsense\r\n\r\n');
    const answer = (await socket.toArray()).join('');
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('{"error":{"code":"bad_request"}}');
  });

  test('SEC-4 a body beyond the limit is refused', async () => {
    const answer = await server
      .browser()
      .send('POST', '/api/v1/auth/sign-in', { email: 'a@b.c', password: 'x'.repeat(300_000) });
    expect([answer.status, failureOf(answer).code]).toEqual([413, 'too_large']);
  });

  test('SEC-4 whoever writes too often is told when to come again', async () => {
    const strict = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    try {
      let refused: Awaited<ReturnType<typeof register>> | undefined;
      for (let round = 0; round < 40 && !refused; round += 1) {
        const answers = await Promise.all(
          Array.from({ length: 20 }, () => strict.browser().send('POST', '/api/v1/auth/sign-out')),
        );
        refused = answers.find((answer) => answer.status === 429);
      }
      expect(refused && failureOf(refused).code).toBe('rate_limited');
      expect(refused && failureOf(refused).retryAfterMs).toBeGreaterThan(0);
      expect((await strict.browser().get('/api/v1/space')).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});

describe('for machines', () => {
  test('OPS-2 /healthz says that the process lives, /readyz that it can serve', async () => {
    const browser = server.browser();
    expect((await browser.get('/healthz')).body).toEqual({ status: 'alive' });
    const ready = await browser.get('/readyz');
    expect([ready.status, ready.body]).toEqual([200, { status: 'ready', failing: [] }]);
  });

  test('OPS-2 without its database /readyz answers 503 and names it; /healthz lives on', async () => {
    const doomed = await createTestServer();
    try {
      await doomed.database.close();
      const ready = await doomed.browser().get('/readyz');
      expect(ready.status).toBe(503);
      expect(ready.body).toEqual({ status: 'failing', failing: ['database'] });
      expect((await doomed.browser().get('/healthz')).status).toBe(200);
    } finally {
      await doomed.close();
    }
  });

  test('OPS-6 /metrics counts answers by route, never by path', async () => {
    await server.browser().get('/api/v1/avatars/0000000000000000000000000000000000000000.png');
    const { body } = await server.browser().get<string>('/metrics');
    expect(body).toContain('route="/api/v1/avatars/:key",status="404"');
    expect(body).not.toContain('0000000000');
    expect(body).toContain('nodejs_eventloop_lag_seconds');
  });

  test('/metrics without a token is for this machine, not for whom its proxy passes on', async () => {
    const forwarded = await server
      .browser()
      .send('GET', '/metrics', undefined, { 'x-forwarded-for': '203.0.113.9' });
    expect([forwarded.status, failureOf(forwarded).code]).toEqual([403, 'forbidden']);
  });

  test('/metrics asks for its token where one is set', async () => {
    const guarded = await createTestServer({ env: { METRICS_TOKEN: 'a-long-enough-token' } });
    try {
      const get = (authorization: string) =>
        guarded.browser().send('GET', '/metrics', undefined, { authorization });
      expect((await get('Bearer a-long-enough-tokem')).status).toBe(403);
      expect((await get('Bearer a-long-enough-token')).status).toBe(200);
    } finally {
      await guarded.close();
    }
  });

  test('OPS-7 the interface is described as it is: every route, its input and its answers', async () => {
    interface Described {
      openapi: string;
      paths: Record<string, Record<string, Operation>>;
    }
    interface Operation {
      parameters?: { name: string; in: string }[];
      responses: Record<string, { description: string; content?: object }>;
      requestBody?: { content: object };
    }
    const { body } = await server.browser().get<Described>('/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const described = Object.entries(body.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described.sort()).toEqual([...routes].sort());
    for (const [path, methods] of Object.entries(body.paths)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const [method, { parameters = [], responses, requestBody }] of Object.entries(methods)) {
        const what = `${method} ${path}`;
        const named = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
        expect([what, named.sort()]).toEqual([what, inPath.sort()]);
        const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
        expect(good.length, what).toBeGreaterThan(0);
        // What is JSON has a schema; what isn't is said in http/bytes.ts.
        for (const [status, { description, content }] of good) {
          const says = content !== undefined || description !== 'Default Response';
          expect(says, `${what} answers ${status} with something`).toBe(true);
        }
        // One without a body would mean nothing.
        if (['put', 'patch'].includes(method)) expect(requestBody, what).toBeDefined();
      }
    }
    expect(body.paths['/api/v1/rooms/{roomId}/uploads/{fileId}']?.patch).toMatchObject({
      requestBody: { content: { 'application/offset+octet-stream': {} } },
      parameters: expect.arrayContaining([expect.objectContaining({ name: 'Upload-Offset' })]),
    });
    const operation = body.paths['/api/v1/auth/register']?.post;
    expect(operation?.requestBody).toMatchObject({
      content: { 'application/json': { schema: { required: ['name', 'email', 'password'] } } },
    });
    expect(operation?.responses).toMatchObject({
      200: { content: { 'application/json': { schema: { required: ['me'] } } } },
      default: {
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    });
  });
});
