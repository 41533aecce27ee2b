/** ICE servers as the engine keeps and uses them. */
import type { IceServersAnswer } from '@converge/protocol/rest/ice';
import { expect, test } from 'vitest';
import { silentLog } from '../state/log.ts';
import { createScope } from '../state/scope.ts';
import { FakeCallServer } from '../testing/fake-call.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { setUpCall } from '../testing/in-call.ts';
import { settle } from '../testing/settle.ts';
import { createIceServers, noIceServers } from './ice-servers.ts';

const HOUR_MS = 3_600_000;
const url = 'turn:relay.example:3478?transport=udp';

/** A server that gives the n-th credentials to who asks the n-th time. */
function setUpAsking(lifetimeMs: number | null = HOUR_MS) {
  let asked = 0;
  const ask = async (): Promise<IceServersAnswer> => {
    asked++;
    const server = { urls: [url], username: `${asked}`, credential: 'c' };
    return { iceServers: [server], lifetimeMs };
  };
  return {
    ask,
    get asked() {
      return asked;
    },
  };
}

const made = (n: number) => [{ urls: [url], username: `${n}`, credential: 'c' }];

test('NET-8 credentials are used for half of their time, and asked for once by many', async () => {
  const clock = createFakeClock();
  const asking = setUpAsking();
  const ice = createIceServers({ kind: 'relay', ask: asking.ask, clock, log: silentLog });
  await Promise.all([ice.ready(), ice.ready()]);
  await clock.advance(HOUR_MS / 2 - 1);
  await ice.ready();
  expect(asking.asked).toBe(1);
  await clock.advance(1);
  await ice.ready();
  expect(ice.known.get()).toEqual(made(2));
  ice.refused();
  await ice.ready();
  expect(ice.known.get()).toEqual(made(3));
});

test('NET-8 in a call of eight hours they are always good, and afterwards nobody asks', async () => {
  const clock = createFakeClock();
  const asking = setUpAsking();
  const ice = createIceServers({ kind: 'relay', ask: asking.ask, clock, log: silentLog });
  await ice.ready();
  const scope = createScope();
  ice.keep(scope);
  for (let hour = 0; hour < 8; hour++) {
    const before = asking.asked;
    await clock.advance(HOUR_MS);
    expect(asking.asked).toBe(before + 2);
    await ice.ready();
    expect(asking.asked).toBe(before + 2);
  }
  scope.close();
  const last = asking.asked;
  await clock.advance(HOUR_MS);
  expect(asking.asked).toBe(last);
});

test('a question that fails, or isn’t answered, holds nobody up, and is asked again', async () => {
  const clock = createFakeClock();
  let answer: Promise<IceServersAnswer> = new Promise(() => {});
  const ice = createIceServers({ kind: 'relay', ask: () => answer, clock, log: silentLog });
  let ready = false;
  void ice.ready().then(() => {
    ready = true;
  });
  await clock.advance(1_499);
  expect(ready).toBe(false);
  await clock.advance(1);
  expect(ready).toBe(true);

  answer = Promise.reject(new Error('no line'));
  const other = createIceServers({ kind: 'relay', ask: () => answer, clock, log: silentLog });
  await other.ready();
  expect(other.known.get()).toEqual([]);
  answer = Promise.resolve({ iceServers: made(1), lifetimeMs: HOUR_MS });
  const scope = createScope();
  other.keep(scope);
  await clock.advance(60_000);
  expect(other.known.get()).toEqual(made(1));
  scope.close();
});

test('NET-3 where there are none, nothing is asked and nothing waited for', async () => {
  const asking = setUpAsking();
  const clock = createFakeClock();
  expect(createIceServers({ kind: 'none', ask: asking.ask, clock, log: silentLog })).toBe(
    noIceServers,
  );
  const { join, device, call } = setUpCall();
  await join('camera');
  expect(device.open('send')).toMatchObject({ iceServers: [], policy: 'all' });
  expect(call.relayTrouble.get()).toBe(null);
});

test('transports are made with the servers that were asked for beside joining', async () => {
  const asking = setUpAsking();
  const { join, device } = setUpCall(new FakeCallServer(), asking);
  await join('camera');
  expect(device.open('send').iceServers).toEqual(made(1));
  expect(device.open('recv').iceServers).toEqual(made(1));
  expect(asking.asked).toBe(1);
});

test('NET-8 an ICE restart takes new credentials where the old ones have served half their time', async () => {
  const asking = setUpAsking();
  const { join, device, networkChanged, drain, clock } = setUpCall(new FakeCallServer(), asking);
  await join('camera');
  networkChanged();
  await drain();
  expect(device.open('send')).toMatchObject({ restarts: 1, iceServers: made(1) });
  device.open('send').become('connected');
  device.open('recv').become('connected');
  await clock.advance(HOUR_MS / 2);
  networkChanged();
  await drain();
  expect(device.open('send')).toMatchObject({ restarts: 2, iceServers: made(2) });
});

test('NET-8 a browser that can’t change the servers of a connection restarts ICE with those it has', async () => {
  const { join, device, networkChanged, drain } = setUpCall(new FakeCallServer(), setUpAsking());
  await join('camera');
  device.open('send').keepServers();
  networkChanged();
  await drain();
  expect(device.open('send')).toMatchObject({ restarts: 1, iceServers: made(1) });
  expect(device.transports).toHaveLength(2);
});

test('NET-4 NET-5 to choose the relay in a call brings new transports on the same seat, and back', async () => {
  const asking = setUpAsking();
  const { join, device, relayOnly, drain, call, server } = setUpCall(new FakeCallServer(), asking);
  const ada = server.arrive(7, 'camera');
  await join('microphone', 'camera');
  const [me, before] = [call.self.get()?.id, device.transports.length];
  relayOnly.set(true);
  await drain();
  expect(device.transports).toHaveLength(before + 2);
  expect(device.open('send').policy).toBe('relay');
  expect(device.open('recv').policy).toBe('relay');
  expect(device.transports.slice(0, before).every(({ closed }) => closed)).toBe(true);
  expect(device.open('send').sending).toHaveLength(2);
  expect(call.self.get()).toMatchObject({ id: me, media: { microphone: 'on', camera: 'on' } });
  expect(call.track(ada, 'camera').get()).not.toBe(null);
  relayOnly.set(false);
  await drain();
  expect(device.open('send').policy).toBe('all');
  expect(call.self.get()?.id).toBe(me);
});

test('NET-4 a wish for the relay that is lost with the line is remembered', async () => {
  const asking = setUpAsking();
  const { join, device, relayOnly, net, server, comeBack } = setUpCall(
    new FakeCallServer(),
    asking,
  );
  await join('camera');
  server.held.add('call.join');
  relayOnly.set(true);
  await settle();
  await net.cut();
  server.release('call.join');
  await comeBack();
  expect(device.open('send').policy).toBe('relay');
  expect(device.open('send').sending).toEqual(['video']);
});

test('NET-6 with the relay alone, one that refuses is named at once, and asked again until there is a path', async () => {
  const asking = setUpAsking();
  const { call, device, clock, drain } = await setUpRelayOnly(asking);
  const send = device.open('send');
  send.gathers('gathering');
  expect(call.relayTrouble.get()).toBe(null);
  send.fails(url, 401);
  expect(call.relayTrouble.get()).toBe('refused');
  send.fails(url, 701);
  send.gathers('complete');
  expect(call.relayTrouble.get()).toBe('refused');
  await clock.advance(8_000);
  await drain();
  expect(send).toMatchObject({ restarts: 1, iceServers: made(2) });
  send.gathers('gathering');
  expect(call.relayTrouble.get()).toBe('refused');
  send.become('connected');
  expect(call.relayTrouble.get()).toBe(null);
});

test('NET-6 with the relay alone, silence is named when the search is over, or takes too long', async () => {
  const { call, device, clock } = await setUpRelayOnly(setUpAsking());
  const send = device.open('send');
  send.gathers('gathering');
  send.fails(url, 701);
  expect(call.relayTrouble.get()).toBe(null);
  send.gathers('complete');
  expect(call.relayTrouble.get()).toBe('unreachable');
  send.become('connected');

  const receive = device.open('recv');
  receive.become('disconnected');
  receive.gathers('gathering');
  await clock.advance(9_999);
  expect(call.relayTrouble.get()).toBe(null);
  await clock.advance(1);
  expect(call.relayTrouble.get()).toBe('unreachable');
});

test('NET-6 where other ways are allowed, the relay is named only when all have failed', async () => {
  const asking = setUpAsking();
  const { call, device, join } = setUpCall(new FakeCallServer(), asking);
  await join('camera');
  const send = device.open('send');
  send.gathers('gathering');
  send.become('connecting');
  send.fails(url, 701);
  send.gathers('complete');
  expect(call.relayTrouble.get()).toBe(null);
  send.become('failed');
  expect(call.relayTrouble.get()).toBe('unreachable');
  call.leave();
  expect(call.relayTrouble.get()).toBe(null);
});

test('NET-6 a wish for a relay where there is none is named, and kept', async () => {
  const { call, device } = await setUpRelayOnly();
  const send = device.open('send');
  expect(send.policy).toBe('relay');
  send.gathers('gathering');
  expect(call.relayTrouble.get()).toBe('absent');
});

/** In a call with a camera, and no path yet: only the relay is allowed. */
async function setUpRelayOnly(asking?: ReturnType<typeof setUpAsking>) {
  const call = setUpCall(new FakeCallServer(), asking);
  call.relayOnly.set(true);
  await call.join('camera');
  for (const direction of ['send', 'recv'] as const) call.device.open(direction).become('new');
  return call;
}
