import { type Failure, isRetryable } from '@converge/protocol/errors';
import { callLeave } from '@converge/protocol/realtime/call';
import { chatHistory, chatMessage, chatRead } from '@converge/protocol/realtime/chat';
import { goodbye, welcome } from '@converge/protocol/realtime/handshake';
import { expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createFakeNet, type FakeServer } from '../testing/fake-net.ts';
import { makeMessage, makePerson, roomId } from '../testing/make.ts';
import { record } from '../testing/recorder.ts';
import { settle } from '../testing/settle.ts';
import { createConnection } from './connection.ts';
import { backoff, lineBackoff } from './reconnect-policy.ts';

const page = { messages: [], latest: 0, read: 0 };

function setUp(server: Partial<FakeServer> = {}, policy = backoff({ random: () => 1 })) {
  const clock = createFakeClock();
  let wake = () => {};
  const asked: string[] = [];
  const net = createFakeNet({
    opened: (session) => session.send(welcome, { me: makePerson(1), serverTime: 5_000_000 }),
    request(_session, name, _payload, answer) {
      asked.push(name);
      answer({ ok: true, data: name === 'chat.history' ? page : {} });
    },
    ...server,
  });
  const connection = createConnection({
    open: net.open,
    clock,
    policy,
    wakeups: (run) => {
      wake = run;
      return () => {
        wake = () => {};
      };
    },
  });
  const states = record(connection.state);
  return { clock, net, connection, states, asked, wake: () => wake() };
}

const history = { roomId: roomId() };

test('RT-8 a lost line is tried again at once, then ever more slowly up to thirty seconds, for ever', async () => {
  const { clock, net, connection, states } = setUp();
  await net.drain();
  net.reachable = false;
  await net.cut();

  const waits: number[] = [];
  for (let i = 0; i < 12; i++) {
    const state = connection.state.get();
    if (state.kind !== 'waiting') throw new Error(`expected waiting, not ${state.kind}`);
    waits.push(state.retryAt - clock.now());
    await clock.next();
    await net.drain();
  }
  expect(waits[0]).toBe(500); // the line lived for no time: see the next test
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect(waits.at(-1)).toBe(30_000);

  net.reachable = true;
  await clock.next();
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
  expect(states.seen.filter((s) => s.kind === 'closed' || s.kind === 'refused')).toEqual([]);
});

test('RT-8 a line that was steady is tried again at once when it is lost', async () => {
  const { clock, net, connection } = setUp();
  await net.drain();
  await clock.advance(60_000);
  await net.cut();
  const state = connection.state.get();
  expect(state).toMatchObject({ kind: 'waiting', attempt: 1, retryAt: clock.now() });
  await clock.advance(0);
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
});

test('RT-8 the sign that the network is back cuts the waiting short', async () => {
  const { clock, net, connection, wake } = setUp();
  net.reachable = false;
  await net.drain();
  for (let i = 0; i < 5; i++) {
    await clock.next();
    await net.drain();
  }
  expect(connection.state.get().kind).toBe('waiting');
  net.reachable = true;
  wake();
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
});

test('RT-8 a line that only seems open is given up when it stays silent after a change of network', async () => {
  const { clock, net, connection, states, wake } = setUp({ request: () => {} });
  await net.drain();
  wake();
  await net.drain();
  await clock.advance(6_000);
  await net.drain();
  expect(states.seen.map((s) => s.kind)).toEqual([
    'connecting',
    'online',
    'waiting',
    'connecting',
    'online',
  ]);
  expect(connection.state.get()).toEqual({ kind: 'online' });
});

test('RT-11 a line under watch that falls silent is given up within three seconds, and tried in haste', async () => {
  let silent = false;
  const { clock, net, connection, states } = setUp(
    { request: (_s, _n, _p, answer) => void (silent || answer({ ok: true, data: {} })) },
    lineBackoff(),
  );
  const unwatch = connection.keepWatch();
  await net.drain();
  for (let i = 0; i < 20; i++) {
    await clock.advance(1_000);
    await net.drain();
  }
  expect(states.seen.map((s) => s.kind)).toEqual(['connecting', 'online']);

  silent = true;
  net.reachable = false;
  await clock.advance(4_000);
  expect(states.seen).toContainEqual(expect.objectContaining({ kind: 'waiting', silent: true }));

  const waits: number[] = [];
  const stop = connection.state.subscribe(() => {
    const state = connection.state.get();
    if (state.kind === 'waiting') waits.push(state.retryAt - clock.now());
  });
  for (let i = 0; i < 90; i++) {
    await clock.advance(1_000);
    await net.drain();
  }
  expect(waits.length).toBeGreaterThan(10);
  expect(Math.max(...waits)).toBeLessThanOrEqual(2_000);
  stop();
  unwatch();
});

test('RT-11 a line in doubt that answers in time stays, and no other is opened', async () => {
  const { clock, net, connection, states } = setUp();
  await net.drain();
  const alive = connection.doubt(400, () => true);
  await net.drain();
  expect(await alive).toBe(true);
  await clock.advance(10_000);
  expect(net.sessions).toHaveLength(1);
  expect(states.seen.map((s) => s.kind)).toEqual(['connecting', 'online']);
});

test('RT-11 a line in doubt that doesn’t answer gives way to the one that was opened beside it', async () => {
  const { clock, net, connection, states } = setUp({ request: () => {} });
  await net.drain();
  const alive = connection.doubt(400, () => true);
  await clock.advance(400);
  expect(await alive).toBe(false);
  expect(connection.state.get()).toEqual({ kind: 'online' });
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
  expect(net.sessions).toHaveLength(1);
  expect(states.seen.map((s) => s.kind)).toEqual([
    'connecting',
    'online',
    'waiting',
    'connecting',
    'online',
  ]);
  expect(states.seen).toContainEqual(expect.objectContaining({ kind: 'waiting', silent: true }));
});

test('RT-11 a line that answers late, but before the other one, is kept', async () => {
  let late = () => {};
  const { clock, net, connection, states } = setUp({
    request: (_s, _n, _p, answer) => {
      late = () => answer({ ok: true, data: {} });
    },
  });
  await net.drain();
  void connection.doubt(400, () => true);
  await net.drain();
  late();
  await clock.advance(400);
  await net.drain();
  expect(net.sessions).toHaveLength(1);
  expect(states.seen.map((s) => s.kind)).toEqual(['connecting', 'online']);
});

test('RT-11 where the doubt has ended meanwhile, the slow line is left alone', async () => {
  const { clock, net, connection, states } = setUp({ request: () => {} });
  await net.drain();
  void connection.doubt(400, () => false);
  await clock.advance(400);
  await net.drain();
  expect(states.seen.map((s) => s.kind)).toEqual(['connecting', 'online']);
});

test('RT-11 an attempt that went into a dead network gets another beside it, once the way is there', async () => {
  const { clock, net, connection, states } = setUp();
  await net.drain();
  await clock.advance(60_000);
  net.reachable = false;
  await net.cut();
  await clock.advance(0);
  // It is under way, and nobody will ever answer it.
  net.swallow();
  net.reachable = true;
  await net.drain();
  expect(connection.state.get().kind).toBe('connecting');
  connection.hurry();
  connection.hurry();
  expect(net.inFlight).toBe(1);
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
  expect(net.sessions).toHaveLength(1);
  await clock.advance(60_000);
  expect(states.seen.map((s) => s.kind)).toEqual([
    ...['connecting', 'online', 'waiting'],
    ...['connecting', 'connecting', 'online'],
  ]);
});

test('RT-11 of two attempts beside each other the first that speaks is the line', async () => {
  const { net, connection, states } = setUp();
  connection.hurry();
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
  expect(net.sessions).toHaveLength(1);
  expect(states.seen.map((s) => s.kind)).toEqual(['connecting', 'online']);
});

test('RT-11 who waits for the next attempt makes it at once when the way is there', async () => {
  const { clock, net, connection } = setUp();
  net.reachable = false;
  await net.drain();
  for (let i = 0; i < 5; i++) {
    await clock.next();
    await net.drain();
  }
  net.reachable = true;
  connection.hurry();
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
});

test('RT-11 without a watch nobody asks', async () => {
  const { clock, net, connection, asked } = setUp();
  const unwatch = connection.keepWatch();
  unwatch();
  unwatch();
  await net.drain();
  await clock.advance(60_000);
  expect(asked).toEqual([]);
});

test('RT-8 a line that answers the probe stays, whatever it answers', async () => {
  const { clock, net, states, wake } = setUp({
    request: (_s, _n, _p, answer) => answer({ ok: false, error: { code: 'unknown_request' } }),
  });
  await net.drain();
  wake();
  await net.drain();
  await clock.advance(60_000);
  expect(states.seen.map((s) => s.kind)).toEqual(['connecting', 'online']);
});

test('RT-8 a line that brings events stays, though the busy server has no time for the probe', async () => {
  const { clock, net, states, wake } = setUp({ request: () => {} });
  await net.drain();
  wake();
  await net.drain();
  net.sessions[0]?.send(goodbye, { retryAfterMs: 1 });
  await net.drain();
  await clock.advance(60_000);
  expect(states.seen.map((s) => s.kind)).toEqual(['connecting', 'online']);
});

test.each([
  { code: 'protocol_unsupported' },
  { code: 'not_signed_in' },
  { code: 'origin_forbidden' },
] as const)(
  'RT-1 RT-2 RT-10 a refusal that stays a refusal isn’t tried again: $code',
  async (failure) => {
    let refuse: Failure | null = failure;
    const { clock, net, connection } = setUp({ admit: () => refuse });
    await net.drain();
    expect(isRetryable(failure.code)).toBe(false);
    expect(connection.state.get()).toEqual({ kind: 'refused', failure });
    await clock.advance(3_600_000);
    expect(net.inFlight).toBe(0);

    refuse = null;
    connection.retry();
    await net.drain();
    expect(connection.state.get()).toEqual({ kind: 'online' });
  },
);

test('RT-7 a refusal for now is waited out as long as the server says', async () => {
  let refuse: Failure | null = { code: 'rate_limited', retryAfterMs: 7_000 };
  const { clock, net, connection } = setUp({ admit: () => refuse });
  await net.drain();
  const state = connection.state.get();
  if (state.kind !== 'waiting') throw new Error('expected waiting');
  expect(state.failure?.code).toBe('rate_limited');
  expect(state.retryAt - clock.now()).toBeGreaterThanOrEqual(7_000);
  refuse = null;
  await clock.next();
  await net.drain();
  expect(connection.state.get()).toEqual({ kind: 'online' });
});

test('RT-9 after a goodbye the client comes back when it was told to', async () => {
  const { clock, net, connection } = setUp();
  await net.drain();
  await clock.advance(60_000);
  net.sessions[0]?.send(goodbye, { retryAfterMs: 2_000 });
  await net.drain();
  await net.cut();
  const state = connection.state.get();
  if (state.kind !== 'waiting') throw new Error('expected waiting');
  expect(state.retryAt - clock.now()).toBeGreaterThanOrEqual(2_000);
  expect(state.retryAt - clock.now()).toBeLessThan(4_000);
});

test('RT-3 a request gets its answer, parsed', async () => {
  const { net, connection } = setUp();
  const answer = connection.request(chatHistory, history);
  await net.drain();
  await expect(answer).resolves.toEqual(page);
});

test('RT-3 a refusal is thrown with its code and details', async () => {
  const error = { code: 'rate_limited', retryAfterMs: 400 };
  const { net, connection } = setUp({
    request: (_s, _n, _p, answer) => answer({ ok: false, error }),
  });
  const answer = connection.request(chatHistory, history);
  await Promise.all([expect(answer).rejects.toMatchObject({ failure: error }), net.drain()]);
});

test('RT-3 silence becomes a timeout', async () => {
  const { clock, net, connection } = setUp({ request: () => {} });
  const answer = connection.request(chatHistory, history, { timeoutMs: 3_000 });
  const refused = expect(answer).rejects.toMatchObject({ code: 'timeout' });
  await net.drain();
  await clock.advance(3_000);
  await refused;
});

test.each([[undefined], [{ ok: true, data: { messages: 'none' } }], ['yes'], [{ ok: false }]])(
  'RT-5 an answer of the wrong shape is an error, not data: %j',
  async (ack) => {
    const { net, connection } = setUp({ request: (_s, _n, _p, answer) => answer(ack) });
    const answer = connection.request(chatHistory, history);
    await Promise.all([expect(answer).rejects.toMatchObject({ code: 'internal' }), net.drain()]);
  },
);

test('a request that may happen twice is sent again after the line was lost; another one fails', async () => {
  let answering = false;
  const seen: string[] = [];
  const { clock, net, connection } = setUp({
    request(_s, name, _p, answer) {
      seen.push(name);
      if (answering) answer({ ok: true, data: name === 'chat.history' ? page : {} });
    },
  });
  await net.drain();
  const harmless = connection.request(chatHistory, history, { resend: true });
  const once = connection.request(chatRead, { roomId: roomId(), seq: 3 });
  const failed = expect(once).rejects.toMatchObject({ code: 'unavailable' });
  await net.drain();
  await net.cut();
  await failed;

  answering = true;
  await clock.next();
  await net.drain();
  await expect(harmless).resolves.toEqual(page);
  expect(seen).toEqual(['chat.history', 'chat.read', 'chat.history']);
});

test('a request without a line waits for one, or fails where it was asked to', async () => {
  const { clock, net, connection } = setUp();
  net.reachable = false;
  await net.drain();
  const waiting = connection.request(chatHistory, history);
  await expect(connection.request(chatHistory, history, { offline: 'fail' })).rejects.toMatchObject(
    { code: 'unavailable' },
  );
  net.reachable = true;
  await clock.next();
  await net.drain();
  await expect(waiting).resolves.toEqual(page);
});

test('RT-4 unknown events and unknown fields are ignored, wrong payloads never reach a listener', async () => {
  const { net, connection } = setUp();
  await net.drain();
  const heard: unknown[] = [];
  connection.on(chatMessage, (payload) => heard.push(payload));
  const message = makeMessage(1);
  const [session] = net.sessions;
  session?.sendRaw('chat.telepathy', { thought: 1 });
  session?.sendRaw('chat.message', { roomId: roomId(), message: { ...message, seq: 'one' } });
  session?.sendRaw('chat.message', { roomId: roomId(), message, extra: true });
  await net.drain();
  expect(heard).toEqual([{ roomId: roomId(), message }]);
});

test('the server’s welcome says who one is and what time it is', async () => {
  const { clock, net, connection } = setUp();
  expect(connection.me.get()).toBe(null);
  await net.drain();
  expect(connection.me.get()).toEqual(makePerson(1));
  await clock.advance(250);
  expect(connection.serverNow()).toBe(5_000_250);
});

test('RT-12 what was asked just before closing is heard before the line ends', async () => {
  const heard: string[] = [];
  const { net, connection } = setUp({
    request(_session, name, _payload, answer) {
      heard.push(name);
      answer({ ok: true, data: {} });
    },
    closed: () => void heard.push('the end'),
  });
  await net.drain();
  const leaving = connection.request(callLeave, { roomId: roomId() }).catch(() => 'not waited for');
  connection.close();
  expect(await leaving).toBe('not waited for');
  expect(heard).toEqual([]);
  await net.drain();
  expect(heard).toEqual(['call.leave', 'ping', 'the end']);
});

test('closing fails what is on its way and ends the trying', async () => {
  const { clock, net, connection } = setUp({ request: () => {} });
  const answer = expect(connection.request(chatHistory, history)).rejects.toMatchObject({
    code: 'unavailable',
  });
  await net.drain();
  connection.close();
  connection.close();
  await answer;
  await clock.advance(120_000);
  await settle();
  expect(net.sessions).toEqual([]);
  expect(connection.state.get()).toEqual({ kind: 'closed' });
});
