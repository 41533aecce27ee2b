import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import Fastify from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, portOf } from '../platform/web.ts';
import { limitBodies } from './slow-bodies.ts';

let app: App;
beforeAll(async () => {
  app = Fastify() as unknown as App;
  limitBodies(app, 100);
  const read = async (_request: unknown, body: AsyncIterable<Buffer>) => {
    let text = '';
    for await (const part of body) text += part.toString();
    return text;
  };
  app.addContentTypeParser('text/plain', read);
  app.post('/short', async ({ body }) => body);
  app.post('/long', { config: { longBody: true } }, async ({ body }) => body);
  await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

/** A request whose body has begun, and will need an `end`. */
function begin(path: string): ClientRequest {
  const headers = { 'content-type': 'text/plain', 'content-length': 2 };
  const sending = request({ host: '127.0.0.1', port: portOf(app), method: 'POST', path, headers });
  sending.write('a');
  return sending;
}

test('SEC-4 a body that doesn’t come is not waited for, but where files come in', async () => {
  const long = begin('/long');
  await expect(once(begin('/short'), 'response')).rejects.toThrow('socket hang up');
  long.end('b');
  const [answer] = (await once(long, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  answer.resume();
});

test('SEC-4 a body that comes in time is taken', async () => {
  const quick = begin('/short');
  quick.end('b');
  const [answer] = (await once(quick, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(200);
  answer.resume();
});
