import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Failure } from '@converge/protocol/errors';
import type { MeAnswer, SessionsAnswer } from '@converge/protocol/rest/me';
import type { SpaceAnswer } from '@converge/protocol/rest/space';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Browser } from '../../../test/browser.ts';
import { createPerson, type Person, signIn, signUp } from '../../../test/people.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';
import { createDevices } from './devices.ts';
import { passwordsInTurn } from './passwords.ts';

let server: TestServer;
beforeEach(async () => {
  server = await createTestServer();
});
afterEach(() => server.close());

const codeOf = (answer: { body: unknown }) => (answer.body as { error: Failure }).error.code;
const me = async (person: Person) => (await person.browser.get<MeAnswer>('/api/v1/me')).body.me;

async function mails(): Promise<string[]> {
  await server.outbox.idle();
  const folder = join(server.dataDir, 'mail');
  const files = await readdir(folder).catch(() => []);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return texts.map((text) => text.replaceAll('=\r\n', '').replaceAll('=3D', '='));
}

async function resetToken(email: string): Promise<string> {
  const before = new Set(await mails());
  await server.browser().send('POST', '/api/v1/auth/forgot', { email });
  const token = (await mails()).find((mail) => !before.has(mail))?.match(/\/reset#(\S+)/)?.[1];
  if (!token) throw new Error('no mail with a link came');
  return token;
}

describe('accounts', () => {
  test('AUTH-1 the first account becomes admin, later ones members', async () => {
    const space = () => server.browser().get<SpaceAnswer>('/api/v1/space');
    expect((await space()).body).toMatchObject({ fresh: true, me: null, registration: 'open' });
    const first = await signUp(server);
    expect(first.me.role).toBe('admin');
    expect((await signUp(server)).me.role).toBe('member');
    expect((await space()).body).toMatchObject({ fresh: false, me: null });
    const mine = await first.browser.get<SpaceAnswer>('/api/v1/space');
    expect(mine.body.me).toEqual(first.me);
  });

  test('AUTH-1 of many made at the same moment exactly one becomes admin', async () => {
    const people = await Promise.all(Array.from({ length: 12 }, () => signUp(server)));
    expect(people.filter((person) => person.me.role === 'admin')).toHaveLength(1);
  });

  test('an address is taken once, whatever its case and however many try at once', async () => {
    const email = 'Same@Example.org';
    const tries = await Promise.all(
      ['same@example.org', email, email].map((address) =>
        server.browser().send('POST', '/api/v1/auth/register', createPerson({ email: address })),
      ),
    );
    expect(tries.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    const late = await server
      .browser()
      .send('POST', '/api/v1/auth/register', createPerson({ email }));
    expect(codeOf(late)).toBe('email_taken');
  });

  test('passwords that everybody tries first are refused in spite of their length', async () => {
    for (const password of ['1234567890', 'aaaaaaaaaaaa', 'Password2026!', 'qwerty123456']) {
      const answer = await server
        .browser()
        .send('POST', '/api/v1/auth/register', createPerson({ password }));
      expect([password, codeOf(answer)]).toEqual([password, 'password_weak']);
    }
  });

  test('a closed registration still lets the first account be made, and no other', async () => {
    const closed = await createTestServer({ env: { REGISTRATION: 'closed' } });
    try {
      expect((await signUp(closed)).me.role).toBe('admin');
      const answer = await closed.browser().send('POST', '/api/v1/auth/register', createPerson());
      expect(codeOf(answer)).toBe('registration_closed');
    } finally {
      await closed.close();
    }
  });
});

describe('sessions', () => {
  test('AUTH-2 the session lives in an httpOnly, SameSite cookie and in no body', async () => {
    const person = createPerson();
    const answer = await server.browser().send('POST', '/api/v1/auth/register', person);
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^converge\.session_token=/);
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).not.toMatch(/; Secure/i);
    const token = cookie.split('=')[1]?.split('.')[0] ?? '?';
    expect(JSON.stringify(answer.body)).not.toContain(decodeURIComponent(token));
  });

  test('AUTH-2 the cookie is Secure where the space is reached by https', async () => {
    const person = createPerson();
    const host = new URL(server.baseUrl).host;
    const answer = await server
      .browser()
      .send('POST', '/api/v1/auth/register', person, { origin: `https://${host}` });
    expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure/);
  });

  test('AUTH-2 a session that is renewed stays Secure behind a proxy that passes on neither name nor scheme', async () => {
    const proxied = await createTestServer({ env: { PUBLIC_URL: 'https://meet.example.org' } });
    try {
      const person = await signUp(proxied);
      const renewed = async (headers?: Record<string, string>) => {
        await proxied.database.pool.query(
          "update sessions set expires_at = now() + interval '50 days'",
        );
        const { browser } = person;
        const answer = await browser.send('GET', '/api/v1/me', undefined, headers);
        return answer.headers.getSetCookie()[0];
      };
      const page = { origin: '', referer: 'https://meet.example.org/rooms' };
      expect(await renewed(page)).toMatch(/^converge\.session_token=.*; Secure/);
      expect(await renewed({ origin: '', referer: `${proxied.baseUrl}/` })).not.toMatch(/Secure/);
    } finally {
      await proxied.close();
    }
  });

  test('AUTH-3 a wrong password and an unknown address get the same answer', async () => {
    const { email } = await signUp(server);
    const browser = server.browser();
    const wrong = { password: 'quite another one' };
    const known = await browser.send('POST', '/api/v1/auth/sign-in', { email, ...wrong });
    const unknown = await browser.send('POST', '/api/v1/auth/sign-in', {
      email: 'nobody@example.org',
      ...wrong,
    });
    const plain = (answer: typeof known) => {
      const { requestId: _id, ...failure } = (answer.body as { error: Failure }).error;
      return { status: answer.status, failure };
    };
    expect(plain(known)).toEqual({ status: 401, failure: { code: 'wrong_credentials' } });
    expect(plain(unknown)).toEqual(plain(known));
  });

  test('AUTH-7 a person sees their sessions and ends one, which is refused at once', async () => {
    const here = await signUp(server);
    const there = await signIn(server, here, {
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    });
    const list = await here.browser.get<SessionsAnswer>('/api/v1/me/sessions');
    expect(list.body.sessions).toHaveLength(2);
    const other = list.body.sessions.find((session) => !session.current);
    expect(other).toMatchObject({ device: 'Firefox on Linux', address: '127.0.0.1' });

    const ended: string[] = [];
    server.auth.sessions.onEnd(({ sessionId }) => ended.push(sessionId));
    const gone = await here.browser.send('DELETE', `/api/v1/me/sessions/${other?.id}`);
    expect(gone.status).toBe(204);
    expect(ended).toEqual([other?.id]);
    expect(codeOf(await there.browser.get('/api/v1/me'))).toBe('not_signed_in');
    expect(await server.auth.identify(there.browser.cookieHeader())).toBeNull();
    expect((await here.browser.get('/api/v1/me')).status).toBe(200);
  });

  test("AUTH-7 nobody ends somebody else's session", async () => {
    const [mine, theirs] = [await signUp(server), await signUp(server)];
    const list = await theirs.browser.get<SessionsAnswer>('/api/v1/me/sessions');
    const path = `/api/v1/me/sessions/${list.body.sessions[0]?.id}`;
    expect(codeOf(await mine.browser.send('DELETE', path))).toBe('not_found');
    expect((await theirs.browser.get('/api/v1/me')).status).toBe(200);
  });

  test('AUTH-7 all others end with one click, and signing out ends this one', async () => {
    const here = await signUp(server);
    const there = await signIn(server, here);
    expect((await here.browser.send('DELETE', '/api/v1/me/sessions')).status).toBe(204);
    expect(codeOf(await there.browser.get('/api/v1/me'))).toBe('not_signed_in');
    const cookie = here.browser.cookieHeader();
    expect((await here.browser.send('POST', '/api/v1/auth/sign-out')).status).toBe(204);
    expect(here.browser.cookieHeader()).not.toContain('session');
    expect(await server.auth.identify(cookie)).toBeNull();
  });

  test('a made-up or changed cookie is nobody', async () => {
    const { browser } = await signUp(server);
    for (const cookie of [
      'converge.session_token=abc',
      'converge.session_token=%00%ff.%%%',
      browser.cookieHeader().replace(/=.{4}/, '=xxxx'),
    ]) {
      expect(await server.auth.identify(cookie)).toBeNull();
    }
  });
});

describe('passwords', () => {
  test('AUTH-8 changing it wants the present one and ends the other sessions', async () => {
    const here = await signUp(server);
    const there = await signIn(server, here);
    const change = (current: string) =>
      here.browser.send('POST', '/api/v1/me/password', { current, next: 'a brand new secret' });
    expect(codeOf(await change('not the present one'))).toBe('wrong_credentials');
    expect((await there.browser.get('/api/v1/me')).status).toBe(200);
    expect((await change(here.password)).status).toBe(204);
    expect(codeOf(await there.browser.get('/api/v1/me'))).toBe('not_signed_in');
    expect((await me(here)).id).toBe(here.me.id);
    await signIn(server, { ...here, password: 'a brand new secret' });
  });

  test('AUTH-4 asking for a link gives the same answer for known and unknown addresses', async () => {
    const { email } = await signUp(server);
    const ask = (address: string) =>
      server.browser().send('POST', '/api/v1/auth/forgot', { email: address });
    const [known, unknown] = [await ask(email), await ask('nobody@example.org')];
    expect([known.status, known.body]).toEqual([202, unknown.body]);
    expect(unknown.status).toBe(202);
    expect(await mails()).toHaveLength(1);
  });

  test('AUTH-5 a reset link works once and ends all sessions', async () => {
    const person = await signUp(server);
    const token = await resetToken(person.email);
    const reset = (password: string) =>
      server.browser().send('POST', '/api/v1/auth/reset', { token, password });
    expect((await reset('chosen after the mail')).status).toBe(204);
    expect(codeOf(await person.browser.get('/api/v1/me'))).toBe('not_signed_in');
    expect(codeOf(await reset('chosen a second time'))).toBe('reset_link_invalid');
    await signIn(server, { ...person, password: 'chosen after the mail' });
  });

  test('AUTH-18 a link to a password isn’t used up where too many wait, and works afterwards', async () => {
    const { email } = await signUp(server);
    const token = await resetToken(email);
    const reset = () =>
      server.browser().send('POST', '/api/v1/auth/reset', { token, password: 'chosen in the end' });
    const held = Promise.withResolvers<void>();
    const waiting: Promise<void>[] = [];
    const fill = () => {
      waiting.push(passwordsInTurn.run(() => held.promise));
      passwordsInTurn.refuseFull();
    };
    expect(() => {
      for (;;) fill();
    }).toThrow('unavailable');
    try {
      const refused = await reset();
      expect([refused.status, codeOf(refused)]).toEqual([503, 'unavailable']);
    } finally {
      held.resolve();
    }
    await Promise.all(waiting);
    expect((await reset()).status).toBe(204);
  });

  test('AUTH-5 of two uses of a link at the same moment one works', async () => {
    const { email } = await signUp(server);
    const token = await resetToken(email);
    const tries = await Promise.all(
      ['first of the two', 'second of the two'].map((password) =>
        server.browser().send('POST', '/api/v1/auth/reset', { token, password }),
      ),
    );
    expect(tries.map((answer) => answer.status).sort()).toEqual([204, 410]);
  });

  test('AUTH-5 a link ends after thirty minutes', async () => {
    const { email } = await signUp(server);
    const token = await resetToken(email);
    const { rows } = await server.database.pool.query(
      "update verifications set expires_at = expires_at - interval '31 minutes' returning expires_at > now() - interval '90 seconds' as about",
    );
    expect(rows).toEqual([{ about: true }]);
    const late = await server
      .browser()
      .send('POST', '/api/v1/auth/reset', { token, password: 'chosen too late' });
    expect(codeOf(late)).toBe('reset_link_invalid');
  });

  test('AUTH-11 a new password ends every other link to one, whichever way it was set', async () => {
    const person = await signUp(server);
    const choose = async (token: string, password: string) => {
      const answer = await server.browser().send('POST', '/api/v1/auth/reset', { token, password });
      return answer.status === 204 ? 'chosen' : codeOf(answer);
    };
    const handed = await server.auth.passwordLinks.make(person.me.id, 'reset', 'http://here');
    const older = handed.split('#')[1] ?? '';
    expect(await choose(await resetToken(person.email), 'chosen by the mail')).toBe('chosen');
    expect(await choose(older, 'chosen by somebody else')).toBe('reset_link_invalid');

    const { browser } = await signIn(server, { ...person, password: 'chosen by the mail' });
    const mailed = await resetToken(person.email);
    const body = { current: 'chosen by the mail', next: 'chosen in the account' };
    expect((await browser.send('POST', '/api/v1/me/password', body)).status).toBe(204);
    expect(await choose(mailed, 'chosen by somebody else')).toBe('reset_link_invalid');
    await signIn(server, { ...person, password: 'chosen in the account' });
  });

  test('a made-up Host header does not turn the link to another server', async () => {
    const { email } = await signUp(server);
    const { request } = await import('node:http');
    const { hostname, port } = new URL(server.baseUrl);
    await new Promise<void>((done, fail) => {
      const headers = { host: 'evil.example', 'content-type': 'application/json' };
      request(
        { hostname, port, method: 'POST', path: '/api/v1/auth/forgot', headers },
        (answer) => {
          answer.resume().on('end', done);
        },
      )
        .on('error', fail)
        .end(JSON.stringify({ email }));
    });
    const [mail = ''] = await mails();
    expect(mail).toContain(`http://localhost:${port}/reset#`);
    expect(mail).not.toContain('evil.example');
  });
});

describe('guessing', () => {
  test('AUTH-6 an account is slowed after repeated failures, for the right password too', async () => {
    const strict = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    try {
      const [victim, other] = [await signUp(strict), await signUp(strict)];
      const attempt = (email: string, password: string) =>
        strict.browser().send('POST', '/api/v1/auth/sign-in', { email, password });
      const codes = await Promise.all(
        Array.from({ length: 12 }, async () =>
          codeOf(await attempt(victim.email, 'a wrong guess')),
        ),
      );
      expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(8);
      const right = await attempt(victim.email, victim.password);
      expect(right.status).toBe(429);
      const { error } = right.body as { error: Failure };
      expect(error.code).toBe('too_many_attempts');
      expect(error.retryAfterMs).toBeGreaterThan(60_000);
      expect(right.headers.get('retry-after')).toMatch(/^\d+$/);
      expect((await attempt(other.email, other.password)).status).toBe(200);
    } finally {
      await strict.close();
    }
  });

  test('AUTH-12 who guessed too often signs in at once with the password of a mailed link', async () => {
    await server.close();
    server = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    const person = await signUp(server);
    const attempt = (password: string) =>
      server.browser().send('POST', '/api/v1/auth/sign-in', { email: person.email, password });
    for (let n = 0; n < 8; n += 1) expect((await attempt('a wrong guess')).status).toBe(401);
    expect(codeOf(await attempt(person.password))).toBe('too_many_attempts');
    const body = { token: await resetToken(person.email), password: 'chosen by the mail' };
    expect((await server.browser().send('POST', '/api/v1/auth/reset', body)).status).toBe(204);
    expect((await attempt('chosen by the mail')).status).toBe(200);
  });

  test('AUTH-13 a class sets its passwords from one address, with slips and old links', async () => {
    await server.close();
    server = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    const { me } = await signUp(server);
    const choose = async (token: string, password: string) => {
      const answer = await server.browser().send('POST', '/api/v1/auth/reset', { token, password });
      return answer.status === 204 ? 'chosen' : codeOf(answer);
    };
    for (let n = 0; n < 20; n += 1) {
      expect(await choose('a-link-of-last-year-or-so', `a fine secret ${n}`)).toBe(
        'reset_link_invalid',
      );
    }
    for (let n = 0; n < 12; n += 1) {
      const link = await server.auth.passwordLinks.make(me.id, 'welcome', 'http://here');
      const token = link.split('#')[1] ?? '';
      expect(await choose(token, '1234567890')).toBe('password_weak');
      expect(await choose(token, `a fine secret ${n}`)).toBe('chosen');
    }
  });

  test('AUTH-17 strangers keep nobody out on a device on which they signed in before', async () => {
    const strict = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    try {
      const [teacher, other] = [await signUp(strict), await signUp(strict)];
      const attempt = async (browser: Browser, { email }: { email: string }, password: string) => {
        const answer = await browser.send('POST', '/api/v1/auth/sign-in', { email, password });
        return answer.status === 200 ? 'in' : codeOf(answer);
      };
      const wrong = 'a wrong guess';
      for (const { email } of [teacher, other]) {
        const nine = Array.from({ length: 9 }, () => attempt(strict.browser(), { email }, wrong));
        expect(await Promise.all(nine)).toContain('too_many_attempts');
      }
      const here = teacher.browser;
      await here.send('POST', '/api/v1/auth/sign-out');
      expect(await attempt(here, teacher, teacher.password)).toBe('in');
      // It is known for the accounts that signed in on it, and for no other.
      expect(await attempt(here, other, other.password)).toBe('too_many_attempts');
      const own = await Promise.all(Array.from({ length: 9 }, () => attempt(here, teacher, wrong)));
      expect(own.filter((code) => code === 'wrong_credentials')).toHaveLength(8);
      expect(await attempt(here, teacher, teacher.password)).toBe('too_many_attempts');
    } finally {
      await strict.close();
    }
  });

  test('AUTH-17 what a device is known by names no account, is sent to where one signs in, and is its own', async () => {
    const { browser, email } = await signUp(server);
    const secret = 'a secret of the server';
    const [devices, others] = [createDevices(secret), createDevices('of another server')];
    const line = devices.remember(undefined, email);
    expect(line).toMatch(/; Path=\/api\/v1\/auth; HttpOnly; SameSite=Lax$/);
    expect(browser.cookieHeader()).toMatch(/converge_device=[\w-]{22}\.[\w-]{22}$/);
    const cookie = line.split(';')[0] ?? '';
    const name = devices.knows(cookie, email);
    expect(name).toMatch(/^[\w-]{22}$/);
    expect(devices.knows(cookie, 'somebody@example.org')).toBeNull();
    expect(others.knows(cookie, email)).toBeNull();
    expect(devices.knows(cookie.replace(/=..../, '=xxxx'), email)).toBeNull();
    for (const made of ['converge_device=', 'converge_device=.', `${cookie}.x`, 'x=1']) {
      expect(devices.knows(made, email)).toBeNull();
    }
    // A computer that many share knows the last eight.
    const shared = Array.from({ length: 8 }, (_, n) => `pupil${n}@example.org`).reduce(
      (before, pupil) => devices.remember(before, pupil).split(';')[0] ?? '',
      cookie,
    );
    expect(devices.knows(shared, 'pupil0@example.org')).toBe(name);
    expect(devices.knows(shared, 'pupil7@example.org')).toBe(name);
    expect(devices.knows(shared, email)).toBeNull();
  });

  test('AUTH-6 who is signed in changes the password whatever strangers tried, and guesses no more there', async () => {
    const strict = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    try {
      const person = await signUp(strict);
      const guess = { email: person.email, password: 'a wrong guess' };
      for (let n = 0; n < 9; n += 1) {
        await strict.browser().send('POST', '/api/v1/auth/sign-in', guess);
      }
      const change = async (current: string, next: string) => {
        const answer = await person.browser.send('POST', '/api/v1/me/password', { current, next });
        return answer.status === 204 ? 'changed' : codeOf(answer);
      };
      expect(await change(person.password, 'a brand new secret')).toBe('changed');
      for (let n = 0; n < 8; n += 1) {
        expect(await change('a wrong guess', 'chosen by a thief')).toBe('wrong_credentials');
      }
      expect(await change('a brand new secret', 'chosen by a thief')).toBe('too_many_attempts');
    } finally {
      await strict.close();
    }
  });

  test('SEC-8 a wide limit for addresses leaves that of one account as it is', async () => {
    const wide = await createTestServer({ env: { RATE_LIMIT_FACTOR: '20' } });
    try {
      const { email } = await signUp(wide);
      const codes = await Promise.all(
        Array.from({ length: 12 }, async () =>
          codeOf(
            await wide.browser().send('POST', '/api/v1/auth/sign-in', { email, password: 'guess' }),
          ),
        ),
      );
      expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(4);
    } finally {
      await wide.close();
    }
  });

  test('SEC-7 a line with IPv6 is one address, however many of its own it comes from', async () => {
    const proxied = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1', TRUST_PROXY: '1' } });
    try {
      const guess = async (n: number, from: string) =>
        codeOf(
          await proxied
            .browser()
            .send(
              'POST',
              '/api/v1/auth/sign-in',
              { email: `guess${n}@example.org`, password: 'a wrong guess' },
              { 'x-forwarded-for': from },
            ),
        );
      const codes = new Set<string>();
      for (let at = 0; at < 110; at += 10) {
        const round = Array.from({ length: 10 }, (_, n) =>
          guess(at + n, `2001:db8:1:2::${at + n}`),
        );
        for (const code of await Promise.all(round)) codes.add(code);
      }
      expect([...codes].sort()).toEqual(['too_many_attempts', 'wrong_credentials']);
      expect(await guess(111, '2001:db8:1:3::1')).toBe('wrong_credentials');
    } finally {
      await proxied.close();
    }
  });

  test('AUTH-6 an address is slowed over all accounts, known and unknown ones alike', async () => {
    const strict = await createTestServer({ env: { RATE_LIMIT_FACTOR: '1' } });
    try {
      const codes = new Set<string>();
      for (let at = 0; at < 110; at += 10) {
        const round = Array.from({ length: 10 }, (_, n) =>
          strict.browser().send('POST', '/api/v1/auth/sign-in', {
            email: `guess${at + n}@example.org`,
            password: 'a wrong guess',
          }),
        );
        for (const answer of await Promise.all(round)) codes.add(codeOf(answer));
      }
      expect([...codes].sort()).toEqual(['too_many_attempts', 'wrong_credentials']);
    } finally {
      await strict.close();
    }
  });
});
