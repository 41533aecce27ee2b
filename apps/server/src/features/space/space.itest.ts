import type { SpaceAnswer } from '@converge/protocol/rest/space';
import { expect, test } from 'vitest';
import { createTestServer } from '../../../test/server.ts';

async function spaceOf(env: Readonly<Record<string, string>>): Promise<SpaceAnswer> {
  const server = await createTestServer({ env });
  try {
    return (await server.browser().get<SpaceAnswer>('/api/v1/space')).body;
  } finally {
    await server.close();
  }
}

test('INVITE-6 AUTH-15 the first page hears what links begin with, and whether mail goes out', async () => {
  expect(await spaceOf({})).toMatchObject({ origin: null, nearby: [], mail: false });
  const env = { PUBLIC_URL: 'https://meet.example.org/', SMTP_URL: 'smtp://127.0.0.1:9' };
  expect(await spaceOf(env)).toMatchObject({
    origin: 'https://meet.example.org',
    nearby: [],
    mail: true,
  });
});
