import { expect, test } from 'vitest';
import { createLog } from '../src/platform/log.ts';
import { signIn, signUp } from './people.ts';
import { createTestServer } from './server.ts';

test('SEC-5 a whole day of an account leaves nothing personal in the log, even at its most talkative', async () => {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => lines.push(line) });
  const server = await createTestServer({ log });
  try {
    const person = await signUp(server, {
      name: 'Oksana Unmistakable',
      email: 'oksana.unmistakable@example.org',
      password: 'unmistakable secret',
    });
    const wrong = { email: person.email, password: 'unmistakable guess' };
    await server.browser().send('POST', '/api/v1/auth/sign-in', wrong);
    await server
      .browser()
      .send('POST', '/api/v1/auth/register', { ...wrong, name: 'Unmistakable' });
    await server.browser().send('POST', '/api/v1/auth/register', { name: 'Unmistakable' });
    await server.browser().send('POST', '/api/v1/auth/forgot', { email: person.email });
    await server.outbox.idle();
    const there = await signIn(server, person);
    await there.browser.send('PATCH', '/api/v1/me', { name: 'Unmistakable Too' });
    await there.browser.get('/join/unmistakable-code');
    // A fault inside: the query that fails and the database's answer both hold the name.
    await server.database.pool.query(
      "alter table users add constraint no_three check (name <> 'Unmistakable Three')",
    );
    const failed = await there.browser.send('PATCH', '/api/v1/me', { name: 'Unmistakable Three' });
    expect(failed.status).toBe(500);
    await there.browser.send('POST', '/api/v1/auth/sign-out');

    const text = lines.join('');
    expect(text).toContain('a request failed');
    expect(text).toContain('no SMTP server is configured');
    expect(text).not.toMatch(/unmistakable/i);
    const cookies = [person, there].map(({ browser }) => browser.cookieHeader().split('=')[1]);
    for (const value of cookies.filter((value) => value !== undefined)) {
      expect(text).not.toContain(decodeURIComponent(value).split('.')[0]);
    }
  } finally {
    await server.close();
  }
});
