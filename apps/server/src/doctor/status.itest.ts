/** What admins see of how the server stands. */
import { conditions, type StatusAnswer } from '@converge/protocol/rest/status';
import { expect, test } from 'vitest';
import { createTestServer } from '../../test/server.ts';
import { call, register } from '../../test/world.ts';

test('ADMIN-16 an admin sees each part in a word, with what to do where it isn’t right', async () => {
  const server = await createTestServer({
    env: {
      PUBLIC_URL: 'https://meet.example.org',
      // Nobody listens at the first ports of any machine here.
      SMTP_URL: 'smtp://127.0.0.1:9',
      TURN_URLS: 'turn:127.0.0.1:9?transport=tcp',
      TURN_SECRET: 'a secret for the relay',
    },
  });
  try {
    const admin = await register(server, 'Ada');
    const { readings } = await call<StatusAnswer>(admin.browser, 'GET', '/admin/status');
    const found = readings.map(({ part, level, condition }) => [part, level, condition]);
    expect(found).toEqual([
      ['database', 'fine', 'fine'],
      ['worker', 'fine', 'fine'],
      ['disk', expect.any(String), expect.any(String)],
      ['relay', 'broken', 'silent'],
      ['https', 'warning', 'proxyDistrusted'],
      ['clock', 'fine', 'fine'],
      ['mail', 'broken', 'silent'],
      ['version', 'fine', 'fine'],
    ]);
    for (const { part, condition } of readings) expect(conditions[part]).toContain(condition);
    expect(readings.at(-1)?.values).toMatchObject({ version: expect.stringMatching(/^\d/) });
    // Neither a secret nor the way to one is among it.
    expect(JSON.stringify(readings)).not.toContain('a secret');
  } finally {
    await server.close();
  }
});
