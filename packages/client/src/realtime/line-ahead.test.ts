import type { LineToken } from '@converge/protocol/ids';
import { chatHistory } from '@converge/protocol/realtime/chat';
import { lineAhead, welcome } from '@converge/protocol/realtime/handshake';
import { expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { createFakeNet, type FakeServer } from '../testing/fake-net.ts';
import { makePerson, roomId } from '../testing/make.ts';
import { record } from '../testing/recorder.ts';
import { settle } from '../testing/settle.ts';
import { createConnection } from './connection.ts';
import { openLineAhead } from './line-ahead.ts';
import { backoff } from './reconnect-policy.ts';

const token = 'a'.repeat(32) as LineToken;
const page = { messages: [], latest: 0, read: 0 };

function setUp(server: Partial<FakeServer> = {}) {
  const clock = createFakeClock();
  const net = createFakeNet({
    opened(session) {
      if (session.handshake.ahead) session.send(lineAhead, { line: token });
      else session.send(welcome, { me: makePerson(2), serverTime: 1 });
    },
    request: (_session, _name, _payload, answer) => answer({ ok: true, data: page }),
    ...server,
  });
  const ahead = openLineAhead(net.open);
  const connect = () =>
    createConnection({
      open: ahead.become,
      room: roomId(),
      clock,
      policy: backoff({ random: () => 1 }),
      wakeups: () => () => {},
    });
  return { net, clock, ahead, connect };
}

test('RT-13 a line that was opened ahead is the first line of a connection, and asks for nothing before', async () => {
  const { net, ahead, connect } = setUp();
  expect(ahead.token).toBeNull();
  await net.drain();
  expect(ahead.token).toBe(token);
  // It may be welcomed before anybody here knows that it is somebody's.
  net.sessions[0]?.send(welcome, { me: makePerson(1), serverTime: 1 });
  await net.drain();
  const connection = connect();
  const states = record(connection.state);
  await settle();
  expect(states.seen.map(({ kind }) => kind)).toEqual(['connecting', 'online']);
  expect(connection.me.get()).toEqual(makePerson(1));
  expect(net.sessions).toHaveLength(1);
  const asked = connection.request(chatHistory, { roomId: roomId() });
  await net.drain();
  expect(await asked).toEqual(page);
  connection.close();
  expect(net.sessions).toHaveLength(0);
});

test('RT-8 when it is lost the next line is opened as any other, with the key', async () => {
  const { net, clock, connect } = setUp();
  await net.drain();
  const connection = connect();
  await settle();
  await net.cut();
  expect(connection.state.get().kind).toBe('waiting');
  await clock.next();
  await net.drain();
  expect(connection.state.get().kind).toBe('online');
  expect(net.sessions.map(({ handshake }) => handshake)).toEqual([{ protocol: 1, room: roomId() }]);
});

test('RT-13 one that was refused, was lost or isn’t wanted has no token, and hinders nobody', async () => {
  const refused = setUp({ admit: ({ ahead }) => (ahead ? { code: 'rate_limited' } : null) });
  const lost = setUp();
  const unwanted = setUp();
  for (const { net } of [refused, lost, unwanted]) await net.drain();
  await lost.net.cut();
  unwanted.ahead.close();
  for (const { net, ahead, connect } of [refused, lost, unwanted]) {
    expect(ahead.token).toBeNull();
    expect(net.sessions).toHaveLength(0);
    const connection = connect();
    await net.drain();
    expect(connection.state.get().kind).toBe('online');
    expect(connection.me.get()).toEqual(makePerson(2));
  }
});
