/** What admins see of how the server stands. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { conditions, type StatusAnswer } from '@converge/protocol/rest/status';
import { expect, onTestFinished, test } from 'vitest';
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

test('ADMIN-16 a relay that answers wrongly is named as such, beside one that is silent', async () => {
  const udp = createSocket('udp4').bind(0, '127.0.0.1');
  await once(udp, 'listening');
  onTestFinished(() => void udp.close());
  /** The same id, and no: what a STUN server that relays nothing answers. */
  udp.on('message', (bytes, { port, address }) => {
    const answer = Buffer.from(bytes.subarray(0, 20));
    answer.writeUInt16BE(0x0101, 0);
    answer.writeUInt16BE(0, 2);
    udp.send(answer, port, address);
  });
  const stunOnly = `turn:127.0.0.1:${udp.address().port}`;
  const silent = 'turn:127.0.0.1:9?transport=tcp';
  const server = await createTestServer({
    env: { TURN_URLS: `${stunOnly},${silent}`, TURN_SECRET: 'a secret for the relay' },
  });
  onTestFinished(() => server.close());
  const admin = await register(server, 'Ada');
  const { readings } = await call<StatusAnswer>(admin.browser, 'GET', '/admin/status');
  expect(readings.filter(({ part }) => part === 'relay')).toEqual([
    { part: 'relay', level: 'broken', condition: 'noRelay', values: { url: stunOnly } },
    { part: 'relay', level: 'broken', condition: 'silent', values: { url: silent } },
  ]);
});
