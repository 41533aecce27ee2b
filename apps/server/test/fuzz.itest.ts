/** Thousands of hostile payloads over REST and the socket (SPEC RT-6, SEC-6). */
import { ErrorCode } from '@converge/protocol/errors';
import { callJoin } from '@converge/protocol/realtime/call';
import { requests } from '@converge/protocol/realtime/index';
import { roomOpen } from '@converge/protocol/realtime/room';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { Room } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { anything, hostile, type Schema } from './arbitrary.ts';
import type { Browser } from './browser.ts';
import type { Live } from './live.ts';
import { createTestServer, type TestServer } from './server.ts';
import {
  admitted,
  call,
  goLive,
  joinAsGuest,
  makeRoom,
  register,
  type Somebody,
  say,
} from './world.ts';

let server: TestServer;
let owner: Somebody;
let attacker: Somebody;
let room: Room;
let canary: Live;

beforeAll(async () => {
  server = await createTestServer();
  owner = await register(server, 'Ada');
  room = await makeRoom(owner, { access: 'open' });
  attacker = await joinAsGuest(server, room.code, 'Mallory');
  canary = await goLive(server, owner);
  await canary.ask(roomOpen, { roomId: room.id });
});
afterAll(async () => {
  canary?.close();
  await server?.close();
});

/** Names that socket.io-client doesn't let its user send. */
const reserved = new Set([
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
]);

/** Requests with the most that has to fit. */
const deepest = ['call.join', 'media.produce', 'media.connect'];

/** Somebody else's connection still works, and nothing got into all objects. */
async function allIsWell(): Promise<void> {
  expect((await say(canary, room, 'still here')).text).toBe('still here');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

const schemaOf = (type: z.core.$ZodType) =>
  z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema;

const someIds = () => [
  room.id,
  owner.id,
  attacker.id,
  '0190a000-0000-7000-8000-000000000001',
  room.code,
];

test('RT-6 RT-3 every request over the socket, however malformed, is answered with data or a code', async () => {
  const card = await call<JoinCard>(attacker.browser, 'GET', `/join/${room.code}`);
  const ids = someIds();
  let live: Live | null = null;
  /** Comes (back) in and takes a seat in the call, so that media requests have something to hit. */
  async function come(): Promise<Live> {
    if (!live?.socket.connected) live = await goLive(server, attacker, room);
    const input = { roomId: room.id, rtpCapabilities: card.media };
    const { transports, participantId } = admitted(await live.ask(callJoin, input));
    ids.splice(5, 3, transports.send.id, transports.receive.id, participantId);
    return live;
  }
  await come();
  const targets = requests.map(({ name, input }) => ({ name, schema: schemaOf(input) }));
  // What wants several right values at once gets past the first check rarely, so it is asked oftener.
  const deep = targets.filter(({ name }) => deepest.includes(name));
  const sent = fc.oneof(
    {
      weight: 20,
      arbitrary: fc
        .constantFrom(...targets, ...deep, ...deep)
        .chain(({ name, schema }) => fc.tuple(fc.constant(name), hostile(schema, ids))),
    },
    { weight: 1, arbitrary: fc.tuple(fc.string(), anything) },
  );
  const outcomes = new Map<string, Set<string>>();
  const send = async (here: Live, name: string, input: unknown) => {
    if (reserved.has(name)) return;
    const answer = await Promise.race([here.raw(name, input), here.gone.then(() => null)]);
    if (!answer) return;
    const code = answer.ok ? 'ok' : ErrorCode.parse(answer.error.code);
    expect(code, `${name} ${JSON.stringify(input)}`).not.toBe('internal');
    outcomes.set(name, (outcomes.get(name) ?? new Set()).add(code));
  };
  await fc.assert(
    fc.asyncProperty(fc.array(sent, { minLength: 10, maxLength: 10 }), async (burst) => {
      const here = await come();
      await Promise.all(burst.map(([name, input]) => send(here, name, input)));
    }),
    { numRuns: 500 },
  );
  // Noise that never gets past the first check would prove little: what chance left out is asked on.
  const through = (name: string) => outcomes.get(name)?.has('ok') ?? false;
  const varied = (name: string) => (outcomes.get(name)?.size ?? 0) > 1;
  const askUntil = async (done: (name: string) => boolean, name: string) => {
    const schema = targets.find((target) => target.name === name)?.schema;
    for (const input of fc.sample(hostile(schema, ids), 1_000)) {
      if (done(name)) return;
      await send(await come(), name, input);
    }
  };
  for (const name of ['room.open', 'chat.send', 'chat.history', 'chat.read', 'room.close']) {
    await askUntil(through, name);
    expect(outcomes.get(name), name).toContain('ok');
  }
  for (const name of deepest) {
    await askUntil(varied, name);
    expect(outcomes.get(name)?.size, name).toBeGreaterThan(1);
  }
  await allIsWell();
  (await come()).close();
}, 120_000);

test('RT-6 what is no request at all ends at most the line that sent it', async () => {
  const packets = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      '',
      '2',
      '42',
      '42[',
      '42[]',
      '42{}',
      '42["__proto__"]',
      '42["disconnect"]',
      '42["connect",{}]',
      '42["error",{}]',
      '42[null]',
      '42[7,{}]',
      '429007199254740993["chat.send",{}]',
      '42-1["chat.send"]',
      '40',
      '40/admin,',
      '41',
      '430[]',
      '43999999[{}]',
      '44"x"',
      '451-["chat.send",{"_placeholder":true,"num":0}]',
      '459999999-["x"]',
      '461-[]',
      'b4AAEC',
      `42["chat.send",${'['.repeat(20_000)}${']'.repeat(20_000)}]`,
      `42["x",${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}]`,
      `42["${'x'.repeat(50_000)}"]`,
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(packets, { minLength: 1, maxLength: 8 }), async (frames) => {
      const socket = await openWebSocket();
      for (const frame of frames) socket.send(frame);
      socket.send(new Uint8Array([1, 2, 3]));
      socket.close();
      await closed(socket);
    }),
    { numRuns: 300 },
  );
  await allIsWell();
}, 60_000);

test('RT-6 a handshake that is no handshake gets a code and harms nobody', async () => {
  await fc.assert(
    fc.asyncProperty(anything, async (auth) => {
      const socket = await openWebSocket();
      const answered = new Promise<string>((resolve) => {
        socket.addEventListener('message', ({ data }) => resolve(String(data)));
      });
      socket.send(`40${JSON.stringify(auth)}`);
      const answer = await Promise.race([answered, closed(socket).then(() => '')]);
      expect(answer === '' || answer.startsWith('44')).toBe(true);
      socket.close();
    }),
    { numRuns: 150 },
  );
  await allIsWell();
}, 60_000);

test('SEC-6 every REST route, however it is asked, answers with data or a code of the table', async () => {
  const { paths } = (await server.browser().get<OpenApi>('/api/openapi.json')).body;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      schema: operation.requestBody?.content?.['application/json']?.schema,
    })),
  );
  expect(operations.length).toBeGreaterThan(15);
  for (const { method, path, schema } of operations) {
    // Somebody with an account, a room and a guest's key, as far as the route before left them.
    const { browser } = await register(server, 'Mallory');
    await server.database.pool.query("update users set role = 'teacher'");
    const own = await makeRoom({ browser, id: '', name: '' });
    const ids = [...someIds(), own.id, own.code];
    // Each of these costs tens of milliseconds of hashing on purpose.
    const numRuns = path.includes('/auth/') || path.includes('/password') ? 12 : 50;
    await fc.assert(
      fc.asyncProperty(
        hostile(schema, ids),
        fc.infiniteStream(fc.constantFrom(...ids, 'x', '%', '%2e%2e', '__proto__')),
        async (body, names) => {
          const url = path.replaceAll(/\{[^}]+\}/g, () => names.next().value);
          await expectRefusalOrData(browser, method, url, body);
        },
      ),
      { numRuns },
    );
  }
  await allIsWell();
}, 180_000);

test('SEC-6 the ways of admins bear whatever an admin sends, in bodies and in queries', async () => {
  const own = await createTestServer();
  try {
    const ada = await register(own, 'Ada');
    const { paths } = (await own.browser().get<OpenApi>('/api/openapi.json')).body;
    const victim = await register(own, 'Victim');
    const theirs = await makeRoom(ada);
    const ids = [ada.id, victim.id, theirs.id, theirs.code, '\u0000', '\ud800', '-1', '1e99'];
    const names = ['query', 'state', 'offset', 'span', 'rooms', 'to', 'sort', 'order'];
    names.push('before', 'person', 'act', 'room', 'from', 'timeZone');
    const query = fc.dictionary(
      fc.constantFrom(...names),
      fc.oneof(fc.constantFrom(...ids, 'archive', 'role', 'name'), fc.string()),
      { maxKeys: 3 },
    );
    for (const [path, methods] of Object.entries(paths)) {
      if (!path.startsWith(`${REST_PREFIX}/admin/`)) continue;
      for (const [method, operation] of Object.entries(methods)) {
        const schema = operation.requestBody?.content?.['application/json']?.schema;
        await fc.assert(
          fc.asyncProperty(
            hostile(schema, ids),
            query,
            // Not who asks: with another admin there, they may well take themselves away.
            fc.constantFrom(victim.id, theirs.id, 'x'),
            async (body, asked, id) => {
              const url = `${path.replace(/\{[^}]+\}/, id)}?${new URLSearchParams(asked)}`;
              await expectRefusalOrData(ada.browser, method.toUpperCase(), url, body);
            },
          ),
          { numRuns: 30 },
        );
      }
    }
    expect((await ada.browser.get(`${REST_PREFIX}/admin/people`)).status).toBe(200);
  } finally {
    await own.close();
  }
}, 120_000);

test('SEC-6 bodies that are no JSON, of the wrong kind, or too large get a code', async () => {
  const path = `${REST_PREFIX}/join/${room.code}`;
  for (const [body, headers] of [
    ['{', {}],
    ['{"name":', {}],
    ['\u0000', {}],
    ['{"__proto__":{"polluted":true},"name":"x"}', {}],
    ['{"constructor":{"prototype":{"polluted":true}},"name":"x"}', {}],
    ['name=x', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['<x/>', { 'content-type': 'text/xml' }],
    [`"${'x'.repeat(300_000)}"`, {}],
    [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, {}],
  ] as const) {
    const response = await fetch(new URL(path, server.baseUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: server.baseUrl, ...headers },
      body,
    });
    const { error } = (await response.json()) as { error: { code: string } };
    expect(response.status).toBeLessThan(500);
    expect(response.status).toBeGreaterThanOrEqual(400);
    expect(ErrorCode.safeParse(error.code).success).toBe(true);
  }
  await allIsWell();
});

interface OpenApi {
  readonly paths: Record<
    string,
    Record<string, { requestBody?: { content?: Record<string, { schema?: Schema }> } }>
  >;
}

async function expectRefusalOrData(
  browser: Browser,
  method: string,
  url: string,
  body: unknown,
): Promise<void> {
  const sent = method === 'GET' || method === 'HEAD' ? undefined : body;
  const answer = await browser.send<{ error?: { code: string } }>(method, url, sent);
  expect(answer.status, `${method} ${url}`).toBeLessThan(500);
  if (answer.status < 400) return;
  expect(ErrorCode.safeParse(answer.body.error?.code).success, `${method} ${url}`).toBe(true);
}

/** A raw WebSocket that speaks Engine.IO's first words: its `open` packet has come. */
async function openWebSocket(): Promise<WebSocket> {
  const url = new URL('/socket.io/?EIO=4&transport=websocket', server.baseUrl);
  url.protocol = 'ws:';
  const socket = new WebSocket(url);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('message', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('no connection')), { once: true });
  });
  return socket;
}

const closed = (socket: WebSocket) =>
  new Promise<void>((resolve) => {
    if (socket.readyState === WebSocket.CLOSED) resolve();
    else socket.addEventListener('close', () => resolve(), { once: true });
  });
