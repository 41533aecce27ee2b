import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { call, refusal } from '../../../test/world.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
});
afterAll(() => server.close());

const fingerprint = Array.from({ length: 32 }, () => '0A').join(':');

test('CHECK-1 who has no account may try the way to the media, and gets no cookie for it', async () => {
  const response = await fetch(`${server.baseUrl}/api/v1/check/probe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fingerprint, speed: false }),
  });
  expect(response.status).toBe(200);
  expect(response.headers.getSetCookie()).toEqual([]);
  expect(await response.json()).toMatchObject({ iceParameters: { iceLite: true } });
});

test('CHECK-2 a probe wants the fingerprint of a certificate', async () => {
  const ask = (body: unknown) => refusal(server.browser(), 'POST', '/check/probe', body);
  expect(await ask({ speed: false })).toBe('bad_request');
  expect(await ask({ fingerprint: 'AA:BB', speed: false })).toBe('bad_request');
});

test('CHECK-4 an address may try so often and no more, and is told when again', async () => {
  const browser = server.browser();
  const answers = new Map<string, number>();
  for (let i = 0; i < 130; i++) {
    const answer = await browser.send<{ error?: { code: string; retryAfterMs?: number } }>(
      'POST',
      '/api/v1/check/probe',
      { fingerprint, speed: false },
    );
    const { code = 'ok', retryAfterMs = 0 } = answer.body.error ?? {};
    if (code !== 'ok') expect(retryAfterMs).toBeGreaterThan(0);
    answers.set(code, (answers.get(code) ?? 0) + 1);
  }
  expect([...answers.keys()].sort()).toEqual(['ok', 'rate_limited']);
  // At no time more than what may be open together.
  expect(answers.get('ok')).toBeLessThanOrEqual(48);
  // The rest of the server doesn't know of it.
  await call(browser, 'GET', '/space');
});
