import { presetPolicies } from '@converge/protocol/permissions';
import { mediaView } from '@converge/protocol/realtime/media';
import { expect, test } from 'vitest';
import { FakeCallServer } from '../testing/fake-call.ts';
import { setUpCall } from '../testing/in-call.ts';
import { makePerson, participantId } from '../testing/make.ts';
import { record } from '../testing/recorder.ts';

test('CALL-2 joining answers a snapshot, and every change after it is applied', async () => {
  const { server, call, join, drain } = setUpCall();
  server.arrive(7);
  await join();
  expect(call.participants.get().map((p) => p.id)).toEqual([participantId(7), call.self.get()?.id]);

  const id = server.arrive(8);
  server.change({ type: 'hand', participantId: id, raisedAt: 5 });
  server.change({ type: 'renamed', personId: makePerson(7).id, name: 'Ada', avatar: null });
  server.change({ type: 'speaker', participantId: id });
  server.change({ type: 'policy', policy: presetPolicies.class });
  server.depart(participantId(7));
  await drain();
  expect(call.state.get()).toEqual({ kind: 'in', self: call.self.get()?.id, call: server.call });
});

test('CALL-2 changes that overtake the answer to joining are applied after it, once', async () => {
  const { server, call, net, drain } = setUpCall();
  server.held.add('call.join');
  const joined = call.join();
  await drain();
  server.arrive(8);
  server.change({ type: 'hand', participantId: participantId(8), raisedAt: 5 });
  await drain();
  server.release('call.join');
  await drain();
  await joined;
  expect(call.state.get()).toMatchObject({ kind: 'in', call: server.call });
  expect(net.sessions).toHaveLength(1);
});

test('CALL-2 a change that is left out is noticed, and a fresh snapshot asked for with the seat', async () => {
  const { server, call, join, drain } = setUpCall();
  await join();
  const before = call.self.get()?.id;
  server.arrive(8);
  await drain();
  server.change({ type: 'hand', participantId: participantId(8), raisedAt: 5 }, true);
  server.change({ type: 'speaker', participantId: participantId(8) });
  await drain();
  expect(call.state.get()).toEqual({ kind: 'in', self: before, call: server.call });
  expect(server.count('call.join')).toBe(2);
});

test('CALL-2 news of an earlier call of the room changes nothing', async () => {
  const { server, call, net, join, drain } = setUpCall();
  await join();
  net.sessions[0]?.sendRaw('call.changed', {
    roomId: server.call.roomId,
    callId: '00000000-0000-4000-8005-000000000099',
    seq: server.seq + 1,
    change: { type: 'policy', policy: presetPolicies.class },
  });
  await drain();
  expect(call.state.get()).toMatchObject({ call: server.call });
  expect(server.count('call.join')).toBe(1);
});

test('what is there when one enters is received in one batch, told ready, and shown per participant', async () => {
  const { server, call, join } = setUpCall();
  const ada = server.arrive(7, 'microphone', 'camera');
  const bob = server.arrive(8, 'microphone');
  await join();
  expect(call.track(ada, 'camera').get()?.kind).toBe('video');
  expect(call.track(ada, 'microphone').get()?.kind).toBe('audio');
  expect(call.track(bob, 'camera').get()).toBe(null);
  expect(call.tracks.get()).toHaveLength(3);
  expect(server.count('media.consumersReady')).toBe(1);
  expect(server.connected.ready.size).toBe(3);
});

test('streams that begin and end later come and go', async () => {
  const { server, call, join, drain } = setUpCall();
  const ada = server.arrive(7, 'microphone');
  await join();
  const camera = record(call.track(ada, 'camera'));
  server.send(ada, 'camera');
  await drain();
  server.send(ada, 'camera'); // begun anew: the second replaces the first
  await drain();
  server.unsend(ada, 'camera');
  await drain();
  expect(camera.seen.map((track) => track?.kind ?? null)).toEqual([
    null,
    'video',
    null,
    'video',
    null,
  ]);
  server.depart(ada);
  await drain();
  expect(call.tracks.get()).toEqual([]);
});

test('a stream that is closed while it is being opened doesn’t stay', async () => {
  const { server, call, join, net, drain } = setUpCall();
  const ada = server.arrive(7);
  await join();
  server.send(ada, 'camera');
  server.unsend(ada, 'camera');
  await net.drain();
  await drain();
  expect(call.tracks.get()).toEqual([]);
});

test('microphone and camera are announced without waiting for each other', async () => {
  const { server, join, call, local, drain } = setUpCall();
  server.held.add('media.produce');
  await join('microphone', 'camera');
  expect(server.count('media.produce')).toBe(2);
  expect(call.state.get().kind).toBe('in');
  server.release('media.produce');
  await drain();
  expect(call.self.get()?.media).toMatchObject({ microphone: 'on', camera: 'on' });
  expect(local.microphone.get().kind).toBe('on');
});

test('receiving doesn’t wait for sending, nor sending for receiving', async () => {
  const { server, join, call } = setUpCall();
  const ada = server.arrive(7, 'microphone', 'camera');
  server.held.add('media.produce');
  server.held.add('media.connect');
  server.held.add('media.consumersReady');
  await join('microphone', 'camera');
  expect(call.track(ada, 'camera').get()).not.toBe(null);
  expect(server.count('media.produce')).toBe(2);
});

test('muting holds the microphone at the server, unmuting lets it go on; the same producer', async () => {
  const { server, call, local, join, drain } = setUpCall();
  await join('microphone');
  const id = server.connected.producers.get('microphone')?.id;
  local.setMicrophone(false);
  await drain();
  expect(server.connected.producers.get('microphone')).toEqual({ id, paused: true });
  local.setMicrophone(true);
  await drain();
  expect(server.connected.producers.get('microphone')).toEqual({ id, paused: false });
  expect(call.self.get()?.media.microphone).toBe('on');
  expect(server.count('media.produce')).toBe(1);
});

test('a muted microphone joins muted, so that unmuting is immediate', async () => {
  const { server, local, join } = setUpCall();
  local.setMicrophone(true);
  await record(local.microphone).find((s) => s.kind === 'on');
  local.setMicrophone(false);
  await join();
  expect(server.connected.producers.get('microphone')?.paused).toBe(true);
});

test('many changes of mind end in the last one', async () => {
  const { server, local, join, drain } = setUpCall();
  await join('microphone');
  server.held.add('media.setPaused');
  for (const on of [false, true, false, true, false]) local.setMicrophone(on);
  await drain();
  server.release('media.setPaused');
  await drain();
  expect(server.connected.producers.get('microphone')?.paused).toBe(true);
  expect(server.count('media.setPaused')).toBeLessThanOrEqual(2);
});

test('a camera that is switched off is stopped at the server and closed here', async () => {
  const { server, port, device, local, join, drain } = setUpCall();
  await join('microphone', 'camera');
  local.setCamera(false);
  await drain();
  expect(server.connected.producers.has('camera')).toBe(false);
  expect(port.live('video')).toEqual([]);
  expect(device.open('send').sending).toEqual(['audio']);
});

test('another camera takes the place of the first without a new producer', async () => {
  const { server, port, local, join, drain } = setUpCall();
  port.plug('camera', 'cam-2');
  await join('camera');
  local.choose('camera', 'cam-2');
  await drain();
  expect(port.live('video').map((t) => t.deviceId)).toEqual(['cam-2']);
  expect(server.count('media.produce')).toBe(1);
});

test('a shared screen and its sound are sources of their own', async () => {
  const { server, local, join, drain } = setUpCall();
  await join();
  await local.startScreen({ audio: true });
  await drain();
  expect([...server.connected.producers.keys()].sort()).toEqual(['screen', 'screenAudio']);
  local.stopScreen();
  await drain();
  expect([...server.connected.producers.keys()]).toEqual([]);
});

test('MOD-2 who is muted by somebody has a muted microphone, and hears by whom', async () => {
  const { server, call, local, join, drain } = setUpCall();
  const host = server.arrive(7);
  await join('microphone');
  const heard: unknown[] = [];
  call.events.on('overruled', (source, action, by) => heard.push([source, action, by?.id]));
  server.overrule(server.connected.id, 'microphone', 'paused', host);
  await drain();
  expect(local.microphone.get().kind).toBe('muted');
  expect(heard).toEqual([['microphone', 'paused', host]]);
  expect(server.count('media.setPaused')).toBe(0);
  local.setMicrophone(true);
  await drain();
  expect(server.connected.producers.get('microphone')?.paused).toBe(false);
});

test('MOD-1 a camera that is closed at the server is off here', async () => {
  const { server, port, local, join, drain } = setUpCall();
  await join('camera');
  server.overrule(server.connected.id, 'camera', 'closed');
  await drain();
  expect(local.camera.get()).toEqual({ kind: 'off' });
  expect(port.live('video')).toEqual([]);
  expect(server.count('media.stop')).toBe(0);
});

test('CALL-6 MEDIA-1 what the policy forbids isn’t sent, and its switch goes off', async () => {
  const server = new FakeCallServer();
  server.call = { ...server.call, policy: presetPolicies.class };
  const { local, join, drain, call } = setUpCall(server);
  await join('microphone', 'camera');
  expect(server.count('media.produce')).toBe(0);
  expect(local.microphone.get().kind).toBe('muted');
  expect(local.camera.get().kind).toBe('off');

  // Nor does it stay on when it is switched on later.
  local.setMicrophone(true);
  local.setCamera(true);
  await drain();
  expect(local.microphone.get().kind).toBe('muted');
  expect(local.camera.get().kind).toBe('off');
  expect(server.count('media.produce')).toBe(0);

  const self = call.self.get();
  if (!self) throw new Error('not inside');
  server.change({
    type: 'rights',
    participantId: self.id,
    role: self.role,
    grants: { speak: true },
  });
  await drain();
  local.setMicrophone(true);
  await drain();
  expect(server.connected.producers.get('microphone')?.paused).toBe(false);
  server.change({ type: 'rights', participantId: self.id, role: self.role, grants: {} });
  await drain();
  expect(server.connected.producers.size).toBe(0);
  expect(local.microphone.get().kind).toBe('muted');
});

test('MEDIA-1 where only the server knows that it is forbidden, the switch goes off too', async () => {
  const { server, local, join } = setUpCall();
  server.refusals.set('media.produce', { code: 'forbidden' });
  await join('camera');
  expect(local.camera.get()).toEqual({ kind: 'off' });
});

test('MEDIA-5 what is on the screen is told in device pixels, at once and then not too often', async () => {
  const { server, call, clock, join, drain } = setUpCall();
  const ada = server.arrive(7, 'camera');
  const bob = server.arrive(8, 'camera');
  await join();
  const views = () =>
    server.requests.filter((r) => r.name === mediaView.name).map((r) => r.payload);

  const tile = call.view.show({ participantId: ada, source: 'camera', width: 320, height: 180 });
  call.view.show({ participantId: bob, source: 'camera', width: 160, height: 90 });
  await clock.advance(0);
  await drain();
  expect(views()).toEqual([
    {
      tiles: [
        { participantId: ada, source: 'camera', width: 640, height: 360 },
        { participantId: bob, source: 'camera', width: 320, height: 180 },
      ],
    },
  ]);
  for (let width = 321; width <= 400; width++) tile.resize(width, 180);
  await clock.advance(1_000);
  await drain();
  expect(views()).toHaveLength(2);
  expect(views()[1]).toMatchObject({ tiles: [{ width: 800 }, {}] });
  tile.hide();
  await clock.advance(1_000);
  await drain();
  expect(views()[2]).toMatchObject({ tiles: [{ participantId: bob }] });
});

test('MEDIA-5 a stream that is shown twice is asked for once, in the larger size', async () => {
  const { server, call, clock, join, drain } = setUpCall();
  const ada = server.arrive(7, 'camera');
  await join();
  call.view.show({ participantId: ada, source: 'camera', width: 100, height: 50 });
  call.view.show({ participantId: ada, source: 'camera', width: 800, height: 450 });
  await clock.advance(0);
  await drain();
  expect(server.requests.findLast((r) => r.name === mediaView.name)?.payload).toEqual({
    tiles: [{ participantId: ada, source: 'camera', width: 1600, height: 900 }],
  });
});

test('how loud somebody is can be read, and silence is silence', async () => {
  const { server, call, net, join, drain } = setUpCall();
  const ada = server.arrive(7);
  await join();
  const roomId = server.call.roomId;
  net.sessions[0]?.sendRaw('call.levels', { roomId, levels: [[ada, -20]] });
  await drain();
  expect(call.level(ada).get()).toBeGreaterThan(0.5);
  net.sessions[0]?.sendRaw('call.levels', { roomId, levels: [] });
  await drain();
  expect(call.level(ada).get()).toBe(0);
});

test('CALL-3 leaving twice is leaving once; all media is closed and the devices stay', async () => {
  const { server, call, device, port, join, drain } = setUpCall();
  server.arrive(7, 'camera');
  await join('microphone', 'camera');
  call.leave();
  call.leave();
  await drain();
  expect(call.state.get()).toEqual({ kind: 'left', reason: 'left' });
  expect(server.count('call.leave')).toBe(1);
  expect(device.transports.map((t) => t.closed)).toEqual([true, true]);
  expect(call.tracks.get()).toEqual([]);
  expect(call.participants.get()).toEqual([]);
  expect(port.live()).toHaveLength(2);
});

test('a call that was left can be joined again', async () => {
  const { call, join, server } = setUpCall();
  await join('microphone');
  call.leave();
  await join();
  expect(call.state.get().kind).toBe('in');
  expect(server.connected.producers.has('microphone')).toBe(true);
});

test.each([['removed'], ['ended']] as const)(
  'MOD-3 CALL-9 who is told that it is over (%s) is out',
  async (reason) => {
    const { server, call, device, join, drain } = setUpCall();
    await join('microphone');
    server.throwOut(server.connected.id, reason);
    await drain();
    expect(call.state.get()).toEqual({ kind: 'left', reason });
    expect(device.transports.every((t) => t.closed)).toBe(true);
  },
);

test.each([['forbidden'], ['call_full'], ['room_not_found'], ['removed']])(
  'CALL-4 CALL-7 a door that stays shut (%s) is told, not knocked at again',
  async (code) => {
    const { server, call, join } = setUpCall();
    server.refusals.set('call.join', { code });
    await join();
    expect(call.state.get()).toMatchObject({ kind: 'failed', failure: { code } });
    expect(server.count('call.join')).toBe(1);
  },
);

test('CALL-7 who was inside and finds the call full goes on asking until there is a place', async () => {
  const { server, call, net, clock, drain, join, comeBack } = setUpCall();
  await join('microphone');
  const before = server.connected.id;
  net.reachable = false;
  await net.cut();
  await clock.advance(61_000);
  server.depart(before);
  net.reachable = true;
  server.refusals.set('call.join', { code: 'call_full' });
  await comeBack();
  for (let i = 0; i < 10; i++) {
    await clock.advance(30_000);
    await drain();
  }
  expect(call.state.get()).toMatchObject({ kind: 'reconnecting', failure: { code: 'call_full' } });
  // Without a line, that is what one waits for.
  await net.cut();
  expect(call.state.get()).toMatchObject({ kind: 'reconnecting', failure: null });
  await comeBack();
  await clock.advance(30_000);
  await drain();
  expect(call.state.get()).toMatchObject({ kind: 'reconnecting', failure: { code: 'call_full' } });
  server.refusals.delete('call.join');
  await clock.advance(30_000);
  await drain();
  expect(call.state.get()).toMatchObject({ kind: 'in', call: server.call });
  expect(server.connected.producers.has('microphone')).toBe(true);
});

test('a server that is busy is asked again for a while, then it is told', async () => {
  const { server, call, clock, drain } = setUpCall();
  server.refusals.set('call.join', { code: 'media_unavailable' });
  const joined = call.join();
  await drain();
  for (let i = 0; i < 10; i++) {
    await clock.advance(10_000);
    await drain();
  }
  await joined;
  expect(call.state.get()).toMatchObject({
    kind: 'failed',
    failure: { code: 'media_unavailable' },
  });
  expect(server.count('call.join')).toBe(5);
});

test('a refused connection is a call that failed, with the reason', async () => {
  const server = new FakeCallServer();
  const { call, drain } = setUpCall(
    Object.assign(server, { admit: () => ({ code: 'not_signed_in' as const }) }),
  );
  const joined = call.join();
  await drain();
  await joined;
  expect(call.state.get()).toEqual({ kind: 'failed', failure: { code: 'not_signed_in' } });
});
