import { ConvergeError } from '@converge/protocol/errors';
import type { InviteId, RoomId } from '@converge/protocol/ids';
import { expect, test } from 'vitest';
import { makeRoom } from '../testing/make.ts';
import { createRestClient } from './client.ts';

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** A server that answers everything alike, and remembers what it was asked. */
function setUp(status: number, answer: unknown) {
  const sent: Sent[] = [];
  const client = createRestClient({
    baseUrl: 'http://space.example',
    headers: { cookie: 'session=1' },
    async fetch(input, init) {
      const request = new Request(input, init);
      const { method, url, headers } = request;
      sent.push({ method, url, headers, body: await request.text() });
      const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
      return new Response(status === 204 ? null : body, { status });
    },
  });
  return { client, sent };
}

const me = { id: '00000000-0000-4000-8001-000000000001', name: 'Ada', email: 'a@b.example' };
const meAnswer = { me: { ...me, role: 'member', avatar: null, locale: null } };
const roomId = makeRoom().id;
const inviteId = roomId as string as InviteId;

type Client = ReturnType<typeof createRestClient>;

test.each<[string, number, unknown, (c: Client) => Promise<unknown>]>([
  [
    'POST /auth/register',
    200,
    meAnswer,
    (c) => c.auth.register({ name: 'Ada', email: 'a@b.example', password: 'x'.repeat(10) }),
  ],
  [
    'POST /auth/sign-in',
    200,
    meAnswer,
    (c) => c.auth.signIn({ email: 'a@b.example', password: 'x' }),
  ],
  ['POST /auth/sign-out', 204, null, (c) => c.auth.signOut()],
  ['POST /auth/forgot', 202, '', (c) => c.auth.forgot({ email: 'a@b.example' })],
  [
    'POST /auth/reset',
    204,
    null,
    (c) => c.auth.reset({ token: 'x'.repeat(16), password: 'x'.repeat(10) }),
  ],
  ['GET /me', 200, meAnswer, (c) => c.me.get()],
  ['PATCH /me', 200, meAnswer, (c) => c.me.update({ name: 'Ada' })],
  ['PUT /me/avatar', 200, meAnswer, (c) => c.me.setAvatar(new Blob(['x'], { type: 'image/png' }))],
  ['DELETE /me/avatar', 200, meAnswer, (c) => c.me.removeAvatar()],
  [
    'POST /me/password',
    204,
    null,
    (c) => c.me.changePassword({ current: 'x', next: 'x'.repeat(10) }),
  ],
  ['GET /me/sessions', 200, { sessions: [] }, (c) => c.me.sessions()],
  ['DELETE /me/sessions/a%2Fb', 204, null, (c) => c.me.endSession('a/b')],
  ['DELETE /me/sessions', 204, null, (c) => c.me.endOtherSessions()],
  [
    'GET /space',
    200,
    {
      ...{ name: 'S', logo: null, registration: 'open', fresh: true, me: null },
      ...{ origin: null, nearby: [], mail: false },
    },
    (c) => c.space.get(),
  ],
  ['GET /ice-servers', 200, { iceServers: [], lifetimeMs: null }, (c) => c.ice.servers()],
  [
    `GET /ice-servers?room=${roomId}`,
    200,
    { iceServers: [{ urls: ['turn:a.example'] }], lifetimeMs: 5 },
    (c) => c.ice.servers(roomId),
  ],
  ['GET /rooms/open', 200, { rooms: [] }, (c) => c.rooms.listOpen()],
  ['GET /rooms', 200, { rooms: [] }, (c) => c.rooms.list()],
  ['POST /rooms', 201, { room: makeRoom() }, (c) => c.rooms.create()],
  [`GET /rooms/${roomId}`, 200, { room: makeRoom() }, (c) => c.rooms.get(roomId)],
  [
    `PATCH /rooms/${roomId}`,
    200,
    { room: makeRoom() },
    (c) => c.rooms.update(roomId, { access: 'open' }),
  ],
  [`POST /rooms/${roomId}/archive`, 200, { room: makeRoom() }, (c) => c.rooms.archive(roomId)],
  [`POST /rooms/${roomId}/restore`, 200, { room: makeRoom() }, (c) => c.rooms.restore(roomId)],
  [`DELETE /rooms/${roomId}`, 204, null, (c) => c.rooms.remove(roomId)],
  [`GET /rooms/${roomId}/invites`, 200, { invites: [] }, (c) => c.invites.list(roomId)],
  [
    `DELETE /rooms/${roomId}/invites/${inviteId}`,
    204,
    null,
    (c) => c.invites.revoke(roomId, inviteId),
  ],
])('%s is asked as it is declared', async (route, status, answer, ask) => {
  const { client, sent } = setUp(status, answer);
  const got = await ask(client);
  const [method, path] = route.split(' ');
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ method, url: `http://space.example/api/v1${path}` });
  expect(sent[0]?.headers.get('cookie')).toBe('session=1');
  if (status === 204 || answer === '') expect(got).toBe(undefined);
  else expect(got).toEqual(answer);
});

test('a body is sent as JSON, cleaned as the protocol cleans it; a picture as its bytes', async () => {
  const { client, sent } = setUp(200, meAnswer);
  await client.me.update({ name: '  Ada \n Lovelace ' });
  expect(sent[0]?.headers.get('content-type')).toBe('application/json');
  expect(sent[0]?.body).toBe('{"name":"Ada Lovelace"}');
  await client.me.setAvatar(new Blob(['bytes'], { type: 'image/webp' }));
  expect(sent[1]?.headers.get('content-type')).toBe('image/webp');
  expect(sent[1]?.body).toBe('bytes');
});

test('a request without a body has no content type, so that strict servers accept it', async () => {
  const { client, sent } = setUp(204, null);
  await client.auth.signOut();
  expect(sent[0]?.headers.has('content-type')).toBe(false);
});

test('what is wrong before it is sent isn’t sent, and names its fields', async () => {
  const { client, sent } = setUp(200, meAnswer);
  await expect(
    client.auth.register({ name: ' ', email: 'nobody', password: 'short' }),
  ).rejects.toMatchObject({
    failure: {
      code: 'bad_request',
      fields: { name: 'too_short', email: 'invalid', password: 'too_short' },
    },
  });
  expect(sent).toEqual([]);
});

test.each([
  [403, { error: { code: 'forbidden', requestId: 'r1' } }, { code: 'forbidden', requestId: 'r1' }],
  [
    429,
    { code: 'too_many_attempts', retryAfterMs: 3 },
    { code: 'too_many_attempts', retryAfterMs: 3 },
  ],
  [502, '<html>Bad Gateway</html>', { code: 'unavailable' }],
  [413, '', { code: 'too_large' }],
  [404, 'not here', { code: 'not_found' }],
  [500, { error: { code: 'unheard_of' } }, { code: 'internal' }],
])('SEC-6 a refusal is thrown as its code: %s %j', async (status, answer, failure) => {
  const { client } = setUp(status, answer);
  await expect(client.me.get()).rejects.toBeInstanceOf(ConvergeError);
  await expect(client.me.get()).rejects.toMatchObject({ failure });
});

test('an answer of another shape is an error, not data; unknown fields are dropped', async () => {
  const strange = setUp(200, { me: { id: 1 } });
  await expect(strange.client.me.get()).rejects.toMatchObject({ code: 'internal' });
  const more = setUp(200, { ...meAnswer, more: 1 });
  await expect(more.client.me.get()).resolves.toEqual(meAnswer);
});

test('without a network it is unavailable; what the caller called off stays called off', async () => {
  const client = createRestClient({
    fetch: async (_input, init) => {
      init?.signal?.throwIfAborted();
      throw new TypeError('network');
    },
  });
  await expect(client.rooms.get(roomId as RoomId)).rejects.toMatchObject({ code: 'unavailable' });
  const signal = AbortSignal.abort(new Error('never mind'));
  await expect(client.me.get({ signal })).rejects.toThrow('never mind');
});
