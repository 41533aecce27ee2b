/** Thousands of hostile payloads over REST and the socket (SPEC RT-6, SEC-6). */
import { ErrorCode } from '@converge/protocol/errors';
import { type Admission, callJoin } from '@converge/protocol/realtime/call';
import { requests } from '@converge/protocol/realtime/index';
import { callEnd, callHandOver } from '@converge/protocol/realtime/moderation';
import { roomOpen } from '@converge/protocol/realtime/room';
import type { JoinCard } from '@converge/protocol/rest/join';
import type { BansAnswer } from '@converge/protocol/rest/moderation';
import type { Room } from '@converge/protocol/rest/rooms';
import { fc } from '@converge/protocol/testing/random';
import { REST_PREFIX } from '@converge/protocol/version';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { anything, hostile, type Schema } from './arbitrary.ts';
import type { Browser } from './browser.ts';
import type { Live } from './live.ts';
import { createTestServer, type TestServer } from './server.ts';
import { beginUpload } from './tus.ts';
import {
  admitted,
  call,
  enterCall,
  goLive,
  join,
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

/** Somebody else's connection still works, no worker died, and nothing got into all objects. */
async function allIsWell(): Promise<void> {
  expect(await workerDeaths(server)).toEqual(noDeaths);
  expect((await say(canary, room, 'still here')).text).toBe('still here');
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

const noDeaths = { ended: '0', hung: '0' };

async function workerDeaths({ metrics }: TestServer): Promise<Record<string, string>> {
  const name = 'converge_media_worker_deaths_total';
  const text = await metrics.registry.getSingleMetricAsString(name);
  const lines = text.matchAll(new RegExp(`^${name}{reason="(\\w+)"} (\\d+)$`, 'gm'));
  return Object.fromEntries(Array.from(lines, ([, reason, count]) => [reason, count]));
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

const targets = requests.map(({ name, input }) => ({ name, schema: schemaOf(input) }));

/**
 * Hostile requests from one line.
 * @param come gives the line, connected and in a call, so that requests have something to hit
 * @param ids what they may name; those that `names` knows stand for what they are by then
 * @param oftener what wants several right values at once gets past the first check rarely
 */
function createStorm(
  come: () => Promise<Live>,
  ids: readonly string[],
  names: ReadonlyMap<string, string>,
  oftener: ReadonlySet<string>,
) {
  const outcomes = new Map<string, Set<string>>();
  const deep = targets.filter(({ name }) => oftener.has(name));
  const sent = fc.oneof(
    {
      weight: 20,
      arbitrary: fc
        .constantFrom(...targets, ...deep, ...deep)
        .filter(({ name }) => name !== callHandOver.name)
        .chain(({ name, schema }) => fc.tuple(fc.constant(name), hostile(schema, ids))),
    },
    { weight: 1, arbitrary: fc.tuple(fc.string(), anything) },
  );
  const present = (input: unknown): unknown => {
    let text = JSON.stringify(input);
    for (const [name, id] of names) text = text?.replaceAll(name, id);
    return text === undefined ? undefined : JSON.parse(text);
  };
  async function send(here: Live, name: string, wished: unknown): Promise<void> {
    if (reserved.has(name)) return;
    const input = present(wished);
    const answer = await Promise.race([here.raw(name, input), here.gone.then(() => null)]);
    if (!answer) return;
    const code = answer.ok ? 'ok' : ErrorCode.parse(answer.error.code);
    expect(code, `${name} ${JSON.stringify(input)}`).not.toBe('internal');
    outcomes.set(name, (outcomes.get(name) ?? new Set()).add(code));
  }
  return {
    outcomesOf: (name: string): ReadonlySet<string> => outcomes.get(name) ?? new Set(),
    async rage(bursts: number): Promise<void> {
      await fc.assert(
        fc.asyncProperty(fc.array(sent, { minLength: 10, maxLength: 10 }), async (burst) => {
          const here = await come();
          await Promise.all(burst.map(([name, input]) => send(here, name, input)));
        }),
        { numRuns: bursts },
      );
    },
    /** Noise that never gets past the first check would prove little: what chance left out is asked on. */
    async askUntil(name: string, done: (outcomes: ReadonlySet<string>) => boolean): Promise<void> {
      const schema = targets.find((target) => target.name === name)?.schema;
      const inputs = fc.sample(hostile(schema, ids), 1_000);
      while (inputs.length > 0 && !done(outcomes.get(name) ?? new Set())) {
        const here = await come();
        await Promise.all(inputs.splice(0, 10).map((input) => send(here, name, input)));
      }
    },
  };
}

test('RT-6 RT-3 every request over the socket, however malformed, is answered with data or a code', async () => {
  const card = await call<JoinCard>(attacker.browser, 'GET', `/join/${room.code}`);
  const ids = [...someIds(), '(send)', '(receive)', '(me)'];
  const names = new Map<string, string>();
  let live: Live | null = null;
  /** Comes (back) in and takes a seat in the call, so that media requests have something to hit. */
  async function come(): Promise<Live> {
    if (!live?.socket.connected) live = await goLive(server, attacker, room);
    const input = { roomId: room.id, rtpCapabilities: card.media };
    const { transports, participantId } = admitted(await live.ask(callJoin, input));
    names.set('(send)', transports.send.id).set('(receive)', transports.receive.id);
    names.set('(me)', participantId);
    return live;
  }
  const storm = createStorm(come, ids, names, new Set(deepest));
  await storm.rage(500);
  for (const name of ['room.open', 'chat.send', 'chat.history', 'chat.read', 'room.close']) {
    await storm.askUntil(name, (outcomes) => outcomes.has('ok'));
    expect(storm.outcomesOf(name), name).toContain('ok');
  }
  for (const name of deepest) {
    await storm.askUntil(name, ({ size }) => size > 1);
    expect(storm.outcomesOf(name).size, name).toBeGreaterThan(1);
  }
  await allIsWell();
  (await come()).close();
});

test('RT-6 so it is with who leads, behind whose requests no right stands any more', async () => {
  const leader = await register(server, 'Grace');
  const victim = await register(server, 'Victor');
  // Both may have rooms: so one can be handed over.
  await server.database.pool.query("update users set role = 'teacher' where role = 'member'");
  const own = await makeRoom(leader, { access: 'open' });
  await join(victim.browser, own.code);
  // What leads nowhere is rarer here: most of what is asked has to be about this room and its people.
  const ids = [own.id, own.id, own.id, own.id, '(victim)', '(victim)', '(victim)'];
  ids.push(victim.id, room.id, '(me)');
  const names = new Map<string, string>();
  const lines: { leader?: Live; victim?: Live } = {};

  /** Both are inside, whatever was done to whom; who was put out is let in again. */
  async function come(): Promise<Live> {
    if (!lines.leader?.socket.connected) lines.leader = await goLive(server, leader);
    if (!lines.victim?.socket.connected) lines.victim = await goLive(server, victim);
    const mine = await enterCall(lines.leader, own);
    const theirs = await enterCall(lines.victim, own).catch(() => letIn(lines.leader));
    names.set('(victim)', theirs.participantId).set('(me)', mine.participantId);
    return lines.leader;
  }
  async function letIn(by: Live | undefined): Promise<Admission> {
    const { bans } = await call<BansAnswer>(leader.browser, 'GET', `/rooms/${own.id}/bans`);
    for (const { id } of bans) {
      await call(leader.browser, 'DELETE', `/rooms/${own.id}/bans/${id}`);
    }
    // Who was removed may come to the next call.
    await by?.ask(callEnd, { roomId: own.id });
    if (by) await enterCall(by, own);
    lines.victim?.close();
    lines.victim = await goLive(server, victim);
    return enterCall(lines.victim, own);
  }
  const leading = targets
    .map(({ name }) => name)
    .filter((name) =>
      /^(lobby|wall)\.|^call\.(mute|stop|grant|pass|lower|remove|ban|app|end)/.test(name),
    );
  const storm = createStorm(come, ids, names, new Set(leading));
  await storm.rage(60);
  // Last: whoever isn't the owner any more may no longer do the rest.
  for (const name of [...leading, callHandOver.name]) {
    await storm.askUntil(name, (outcomes) => outcomes.has('ok'));
    expect(storm.outcomesOf(name), name).toContain('ok');
  }
  await allIsWell();
  for (const live of Object.values(lines)) live.close();
});

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
});

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
});

test('SEC-6 every REST route, however it is asked, answers with data or a code of the table', async () => {
  const { paths } = (await server.browser().get<OpenApi>('/api/openapi.json')).body;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      ...shapeOf(operation),
    })),
  );
  expect(operations.length).toBeGreaterThan(15);
  for (const { method, path, schema, takes, headers, query } of operations) {
    // Somebody with an account, a room and a guest's key, as far as the route before left them.
    const mallory = await register(server, 'Mallory');
    await server.database.pool.query("update users set role = 'teacher'");
    const own = await makeRoom(mallory);
    const ids = [...someIds(), own.id, own.code];
    const right: Record<string, string> = { roomId: own.id, code: own.code, personId: owner.id };
    if (path.includes('/uploads/')) {
      const begun = await beginUpload(mallory.browser, own.id, { name: 'x', size: 100 });
      right.fileId = begun.split('/').at(-1) ?? '';
    }
    const strange = fc.constantFrom(...ids, 'x', '%', '%2e%2e', '__proto__');
    const params = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    // Each of these costs tens of milliseconds of hashing on purpose.
    const numRuns = path.includes('/auth/') || path.includes('/password') ? 12 : 50;
    await fc.assert(
      fc.asyncProperty(
        takes ? fc.uint8Array({ maxLength: 300 }) : hostile(schema, ids),
        fc.tuple(...params.map((name) => mostly(right[name], strange))),
        fc.dictionary(fc.constantFrom(...query, 'x'), fc.oneof(strange, fc.string()), {
          maxKeys: query.length > 0 ? 3 : 0,
        }),
        headersLike(headers, takes),
        async (body, names, asked, said) => {
          const url = `${params.reduce((text, name, at) => text.replace(`{${name}}`, names[at] ?? ''), path)}?${new URLSearchParams(asked)}`;
          await expectRefusalOrData(mallory.browser, method, url, body, said);
        },
      ),
      { numRuns },
    );
  }
  await allIsWell();
}, 300_000);

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
    expect(await workerDeaths(own)).toEqual(noDeaths);
  } finally {
    await own.close();
  }
});

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

interface Operation {
  readonly requestBody?: { content?: Record<string, { schema?: Schema }> };
  readonly parameters?: readonly { in: string; name: string }[];
}

interface OpenApi {
  readonly paths: Record<string, Record<string, Operation>>;
}

/** What an operation takes, as its description says it. */
function shapeOf({ requestBody, parameters = [] }: Operation) {
  const named = (where: string) =>
    parameters.filter((one) => one.in === where).map(({ name }) => name);
  const schema = requestBody?.content?.['application/json']?.schema;
  const types = Object.keys(requestBody?.content ?? {});
  return {
    schema,
    /** Media types of bodies that are bytes. */
    takes: types.length > 0 && !schema ? types : null,
    headers: named('header'),
    query: named('query'),
  };
}

/** The right value most of the time, where there is one: with several, chance alone hits none. */
const mostly = (right: string | undefined, other: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  right === undefined
    ? other
    : fc.oneof({ weight: 3, arbitrary: fc.constant(right) }, { weight: 1, arbitrary: other });

/** Headers of these names, right ones of tus among them; values as far as a header can hold them. */
function headersLike(
  names: readonly string[],
  types: readonly string[] | null,
): fc.Arbitrary<Record<string, string>> {
  const numbers = fc.constantFrom('0', '1', '100', '-1', '1e3', '99999999999999999999', '0x10');
  const words = fc.constantFrom(
    '1.0.0',
    'bytes=0-',
    'bytes=9-1',
    'bytes=-0,5-',
    'name eA==',
    'a b,c',
  );
  const noise = fc
    .array(fc.integer({ min: 0x20, max: 0x7e }), { maxLength: 40 })
    .map((codes) => String.fromCharCode(...codes).trim());
  const value = fc.oneof(numbers, words, noise);
  const wished: Record<string, fc.Arbitrary<string>> = Object.fromEntries(
    names.map((name) => [name, mostly(name === 'Tus-Resumable' ? '1.0.0' : undefined, value)]),
  );
  if (types) wished['content-type'] = mostly(types[0], fc.constantFrom(...types, 'x/y'));
  return fc
    .record(wished, { requiredKeys: [] })
    .map((some) =>
      Object.fromEntries(Object.entries(some).map(([name, text = '']) => [name, text])),
    );
}

async function expectRefusalOrData(
  browser: Browser,
  method: string,
  url: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<void> {
  const sent = method === 'GET' || method === 'HEAD' ? undefined : body;
  const answer = await browser.send<{ error?: { code: string } }>(method, url, sent, headers);
  const what = `${method} ${url} ${JSON.stringify(headers)}`;
  expect(answer.status, what).toBeLessThan(500);
  // Bytes that aren't where they are asked for, and what has no body by its method, say it by status.
  if (answer.status < 400 || answer.status === 416 || method === 'HEAD') return;
  expect(ErrorCode.safeParse(answer.body.error?.code).success, what).toBe(true);
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
