import type { DirectId, ParticipantId } from '@converge/protocol/ids';
import { directSignalled, type Signal } from '@converge/protocol/realtime/direct';
import type { IceServersAnswer } from '@converge/protocol/rest/ice';
import { afterEach, expect, test, vi } from 'vitest';
import { FakeCallServer } from '../../testing/fake-call.ts';
import { home, stubPeers } from '../../testing/fake-peers.ts';
import { setUpCall } from '../../testing/in-call.ts';
import { until } from '../../testing/until.ts';

const id = '00000000-0000-4000-8000-000000000001' as DirectId;
const next = '00000000-0000-4000-8000-000000000002' as DirectId;

afterEach(() => vi.unstubAllGlobals());

type Setting = ReturnType<typeof setUpCall>;

const payloads = ({ server }: Setting, name: string) =>
  server.requests.filter((request) => request.name === name).map(({ payload }) => payload);

const selfOf = ({ call }: Setting): ParticipantId => {
  const self = call.self.get();
  if (!self) throw new Error('not inside');
  return self.id;
};

/** The server lets the two speak directly. */
function begin(setting: Setting, other: ParticipantId, first = true, called = id): void {
  const self = selfOf(setting);
  setting.server.change({
    type: 'direct',
    direct: { id: called, between: first ? [self, other] : [other, self] },
    because: 'two',
  });
}

test('P2P-6 whether one may be spoken to directly is told with joining, and when it changes', async () => {
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  expect(payloads(setting, 'call.join')).toMatchObject([{ direct: true }]);
  setting.direct.set(false);
  await setting.drain();
  expect(payloads(setting, 'direct.wish')).toMatchObject([{ willing: false }]);
  await setting.reconnect();
  expect(payloads(setting, 'call.join').at(-1)).toMatchObject({ direct: false });
});

test('P2P-1 a connection begins at the server’s word, and is closed at it', async () => {
  const peers = stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  const other = setting.server.arrive(2, 'microphone');
  await setting.drain();
  expect(peers.made).toEqual([]);
  begin(setting, other);
  await until(async () => {
    await setting.drain();
    expect(payloads(setting, 'direct.signal')).toMatchObject([
      { id, signal: { type: 'description', kind: 'offer' } },
    ]);
  });
  expect(peers.made).toMatchObject([{ iceTransportPolicy: 'all' }]);
  setting.server.change({ type: 'direct', direct: null, because: 'people' });
  await setting.drain();
  // The other one may need it for a moment.
  expect(peers.open).toBe(1);
  await setting.clock.advance(6_000);
  expect(peers.open).toBe(0);
});

test('P2P-5 what finds no path is told to the server', async () => {
  stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  begin(setting, setting.server.arrive(2));
  await until(async () => {
    await setting.drain();
    expect(payloads(setting, 'direct.signal')).toHaveLength(1);
  });
  await setting.clock.advance(5_900);
  await setting.drain();
  expect(payloads(setting, 'direct.failed')).toEqual([]);
  await setting.clock.advance(200);
  await setting.drain();
  expect(payloads(setting, 'direct.failed')).toMatchObject([{ id }]);
});

test('P2P-5 a candidate that doesn’t fit, as of an offer that got lost, breaks nothing', async () => {
  const { paths } = stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  begin(setting, setting.server.arrive(2), false);
  const { server, drain } = setting;
  const signal = (signal: Signal) =>
    server.connected.session?.send(directSignalled, { roomId: server.call.roomId, id, signal });
  signal({
    ...{ type: 'candidate', candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host' },
    ...{ mid: '0', line: 0, ufrag: 'lost' },
  });
  signal({ type: 'description', kind: 'offer', sdp: 'v=0\r\n' });
  await until(async () => {
    await drain();
    expect(paths).toEqual(['is offered']);
  });
  await drain();
  expect(payloads(setting, 'direct.failed')).toEqual([]);
});

test('P2P-8 what was told before a lost line is told again after it', async () => {
  stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  begin(setting, setting.server.arrive(2, 'microphone'));
  await until(async () => {
    await setting.drain();
    expect(payloads(setting, 'direct.signal')).toHaveLength(1);
  });
  await setting.net.cut();
  await setting.clock.advance(6_000);
  await setting.drain();
  expect(setting.connection.state.get().kind).toBe('online');
  await setting.clock.advance(1_000);
  await setting.drain();
  // Whatever the server held back, and that it failed meanwhile.
  expect(payloads(setting, 'direct.received').at(-1)).toMatchObject({ id, sources: [] });
  expect(payloads(setting, 'direct.failed').at(-1)).toMatchObject({ id });
});

test('P2P-8 MEDIA-5 what is seen here is told again to whoever was away meanwhile', async () => {
  stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  const other = setting.server.arrive(2, 'camera');
  const tile = setting.call.view.show({
    ...{ participantId: other, source: 'camera' },
    ...{ width: 160, height: 90 },
  });
  await setting.clock.advance(200);
  begin(setting, other);
  const views = () =>
    payloads(setting, 'direct.signal').filter(
      (payload) => (payload as { signal: { type: string } }).signal.type === 'view',
    );
  await until(async () => {
    await setting.drain();
    expect(views()).toHaveLength(1);
  });
  const presence = (state: 'here' | 'away') =>
    setting.server.change({ type: 'presence', participantId: other, presence: state });
  presence('away');
  tile.resize(640, 360);
  await setting.clock.advance(200);
  await setting.drain();
  const before = views().length;
  presence('here');
  await setting.drain();
  expect(views()).toHaveLength(before + 1);
  expect(views().at(-1)).toMatchObject({ signal: { tiles: [{ width: 1280, height: 720 }] } });
});

test('P2P-5 a browser that can’t says so, and the call goes on', async () => {
  vi.stubGlobal('RTCPeerConnection', undefined);
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  begin(setting, setting.server.arrive(2));
  await until(async () => {
    await setting.drain();
    expect(payloads(setting, 'direct.failed')).toMatchObject([{ id }]);
  });
  expect(setting.call.state.get().kind).toBe('in');
});

test('P2P-6 who doesn’t allow it makes no connection, whatever the server says', async () => {
  const peers = stubPeers();
  const setting = setUpCall();
  await setting.join();
  begin(setting, setting.server.arrive(2));
  await setting.drain();
  await setting.clock.advance(10_000);
  expect(peers.made).toEqual([]);
});

test('P2P-10 with the relay alone allowed, the direct connection allows nothing else, and says nothing else', async () => {
  const peers = stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  setting.relayOnly.set(true);
  await setting.join();
  begin(setting, setting.server.arrive(2));
  await until(async () => {
    await setting.drain();
    expect(payloads(setting, 'direct.signal')).toHaveLength(1);
  });
  expect(peers.made).toMatchObject([{ iceTransportPolicy: 'relay' }]);
  const [told] = payloads(setting, 'direct.signal').map((payload) => JSON.stringify(payload));
  expect(told).toContain('typ relay');
  expect(told).not.toContain(home);
});

test('P2P-10 the relay chosen without a line ends what stands, and the next goes by the relay', async () => {
  const peers = stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  const other = setting.server.arrive(2);
  begin(setting, other);
  await until(async () => {
    await setting.drain();
    expect(peers.made).toMatchObject([{ iceTransportPolicy: 'all' }]);
  });
  setting.net.reachable = false;
  await setting.net.cut();
  setting.relayOnly.set(true);
  await setting.clock.advance(6_000);
  expect(peers.open).toBe(0);
  setting.net.reachable = true;
  await setting.comeBack();
  // The server still has it, and this device doesn't begin it again.
  expect(setting.server.call.direct?.id).toBe(id);
  expect(peers.made).toHaveLength(1);
  expect(payloads(setting, 'direct.wish')).toMatchObject([{ willing: false }, { willing: true }]);
  setting.server.change({ type: 'direct', direct: null, because: 'wish' });
  begin(setting, other, true, next);
  await until(async () => {
    await setting.drain();
    expect(peers.made).toHaveLength(2);
  });
  expect(peers.made[1]).toMatchObject({ iceTransportPolicy: 'relay' });
});

test('P2P-6 not allowed and allowed again without a line, it is another connection', async () => {
  const peers = stubPeers();
  const setting = setUpCall();
  setting.direct.set(true);
  await setting.join();
  begin(setting, setting.server.arrive(2));
  await until(async () => {
    await setting.drain();
    expect(peers.made).toHaveLength(1);
  });
  await setting.net.cut();
  setting.direct.set(false);
  setting.direct.set(true);
  await setting.comeBack();
  expect(peers.made).toHaveLength(1);
  expect(payloads(setting, 'direct.wish')).toMatchObject([{ willing: false }, { willing: true }]);
});

const HOUR_MS = 3_600_000;

/** Two speak directly for as long as the first credentials are good. */
async function setUpAgeing(first: boolean) {
  const { made, paths } = stubPeers();
  let asked = 0;
  const ask = async (): Promise<IceServersAnswer> => {
    const server = { urls: ['turn:relay.example'], username: `key ${++asked}`, credential: 'c' };
    return { iceServers: [server], lifetimeMs: HOUR_MS };
  };
  const setting = setUpCall(new FakeCallServer(), { ask });
  setting.direct.set(true);
  setting.relayOnly.set(true);
  await setting.join();
  begin(setting, setting.server.arrive(2), first);
  await until(async () => {
    await setting.drain();
    expect(made).toMatchObject([{ iceServers: [{ username: 'key 1' }] }]);
  });
  await setting.clock.advance(HOUR_MS / 2);
  await setting.drain();
  return { ...setting, paths };
}

test('NET-8 a direct connection looks for another path with credentials that are good', async () => {
  const { networkChanged, drain, paths } = await setUpAgeing(true);
  networkChanged();
  await drain();
  expect(paths).toEqual(['uses key 2, relay', 'restarts']);
});

test('NET-8 and so does who answers the other one’s search', async () => {
  const { server, drain, paths } = await setUpAgeing(false);
  const signal = { type: 'description', kind: 'offer', sdp: 'v=0\r\n' } as const;
  server.connected.session?.send(directSignalled, { roomId: server.call.roomId, id, signal });
  await drain();
  expect(paths).toEqual(['uses key 2, relay', 'is offered']);
});
