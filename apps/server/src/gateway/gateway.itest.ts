import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { chatSend } from '@converge/protocol/realtime/chat';
import { defineEvent, defineRequest } from '@converge/protocol/realtime/define';
import { goodbye, SOCKET_PATH } from '@converge/protocol/realtime/handshake';
import { PROTOCOL_VERSION } from '@converge/protocol/version';
import { Registry } from 'prom-client';
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { connectAhead, connectLive, type Live, type LiveOptions } from '../../test/live.ts';
import { newId } from '../platform/ids.ts';
import { createLog } from '../platform/log.ts';
import { type Handler, handler, type Identity } from '../platform/realtime/ports.ts';
import type { Concerns } from './dispatch.ts';
import { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
import { defaultLimits } from './limits.ts';

const echo = defineRequest(
  'test.echo',
  z.object({ text: z.string() }),
  z.object({ text: z.string() }),
);
const fail = defineRequest('test.fail', z.object({}), z.object({}));
const hang = defineRequest('test.hang', z.object({}), z.object({}));
const told = defineEvent('test.told', z.object({ n: z.int() }));
const seen: unknown[] = [];

const handlers: Handler[] = [
  handler(echo, async (_session, input) => {
    seen.push(input);
    return input;
  }),
  handler(fail, async () => {
    throw new Error('a secret of the inside');
  }),
  handler(hang, () => new Promise(() => {})),
  handler(chatSend, async () => {
    throw new ConvergeError('forbidden');
  }),
];

const anna: Identity = {
  kind: 'user',
  spaceRole: 'member',
  sessionId: 'session-1',
  person: { id: newId() as PersonId, kind: 'user', name: 'Anna', avatar: null },
};

const boris: Identity = {
  kind: 'user',
  spaceRole: 'member',
  sessionId: 'session-2',
  person: { id: newId() as PersonId, kind: 'user', name: 'Boris', avatar: null },
};

interface Running {
  readonly gateway: Gateway;
  readonly url: string;
  readonly registry: Registry;
  connect(options?: LiveOptions): ReturnType<typeof connectLive>;
}

const closers: Array<() => Promise<unknown>> = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  seen.length = 0;
});

async function start(
  options: Partial<GatewayOptions> = {},
  concerns: Concerns = () => ({}),
): Promise<Running> {
  const server: Server = createServer((_request, response) => response.writeHead(404).end());
  const registry = new Registry();
  const gateway = createGateway({
    log: createLog('silent'),
    registry,
    identify: async (request) => (request.headers.cookie === 'who=anna' ? anna : null),
    allowsOrigin: (request) => request.headers.origin !== 'https://elsewhere.example',
    addressOf: (request) => request.socket.remoteAddress ?? '',
    ...options,
  });
  gateway.serve(server, handlers, concerns);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  closers.push(async () => {
    await gateway.close();
    await new Promise((resolve) => server.close(resolve));
  });
  return {
    gateway,
    url,
    registry,
    connect: (live = {}) => connectLive(url, { cookie: 'who=anna', ...live }),
  };
}

test('RT-1 another protocol version is refused before anything else, also before the origin', async () => {
  const { connect } = await start();
  const old = { protocol: PROTOCOL_VERSION + 1, room: 'nonsense' };
  await expect(
    connect({ auth: old, cookie: '', origin: 'https://elsewhere.example' }),
  ).rejects.toThrow('protocol_unsupported');
  await expect(connect({ auth: {} })).rejects.toThrow('bad_request');
  await expect(connect({ auth: { protocol: '1' } })).rejects.toThrow('bad_request');
});

test('RT-2 a connection that belongs to nobody is refused', async () => {
  const { connect } = await start();
  await expect(connect({ cookie: '' })).rejects.toThrow('not_signed_in');
});

test('RT-10 a connection from a foreign origin is refused', async () => {
  const { connect } = await start();
  await expect(connect({ origin: 'https://elsewhere.example' })).rejects.toThrow(
    'origin_forbidden',
  );
});

test('RT-13 a line that was opened ahead is nobody’s, whatever it asks and whatever the cookies say', async () => {
  const { url, gateway } = await start();
  const ahead = await connectAhead(url, { cookie: 'who=anna' });
  for (const name of ['test.echo', 'ping', 'call.join', '__proto__', '']) {
    expect(await ahead.raw(name, { text: 'hello' })).toEqual({
      ok: false,
      error: { code: 'not_signed_in' },
    });
  }
  expect(seen).toEqual([]);
  expect(gateway.sockets()).toBe(0);
  gateway.broadcast(`person:${anna.person.id}`, told, { n: 1 });
  expect(gateway.ahead.bind(ahead.line, anna, '127.0.0.1')).toBe(true);
  expect(await ahead.welcomed).toEqual(anna.person);
  expect(await ahead.raw('test.echo', { text: 'hello' })).toEqual({
    ok: true,
    data: { text: 'hello' },
  });
  ahead.close();
});

test('RT-13 its token works once, from the same network, and while it is open', async () => {
  const { url, gateway } = await start();
  const [ahead, other] = await Promise.all([connectAhead(url), connectAhead(url)]);
  expect(gateway.ahead.bind(ahead.line, anna, '192.0.2.7')).toBe(false);
  expect(gateway.ahead.bind(ahead.line, anna, '127.0.0.1')).toBe(true);
  expect(gateway.ahead.bind(ahead.line, anna, '127.0.0.1')).toBe(false);
  other.close();
  await other.gone;
  await expect.poll(() => gateway.ahead.bind(other.line, anna, '127.0.0.1')).toBe(false);
  // Whose right has just ended doesn't come in by it either.
  const late = await connectAhead(url);
  gateway.sessions.closePerson(anna.person.id);
  expect(gateway.ahead.bind(late.line, anna, '127.0.0.1')).toBe(false);
  await late.gone;
});

test('MOD-9 a line that was being opened when its network was banned is no guest’s of that room any more', async () => {
  const { url, gateway } = await start();
  const { sessions, ahead } = gateway;
  const [roomId, otherRoom] = [newId() as RoomId, newId() as RoomId];
  const guestOf = (room: RoomId): Identity => ({
    kind: 'guest',
    roomId: room,
    person: { id: newId() as PersonId, kind: 'guest', name: 'Gleb', avatar: null },
  });
  const bind = async (who: Identity) => {
    const line = await connectAhead(url);
    const bound = ahead.bind(line.line, who, '127.0.0.1');
    line.close();
    return bound;
  };
  sessions.networksBanned(roomId, (network) => network === '127.0.0.1');
  sessions.networksBanned(otherRoom, (network) => network === '192.0.2.7');
  expect(await bind(guestOf(roomId))).toBe(false);
  expect(await bind(guestOf(otherRoom))).toBe(true);
  expect(await bind(anna)).toBe(true);
  sessions.networksReadmitted(roomId);
  expect(await bind(guestOf(roomId))).toBe(true);
});

test('RT-13 an address has few of them, for a while, and from our own origin', async () => {
  const { url, connect } = await start({ limits: { aheadPerAddress: 1 } });
  const elsewhere = connectAhead(url, { origin: 'https://elsewhere.example' });
  await expect(elsewhere).rejects.toThrow('origin_forbidden');
  const ahead = await connectAhead(url);
  await expect(connectAhead(url)).rejects.toThrow('rate_limited');
  const live = await connect();
  expect(live.me.name).toBe('Anna');
  live.close();
  ahead.close();
  const brief = await start({ limits: { aheadMs: 30 } });
  const soon = await connectAhead(brief.url);
  expect(await soon.gone).toBe('io server disconnect');
});

test.each(['websocket', 'polling'] as const)(
  'RT-3 over %s every request is answered',
  async (transport) => {
    const { connect } = await start();
    const live = await connect({ transport });
    expect(live.me.name).toBe('Anna');
    await expect(live.ask(echo, { text: 'hello' })).resolves.toEqual({ text: 'hello' });
    expect(await live.raw('test.fail', {})).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    expect(await live.raw('test.unknown', {})).toEqual({
      ok: false,
      error: { code: 'unknown_request' },
    });
    live.close();
  },
);

test('OPS-9 the log of a request that failed says which call it was about, and nothing of the person', async () => {
  const lines: string[] = [];
  const log = createLog('error', { write: (line: string) => lines.push(line) });
  const { connect } = await start({ log }, ({ id }) => ({ callId: `call of ${id}` }));
  const live = await connect();
  await live.raw('test.fail', {});
  const [line = '{}', ...more] = lines;
  const { request, session, callId } = JSON.parse(line);
  expect(more).toEqual([]);
  expect(request).toBe('test.fail');
  expect(callId).toBe(`call of ${session}`);
  expect(line).not.toContain('Anna');
  live.close();
});

test('OPS-9 a refusal is noted with its code, the room it was about and its call, and never without end', async () => {
  const lines: Record<string, unknown>[] = [];
  const log = createLog('info', { write: (line: string) => lines.push(JSON.parse(line)) });
  const roomId = '8c5a9f0e-6a1c-4d0b-9e6f-0d6f3f0f4a11';
  const { connect } = await start({ log }, (_session, room) => ({ roomId: `${room}` }));
  const live = await connect();
  for (let turn = 0; turn < 20; turn++) await live.raw('test.unknown', { roomId, text: 'Anna' });
  const noted = lines.filter(({ msg }) => msg === 'a request was refused');
  expect(noted[0]).toMatchObject({ request: 'unknown', code: 'unknown_request', roomId });
  expect(noted).toHaveLength(10);
  expect(JSON.stringify(noted)).not.toContain('Anna');
  live.close();
});

test('RT-3 a handler that never ends is answered with timeout', async () => {
  const { connect } = await start({ limits: { requestMs: 30 } });
  const live = await connect();
  expect(await live.raw('test.hang', {})).toEqual({ ok: false, error: { code: 'timeout' } });
  live.close();
});

test('RT-4 unknown fields are dropped; names of the prototype are unknown requests', async () => {
  const { connect } = await start();
  const live = await connect();
  await live.raw('test.echo', { text: 'a', more: 1, constructor: 2 });
  expect(seen).toEqual([{ text: 'a' }]);
  for (const name of [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'error',
    'message',
    '',
  ]) {
    expect(await live.raw(name, {})).toMatchObject({
      ok: false,
      error: { code: 'unknown_request' },
    });
  }
  live.close();
});

test('RT-5 a payload that does not fit gets bad_request and the fields at fault', async () => {
  const { connect } = await start();
  const live = await connect();
  for (const input of [
    [],
    [null],
    [7],
    ['x'],
    [[]],
    [{ text: 5 }],
    [Buffer.from('x')],
    [{ text: Buffer.from('x') }],
  ]) {
    expect(await live.raw('test.echo', ...input)).toMatchObject({
      ok: false,
      error: { code: 'bad_request' },
    });
  }
  expect(await live.raw('chat.send', { roomId: 'x' })).toMatchObject({
    error: {
      fields: { roomId: 'invalid', clientId: 'missing_or_wrong', text: 'missing_or_wrong' },
    },
  });
  expect(seen).toEqual([]);
  live.close();
});

test('RT-6 a request without an acknowledgement, or with something else in its place, is harmless', async () => {
  const { connect } = await start();
  const live = await connect();
  live.socket.emit('test.fail', {});
  live.socket.emit('test.echo');
  live.socket.emit('test.echo', { text: 'kept' }, 'not a function', { and: 'more' });
  await expect(live.ask(echo, { text: 'last' })).resolves.toEqual({ text: 'last' });
  expect(seen).toEqual([{ text: 'kept' }, { text: 'last' }]);
  live.close();
});

test('RT-7 who asks too often gets rate_limited with the time to wait; others do not notice', async () => {
  const { connect } = await start();
  const [hasty, calm] = await Promise.all([connect(), connect()]);
  const answers = await Promise.all(Array.from({ length: 200 }, () => hasty.raw('chat.send', {})));
  const limited = answers.filter((answer) => !answer.ok && answer.error.code === 'rate_limited');
  expect(limited.length).toBeGreaterThan(100);
  for (const answer of limited) {
    expect(answer).toMatchObject({ error: { retryAfterMs: expect.any(Number) } });
  }
  expect(await calm.raw('chat.send', {})).toMatchObject({ error: { code: 'bad_request' } });
  hasty.close();
  calm.close();
});

/** Asks each of these once on each line, all at once. @returns the codes of the answers */
async function codesOf(lines: readonly Live[], names: readonly string[]): Promise<string[]> {
  const answers = await Promise.all(
    lines.flatMap((line) => names.map((name) => line.raw(name, {}))),
  );
  return answers.map((answer) => (answer.ok ? 'ok' : answer.error.code));
}

test('RT-15 a person writes no more by many lines, nor by one after another, and others do not notice', async () => {
  const write = { burst: 60, perSecond: 0.001 };
  const { connect } = await start({
    limits: { personRequests: { ...defaultLimits.personRequests, write } },
    identify: async ({ headers }) => (headers.cookie === 'who=boris' ? boris : anna),
  });
  const lines = await Promise.all(Array.from({ length: 8 }, () => connect()));
  const codes = await codesOf(lines, Array<string>(20).fill('chat.send'));
  expect(codes.filter((code) => code !== 'rate_limited')).toHaveLength(60);
  for (const line of lines) line.close();
  const [again, other] = await Promise.all([connect(), connect({ cookie: 'who=boris' })]);
  expect(await codesOf([again, other], ['chat.send'])).toEqual(['rate_limited', 'bad_request']);
  again.close();
  other.close();
});

test('RT-15 sources are begun and stopped at the pace of hands, and muting does not wait for it', async () => {
  // As many at once as ever; how soon there are more would be a matter of how busy the machine is.
  const sending = { ...defaultLimits.requests.sending, perSecond: 0.001 };
  const { connect } = await start({
    limits: { requests: { ...defaultLimits.requests, sending } },
  });
  const live = await connect();
  const codes = await codesOf([live], Array<string>(100).fill('media.produce'));
  expect(codes.filter((code) => code === 'rate_limited').length).toBeGreaterThan(50);
  expect(codes.slice(0, 40)).not.toContain('rate_limited');
  expect(await codesOf([live], ['media.stop', 'media.restartIce', 'media.setPaused'])).toEqual([
    'rate_limited',
    'rate_limited',
    'unknown_request',
  ]);
  live.close();
});

test('RT-15 a class on one account comes into a call at once, and a line that comes and goes is welcome', async () => {
  const { connect } = await start();
  const coming = [
    ...['room.open', 'chat.history', 'chat.read', 'call.join', 'call.devices', 'direct.wish'],
    ...['media.connect', 'media.connect', 'media.produce', 'media.produce', 'media.view'],
    ...['media.consumersReady', 'media.consumersReady', 'media.setPaused', 'call.quality'],
  ];
  const devices = await Promise.all(Array.from({ length: 30 }, () => connect()));
  expect(await codesOf(devices, coming)).not.toContain('rate_limited');
  for (const device of devices) device.close();
  const returning = ['call.join', 'media.restartIce', 'media.restartIce', 'media.produce'];
  for (let turn = 0; turn < 10; turn++) {
    const live = await connect();
    expect(await codesOf([live], returning)).not.toContain('rate_limited');
    live.close();
    await live.gone;
  }
});

test('RT-7 a flood of packets costs the flooder its line, and only that', async () => {
  const { connect, registry } = await start();
  const [flooder, calm] = await Promise.all([connect(), connect()]);
  for (let n = 0; n < 4_000; n += 1) flooder.socket.emit('test.echo', { text: 'x' });
  await flooder.gone;
  await expect(calm.ask(echo, { text: 'still here' })).resolves.toEqual({ text: 'still here' });
  expect(await registry.metrics()).toContain('converge_connections_cut_total{why="flood"} 1');
  calm.close();
});

test('RT-7 one person can not hold any number of connections', async () => {
  const { connect } = await start({ limits: { socketsPerPerson: 3 } });
  const held = await Promise.all([connect(), connect(), connect()]);
  await expect(connect()).rejects.toThrow('rate_limited');
  held[0]?.close();
  await held[0]?.gone;
  await expect
    .poll(() =>
      connect().then(
        (live) => live.me.name,
        () => null,
      ),
    )
    .toBe('Anna');
  for (const live of held) live.close();
});

test('RT-7 one address can not hold any number of connections, nor shake hands without end', async () => {
  const crowded = await start({ limits: { socketsPerAddress: 1 } });
  const live = await crowded.connect();
  await expect(crowded.connect()).rejects.toThrow('rate_limited');
  live.close();
  const busy = await start({ limits: { handshakes: { burst: 2, perSecond: 0.001 } } });
  await expect(busy.connect({ cookie: '' })).rejects.toThrow('not_signed_in');
  await expect(busy.connect({ cookie: '' })).rejects.toThrow('not_signed_in');
  await expect(busy.connect()).rejects.toThrow('rate_limited');
});

test('RT-7 lines that never shake hands are counted, whatever they say of themselves', async () => {
  const { url } = await start({ limits: { socketsPerAddress: 1 } });
  const opens = (query: string) =>
    new Promise<boolean>((resolve) => {
      const address = `${url.replace('http', 'ws')}${SOCKET_PATH}/?EIO=4&transport=websocket`;
      const line = new WebSocket(`${address}${query}`);
      line.onopen = () => resolve(true);
      line.onerror = () => resolve(false);
      closers.push(async () => line.close());
    });
  expect([await opens(''), await opens('&sid=')]).toEqual([true, true]);
  for (const query of ['&sid=', '&sid', '&sid=&sid=', '&sid=nobody', '']) {
    expect([query, await opens(query)]).toEqual([query, false]);
  }
});

test('RT-6 a frame beyond the limit ends only the connection that sent it', async () => {
  const { connect } = await start();
  const [giant, calm] = await Promise.all([connect(), connect()]);
  giant.socket.emit('test.echo', { text: 'x'.repeat(70_000) });
  await giant.gone;
  await expect(calm.ask(echo, { text: 'x'.repeat(60_000) })).resolves.toMatchObject({});
  calm.close();
});

test('RT-9 a server that stops in order says goodbye first', async () => {
  const { connect, gateway } = await start();
  const live = await connect();
  const heard = live.next(goodbye);
  const closed = gateway.close();
  await expect(heard).resolves.toEqual({ retryAfterMs: expect.any(Number) });
  await closed;
  await live.gone;
  await expect(connect()).rejects.toThrow();
});

test('AUTH-7 an ended session of an account is closed at once, also one that is just coming in', async () => {
  let arrived = () => {};
  const arriving = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  let letIn = () => {};
  const gate = new Promise<void>((resolve) => {
    letIn = resolve;
  });
  let slow = false;
  const { connect, gateway } = await start({
    identify: async () => {
      if (slow) {
        arrived();
        await gate;
      }
      return anna;
    },
  });
  const live = await connect();
  slow = true;
  const late = connect();
  await arriving;
  gateway.sessions.closeAccountSession('session-1');
  letIn();
  await live.gone;
  await expect(late).rejects.toThrow();
});

test('a topic reaches those who listen, once each, and not the one who is left out', async () => {
  const listeners: string[] = [];
  const { connect, gateway } = await start();
  const [a, b] = await Promise.all([connect(), connect()]);
  const [heardA, heardB] = [a.collect(told), b.collect(told)];
  const topic = `person:${anna.person.id}` as const;
  gateway.broadcast(topic, told, { n: 1 });
  const last = Promise.all([a, b].map((live) => live.next(told, ({ n }) => n === 3)));
  gateway.broadcast(topic, told, { n: 3 });
  await last;
  expect(heardA).toEqual([{ n: 1 }, { n: 3 }]);
  expect(heardB).toEqual(heardA);
  gateway.sessions.unsubscribe(topic);
  gateway.broadcast(topic, told, { n: 4 });
  await a.ask(echo, { text: listeners.join() });
  expect(heardA).toHaveLength(2);
  a.close();
  b.close();
});

/** Stops taking what the server sends, and lets 30 MB be sent to both; the other one reads on. */
async function stopReading(gateway: Gateway, lazy: Live, calm: Live): Promise<void> {
  const { ws } = lazy.socket.io.engine.transport as unknown as { ws: { pause(): void } };
  ws.pause();
  const payload = { n: 1, padding: 'x'.repeat(50_000) };
  const heard = calm.collect(told);
  for (let round = 0; round < 12; round += 1) {
    for (let n = 0; n < 50; n += 1) gateway.broadcast(`person:${anna.person.id}`, told, payload);
    await calm.ask(echo, { text: 'read so far' });
  }
  expect(heard).toHaveLength(600);
}

test('RT-6 who does not read what is sent is cut; the others get everything', async () => {
  const { connect, gateway, registry } = await start({
    limits: { unsentBytes: 500_000 },
    sweepMs: 50,
  });
  const [lazy, calm] = await Promise.all([connect(), connect()]);
  await stopReading(gateway, lazy, calm);
  await expect.poll(() => registry.metrics()).toContain('cut_total{why="unread"} 1');
  await expect(calm.ask(echo, { text: 'fine' })).resolves.toEqual({ text: 'fine' });
  lazy.close();
  calm.close();
});

test('RT-7 who asks without taking the answers is put off until they do', async () => {
  const { connect, gateway, registry } = await start();
  const [lazy, calm] = await Promise.all([connect(), connect()]);
  await stopReading(gateway, lazy, calm);
  lazy.socket.emit('test.echo', { text: 'more' });
  const refused = 'requests_total{request="test.echo",outcome="rate_limited"} 1';
  await expect.poll(() => registry.metrics()).toContain(refused);
  lazy.close();
  calm.close();
});

test('RT-6 twenty thousand requests in one breath are answered or refused, and nobody else waits', async () => {
  const { connect, url } = await start({ limits: { packets: { burst: 1e9, perSecond: 1e9 } } });
  const live = await connect();
  const socket = live.socket;
  for (let n = 0; n < 20_000; n += 1) socket.emit('test.echo', { text: 'x'.repeat(50) }, () => {});
  const other = await connectLive(url, { cookie: 'who=anna' });
  await expect(other.ask(echo, { text: 'fine' })).resolves.toEqual({ text: 'fine' });
  other.close();
  live.close();
});
