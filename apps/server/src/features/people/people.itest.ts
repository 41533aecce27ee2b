import type { Failure } from '@converge/protocol/errors';
import { limits } from '@converge/protocol/limits';
import { avatarSide, type MeAnswer } from '@converge/protocol/rest/me';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Person, signUp } from '../../../test/people.ts';
import { png } from '../../../test/pictures.ts';
import { createTestServer, type TestServer } from '../../../test/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await createTestServer();
});
afterAll(() => server.close());

const codeOf = (answer: { body: unknown }) => (answer.body as { error: Failure }).error.code;
const putAvatar = (person: Person, bytes: Uint8Array, type = 'image/png') =>
  person.browser.send<MeAnswer>('PUT', '/api/v1/me/avatar', bytes, { 'content-type': type });

test('name and language are changed, each by itself, and a name is tidied', async () => {
  const { browser } = await signUp(server);
  const patch = async (body: object) =>
    (await browser.send<MeAnswer>('PATCH', '/api/v1/me', body)).body.me;
  expect(await patch({ name: '  Ann \n Lee ' })).toMatchObject({ name: 'Ann Lee', locale: null });
  expect(await patch({ locale: 'uk' })).toMatchObject({ name: 'Ann Lee', locale: 'uk' });
  expect(await patch({ locale: null })).toMatchObject({ locale: null });
  expect(codeOf(await browser.send('PATCH', '/api/v1/me', { name: ' \u200b ' }))).toBe(
    'bad_request',
  );
});

test('who is not signed in has no account to see or change', async () => {
  const browser = server.browser();
  for (const [method, path, body] of [
    ['GET', '/api/v1/me'],
    ['PATCH', '/api/v1/me', { name: 'X' }],
    ['GET', '/api/v1/me/sessions'],
    ['DELETE', '/api/v1/me/avatar'],
    ['POST', '/api/v1/me/password', { current: 'x', next: 'long enough for it' }],
  ] as const) {
    expect(codeOf(await browser.send(method, path, body))).toBe('not_signed_in');
  }
});

test('AUTH-9 a picture is set, shown with nosniff and for ever, and removed', async () => {
  const person = await signUp(server);
  const { body } = await putAvatar(person, png(1, 1, 'one'), 'text/html');
  const path = body.me.avatar ?? '';
  expect(path).toMatch(/^\/api\/v1\/avatars\/[0-9a-f]{40}\.png$/);

  const shown = await fetch(server.baseUrl + path);
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(png(1, 1, 'one'));
  expect(shown.headers.get('content-type')).toBe('image/png');
  expect(shown.headers.get('x-content-type-options')).toBe('nosniff');
  expect(shown.headers.get('cache-control')).toContain('immutable');
  expect(shown.headers.get('content-security-policy')).toContain('sandbox');

  const gone = await person.browser.send<MeAnswer>('DELETE', '/api/v1/me/avatar');
  expect(gone.body.me.avatar).toBeNull();
  expect((await fetch(server.baseUrl + path)).status).toBe(404);
});

test('AUTH-9 what is no picture, or too large, is refused whatever it says it is', async () => {
  const person = await signUp(server);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>');
  expect(codeOf(await putAvatar(person, svg, 'image/png'))).toBe('unsupported_media_type');
  expect(codeOf(await putAvatar(person, svg, 'image/svg+xml'))).toBe('unsupported_media_type');
  const large = png(1, 1, 'x'.repeat(limits.avatarBytes));
  expect(codeOf(await putAvatar(person, large))).toBe('too_large');
  // A few bytes that unfold to gigabytes wherever it is drawn.
  for (const [width, height] of [
    [20_000, 20_000],
    [avatarSide + 1, 1],
    [1, avatarSide + 1],
  ] as const) {
    expect(codeOf(await putAvatar(person, png(width, height)))).toBe('too_large');
  }
  expect((await putAvatar(person, png(avatarSide))).status).toBe(200);
  expect(codeOf(await putAvatar(person, png().subarray(0, 20)))).toBe('unsupported_media_type');
  expect(codeOf(await person.browser.send('PUT', '/api/v1/me/avatar'))).toBe(
    'unsupported_media_type',
  );
});

test('a picture that two people have stays until nobody has it', async () => {
  const [one, two] = [await signUp(server), await signUp(server)];
  const path = (await putAvatar(one, png(1, 1, 'shared'))).body.me.avatar ?? '';
  expect((await putAvatar(two, png(1, 1, 'shared'))).body.me.avatar).toBe(path);
  await putAvatar(one, png(1, 1, 'another'));
  expect((await fetch(server.baseUrl + path)).status).toBe(200);
  await two.browser.send('DELETE', '/api/v1/me/avatar');
  expect((await fetch(server.baseUrl + path)).status).toBe(404);
});
