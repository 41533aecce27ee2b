import { expect, test } from 'vitest';
import { when } from '../state/value.ts';
import { setUpCall } from '../testing/in-call.ts';

test('SEAT-3 after a lost line the seat is taken again: same participant, same transports, same streams', async () => {
  const { server, call, device, states, join, reconnect } = setUpCall();
  const ada = server.arrive(7, 'microphone', 'camera');
  await join('microphone', 'camera');
  const self = call.self.get()?.id;
  const camera = call.track(ada, 'camera').get();
  const produced = server.count('media.produce');

  await reconnect();
  expect(states.seen.map((s) => s.kind).filter((k, i, all) => k !== all[i - 1])).toEqual([
    'idle',
    'joining',
    'in',
    'reconnecting',
    'in',
  ]);
  expect(call.self.get()?.id).toBe(self);
  expect(call.track(ada, 'camera').get()).toBe(camera);
  expect(server.count('media.produce')).toBe(produced);
  expect(device.transports).toHaveLength(2);
  expect(call.state.get()).toMatchObject({ call: server.call });
});

test('SEAT-2 each return uses the newest token', async () => {
  const { server, call, join, reconnect } = setUpCall();
  await join();
  const self = call.self.get()?.id;
  for (let i = 0; i < 4; i++) await reconnect();
  expect(call.self.get()?.id).toBe(self);
  const seats = server.requests
    .filter((r) => r.name === 'call.join')
    .map((r) => (r.payload as { seat?: string }).seat);
  expect(new Set(seats).size).toBe(5);
});

test('SEAT-8 an answer that is lost on its way seats nobody twice', async () => {
  const { server, call, net, local, join, reconnect } = setUpCall();
  const ada = server.arrive(7, 'camera');
  await join('microphone');
  const self = call.self.get()?.id;
  const microphone = server.connected.producers.get('microphone')?.id;
  server.held.add('call.join');
  await reconnect();
  expect(call.state.get().kind).toBe('reconnecting');
  await net.cut();
  server.release('call.join');
  await reconnect();
  expect(call.state.get()).toMatchObject({ kind: 'in', call: server.call });
  expect(call.self.get()?.id).toBe(self);
  expect(call.participants.get()).toHaveLength(2);
  expect(server.connected.producers.get('microphone')?.id).toBe(microphone);
  expect(local.microphone.get().kind).toBe('on');
  expect(call.track(ada, 'camera').get()).not.toBe(null);
});

test('SEAT-8 … nor where it was the answer to joining', async () => {
  const { server, call, net, drain, comeBack } = setUpCall();
  const ada = server.arrive(7, 'camera');
  server.held.add('call.join');
  const joined = call.join();
  await drain();
  await net.cut();
  server.release('call.join');
  await comeBack();
  await joined;
  await drain();
  expect(call.state.get()).toMatchObject({ kind: 'in', call: server.call });
  expect(call.participants.get()).toHaveLength(2);
  expect(call.track(ada, 'camera').get()).not.toBe(null);
});

test('SEAT-3 what came and went while the line was lost is there and gone afterwards', async () => {
  const { server, call, net, join, comeBack } = setUpCall();
  const ada = server.arrive(7, 'microphone', 'camera');
  await join('microphone');
  await net.cut();
  server.unsend(ada, 'camera');
  const bob = server.arrive(8, 'camera');
  await comeBack();
  expect(call.track(ada, 'camera').get()).toBe(null);
  expect(call.track(ada, 'microphone').get()).not.toBe(null);
  expect(call.track(bob, 'camera').get()).not.toBe(null);
  expect(call.participants.get().map((p) => p.id)).toContain(bob);
});

test('SEAT-3 what one did without a line is made up for when it is back', async () => {
  const { server, net, local, join, comeBack } = setUpCall();
  await join('microphone', 'camera');
  await net.cut();
  local.setMicrophone(false);
  local.setCamera(false);
  await comeBack();
  expect(server.connected.producers.get('microphone')?.paused).toBe(true);
  expect(server.connected.producers.has('camera')).toBe(false);
});

test('SEAT-3 a device that was switched on without a line is sent when it is back', async () => {
  const { server, net, local, join, comeBack } = setUpCall();
  await join();
  await net.cut();
  local.setCamera(true);
  await comeBack();
  expect(server.connected.producers.has('camera')).toBe(true);
});

test('MOD-2 who was muted while the line was lost stays muted', async () => {
  const { server, net, local, join, comeBack } = setUpCall();
  await join('microphone');
  const { id } = server.connected;
  await net.cut();
  server.overrule(id, 'microphone', 'paused');
  await comeBack();
  expect(local.microphone.get().kind).toBe('muted');
  expect(server.connected.producers.get('microphone')?.paused).toBe(true);
});

test('MOD-1 what was closed while the line was lost is off, and not sent again', async () => {
  const { server, net, local, join, comeBack } = setUpCall();
  await join('camera');
  const { id } = server.connected;
  await net.cut();
  server.overrule(id, 'camera', 'closed');
  await comeBack();
  expect(local.camera.get()).toEqual({ kind: 'off' });
  expect(server.count('media.produce')).toBe(1);
});

test('SEAT-4 after its time the device joins anew by itself and sends what it sent', async () => {
  const { server, call, device, net, clock, join, comeBack } = setUpCall();
  const ada = server.arrive(7, 'camera');
  await join('microphone', 'camera');
  const before = server.connected.id;
  net.reachable = false;
  await net.cut();
  await clock.advance(61_000);
  server.depart(before);
  net.reachable = true;
  await comeBack();
  expect(call.state.get()).toMatchObject({ kind: 'in', call: server.call });
  expect(call.self.get()?.id).not.toBe(before);
  expect([...server.connected.producers.keys()].sort()).toEqual(['camera', 'microphone']);
  expect(call.track(ada, 'camera').get()).not.toBe(null);
  expect(device.transports.map((t) => t.closed)).toEqual([true, true, false, false]);
  // It says that it comes back, so that it counts as a return (QUAL-9).
  const asked = server.requests.filter(({ name }) => name === 'call.join');
  expect(asked.map(({ payload }) => (payload as { returning?: boolean }).returning)).toEqual([
    undefined,
    undefined,
    true,
  ]);
});

test('SEAT-5 a seat that was taken from elsewhere is lost here', async () => {
  const { server, call, join, drain } = setUpCall();
  await join();
  server.throwOut(server.connected.id, 'replaced');
  await drain();
  expect(call.state.get()).toEqual({ kind: 'left', reason: 'replaced' });
});

test('MEDIA-7 when the media worker dies the same seat gets new transports, and all flows again', async () => {
  const { server, call, device, join, drain } = setUpCall();
  const ada = server.arrive(7, 'camera');
  await join('microphone', 'camera');
  const self = call.self.get()?.id;
  server.loseMedia();
  server.member(ada).transports = null;
  await drain();
  expect(call.self.get()?.id).toBe(self);
  expect(device.transports.map((t) => t.closed)).toEqual([true, true, false, false]);
  expect([...server.connected.producers.keys()].sort()).toEqual(['camera', 'microphone']);
  server.send(ada, 'camera');
  await drain();
  expect(call.track(ada, 'camera').get()).not.toBe(null);
});

test('MEDIA-14 what is offered on transports that are just being given up isn’t opened on the new ones', async () => {
  const { server, call, relayOnly, join, drain } = setUpCall();
  const ada = server.arrive(7);
  await join();
  relayOnly.set(true);
  // The server speaks before it hears that others are wanted.
  server.send(ada, 'camera');
  await drain();
  expect(call.track(ada, 'camera').get()).not.toBe(null);
  server.depart(ada);
  await drain();
  expect(call.tracks.get()).toEqual([]);
});

test('the line may break at any moment of joining', async () => {
  for (let frames = 0; frames < 30; frames++) {
    const setting = setUpCall();
    const { server, call, net, clock, local, drain } = setting;
    const ada = server.arrive(7, 'microphone', 'camera');
    local.setMicrophone(true);
    local.setCamera(true);
    const joined = call.join();
    for (let i = 0; i < frames; i++) await net.step();
    await net.cut();
    for (let second = 0; second < 10; second++) {
      await clock.advance(1_000);
      await drain();
    }
    await joined;
    expect(call.state.get(), `after ${frames} frames`).toMatchObject({ kind: 'in' });
    const me = server.connected;
    expect([...me.producers.keys()].sort()).toEqual(['camera', 'microphone']);
    expect(call.tracks.get().filter((t) => t.participantId === ada)).toHaveLength(2);
    expect(me.ready.size).toBeGreaterThanOrEqual(2);
    expect(call.state.get()).toMatchObject({ call: server.call });
  }
});

test('a media path that falters is mended by an ICE restart, after a moment of patience', async () => {
  const { call, device, clock, join, drain } = setUpCall();
  await join('microphone');
  expect(call.line.get()).toBe('good');
  const send = device.open('send');
  send.become('disconnected');
  expect(call.line.get()).toBe('broken');
  await clock.advance(1_000);
  expect(send.restarts).toBe(0);
  await clock.advance(1_000);
  await drain();
  expect(send.restarts).toBe(1);
  send.become('connected');
  expect(call.line.get()).toBe('good');
});

test('a media path that recovers by itself is left alone', async () => {
  const { device, clock, join, drain } = setUpCall();
  await join('microphone');
  const send = device.open('send');
  send.become('disconnected');
  await clock.advance(500);
  send.become('connected');
  await clock.advance(60_000);
  await drain();
  expect(send.restarts).toBe(0);
});

test('a change of network restarts ICE at once', async () => {
  const { server, device, join, drain, networkChanged } = setUpCall();
  server.arrive(7, 'camera');
  await join('microphone');
  networkChanged();
  await drain();
  expect([device.open('send').restarts, device.open('recv').restarts]).toEqual([1, 1]);
});

test('CALL-10 a first path that never stands, though nobody says it failed, is looked for anew', async () => {
  const { call, server, device, clock, drain } = setUpCall();
  server.arrive(7, 'camera');
  const joined = call.join();
  await drain();
  await joined;
  const receive = device.open('recv');
  receive.become('connecting');
  await clock.advance(9_000);
  await drain();
  expect(receive.restarts).toBe(0);
  await clock.advance(1_000);
  await drain();
  expect(receive.restarts).toBe(1);
});

test('CALL-10 … and where that is in vain while the other path stands, both begin anew', async () => {
  const { call, server, local, device, clock, drain } = setUpCall();
  server.arrive(7, 'camera');
  local.setMicrophone(true);
  await when(local.microphone, ({ kind }) => kind === 'on');
  const joined = call.join();
  await drain();
  await joined;
  await drain();
  device.open('send').become('connected');
  device.open('recv').become('connecting');
  await clock.advance(18_000);
  await drain();
  expect(device.transports.map(({ closed }) => closed)).toEqual([true, true, false, false]);
  for (const direction of ['send', 'recv'] as const) device.open(direction).become('connected');
  expect(call.line.get()).toBe('good');
  expect(call.participants.get()).toHaveLength(2);
});

test('many changes of network are no reason to give the media paths up', async () => {
  const { device, clock, join, drain, networkChanged } = setUpCall();
  await join('microphone');
  for (let i = 0; i < 6; i++) {
    networkChanged();
    await drain();
    await clock.advance(3_000);
    await drain();
  }
  expect(device.transports.map((t) => t.closed)).toEqual([false, false]);
  expect(device.open('send').restarts).toBe(6);
});

test('a network that changed while the line was lost is acted upon when it is back', async () => {
  const { device, net, join, networkChanged, comeBack } = setUpCall();
  await join('microphone');
  await net.cut();
  networkChanged();
  await comeBack();
  expect(device.open('send').restarts).toBe(1);
});

test('a media path that is broken when the line comes back is mended then', async () => {
  const { device, net, join, drain, comeBack } = setUpCall();
  await join('microphone');
  const send = device.open('send');
  await net.cut();
  send.become('failed');
  await drain();
  expect(send.restarts).toBe(0);
  await comeBack();
  expect(send.restarts).toBe(1);
});

test('a browser that says only that it looks for a path is asked again after a while', async () => {
  const { device, clock, join, drain, networkChanged } = setUpCall();
  await join('microphone');
  networkChanged();
  await drain();
  const send = device.open('send');
  send.become('connecting');
  await clock.advance(8_000);
  await drain();
  expect(send.restarts).toBe(2);
});

test('media paths that can’t be mended are given up for new ones, without a click', async () => {
  const { server, call, device, clock, join, drain } = setUpCall();
  await join('microphone');
  device.open('send').become('failed');
  await drain();
  for (let i = 0; i < 2; i++) {
    await clock.advance(8_000);
    await drain();
  }
  expect(call.state.get().kind).toBe('in');
  expect(device.transports.map((t) => t.closed)).toEqual([true, true, false, false]);
  expect(server.connected.producers.has('microphone')).toBe(true);
});

test('CALL-10 where the handshake failed on a path that stands, both begin anew at once', async () => {
  const { call, device, join, drain } = setUpCall();
  await join('microphone');
  const send = device.open('send');
  send.counts([{ id: 'T', type: 'transport', iceState: 'connected', dtlsState: 'failed' }]);
  send.become('failed');
  await drain();
  expect(send.restarts).toBe(0);
  expect(call.state.get().kind).toBe('in');
  expect(device.transports.map((t) => t.closed)).toEqual([true, true, false, false]);
});

test('CALL-13 what can’t be sent by a transport is sent by another, which is tried once', async () => {
  const { server, device, local, clock, join, drain } = setUpCall();
  await join();
  device.open('send').jam();
  local.setMicrophone(true);
  await clock.advance(20_000);
  await drain();
  expect(device.transports.map((t) => t.closed)).toEqual([true, true, false, false]);
  expect(server.connected.producers.has('microphone')).toBe(true);
  for (const direction of ['send', 'recv'] as const) device.open(direction).become('connected');
  device.open('send').jam();
  local.setCamera(true);
  await clock.advance(60_000);
  await drain();
  expect(device.transports).toHaveLength(4);
});
