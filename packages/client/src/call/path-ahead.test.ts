import { callJoin } from '@converge/protocol/realtime/call';
import { expect, test } from 'vitest';
import { FakeCallServer } from '../testing/fake-call.ts';
import { setUpCall } from '../testing/in-call.ts';

/** Somebody is inside; one looks into the mirror, and a path is being made meanwhile. */
async function setUp() {
  const server = new FakeCallServer();
  const other = server.arrive(7, 'microphone', 'camera');
  const setting = setUpCall(server, { ahead: true });
  await setting.device.device;
  await setting.drain();
  const enter = async () => {
    const joined = setting.call.join();
    await setting.drain();
    await joined;
    await setting.drain();
  };
  const asked = () => server.requests.find(({ name }) => name === callJoin.name)?.payload;
  return { ...setting, other, enter, asked };
}

test('MEDIA-15 a path that stands is named with the question, and is what is received by', async () => {
  const { server, device, call, clock, other, drain, enter, asked } = await setUp();
  const path = device.open('recv');
  path.become('connected');
  await enter();
  expect(asked()).toMatchObject({ path: expect.any(String) });
  expect(device.transports.filter(({ direction }) => direction === 'recv')).toEqual([path]);
  expect(call.track(other, 'camera').get()).not.toBeNull();
  // Nothing is waited for: it stands.
  device.open('send').become('connected');
  expect(call.line.get()).toBe('good');
  expect(server.count('media.connect')).toBe(0);
  // What made it stand is cleared away later, and the streams of the call stay.
  await clock.advance(10_000);
  expect(call.track(other, 'camera').get()?.readyState).toBe('live');
  // From then on it is cared for as any other.
  path.become('failed');
  await drain();
  expect(server.count('media.restartIce')).toBeGreaterThan(0);
  call.leave();
  expect(path.closed).toBe(true);
});

test('MEDIA-15 one that doesn’t stand yet, or not any more, isn’t named, and ends', async () => {
  for (const state of ['connecting', 'disconnected'] as const) {
    const { device, call, other, enter, asked } = await setUp();
    const path = device.open('recv');
    path.become(state);
    await enter();
    expect(asked()).not.toHaveProperty('path');
    expect(path.closed).toBe(true);
    expect(device.open('recv')).not.toBe(path);
    expect(call.track(other, 'camera').get()).not.toBeNull();
  }
});

test('MEDIA-15 what the server doesn’t know any more is given up for what it offers', async () => {
  const { server, device, call, other, enter } = await setUp();
  const path = device.open('recv');
  path.become('connected');
  server.path = null;
  await enter();
  expect(path.closed).toBe(true);
  expect(call.track(other, 'camera').get()).not.toBeNull();
});

test('MEDIA-15 who has to use a relay has no use for it', async () => {
  const { device, relayOnly, enter, asked } = await setUp();
  const path = device.open('recv');
  path.become('connected');
  relayOnly.set(true);
  await enter();
  expect(asked()).not.toHaveProperty('path');
  expect(path.closed).toBe(true);
  expect(device.open('recv').policy).toBe('relay');
});
