import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../test/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

test('OPS-2 /healthz says that the process lives, /readyz that it can serve', async () => {
  const browser = server.browser();
  expect((await browser.get('/healthz')).status).toBe(200);
  const ready = await browser.get('/readyz');
  expect(ready.status).toBe(200);
  expect(ready.body).toEqual({ status: 'ready', failing: [] });
});
