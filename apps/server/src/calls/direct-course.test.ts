/** What is counted of direct ways, told by calls as they go. */
import { directFailed, directReceived, directWish } from '@converge/protocol/realtime/direct';
import type { Source } from '@converge/protocol/realtime/media';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { House, type Somebody, type TestSession } from '../../test/call-house.ts';
import { createCallMetrics } from './metrics.ts';

let registry: Registry;
let house: House;
let a: TestSession;
let b: TestSession;
let boris: Somebody;

beforeEach(async () => {
  vi.useFakeTimers();
  registry = new Registry();
  house = new House({ observer: createCallMetrics(registry) });
  a = house.somebody('Anna', 'owner').connect();
  boris = house.somebody('Boris', 'participant');
  b = boris.connect();
  await a.join(undefined, { direct: true });
  await b.join(undefined, { direct: true });
  await vi.advanceTimersByTimeAsync(3_000);
});
afterEach(() => {
  vi.useRealTimers();
});

const about = <T extends object>(rest: T) => {
  const id = house.call?.snapshot.direct?.id;
  if (!id) throw new Error('nobody speaks directly');
  return { roomId: house.roomId, id, ...rest };
};
const receives = (session: TestSession, ...sources: Source[]) =>
  session.ask(directReceived, about({ sources }));
const noLonger = () => a.ask(directWish, { roomId: house.roomId, willing: false });

/** The lines about direct ways that count something. */
const counted = async () =>
  (await registry.metrics())
    .split('\n')
    .filter(
      (line) => /^converge_direct_\w*(total|_count|_sum)[ {]/.test(line) && !/ 0$/.test(line),
    );

test('METRIC-6 a way that carried: until when, for how long, with what, and why it ended', async () => {
  await vi.advanceTimersByTimeAsync(700);
  await receives(b, 'microphone');
  await vi.advanceTimersByTimeAsync(300);
  await receives(a, 'microphone', 'camera');
  // What is told again isn't counted again.
  await receives(b, 'microphone', 'camera');
  await vi.advanceTimersByTimeAsync(60_000);
  await noLonger();
  expect(await counted()).toEqual([
    'converge_direct_total{outcome="carried",because="wish"} 1',
    'converge_direct_devices_total{browser="other",device="computer",outcome="carried"} 2',
    'converge_direct_connect_seconds_sum 0.7',
    'converge_direct_connect_seconds_count 1',
    'converge_direct_first_picture_seconds_sum 1',
    'converge_direct_first_picture_seconds_count 1',
    'converge_direct_duration_seconds_sum 60.3',
    'converge_direct_duration_seconds_count 1',
  ]);
});

test('METRIC-6 one that found no path, one that broke, and one that wasn’t needed are told apart', async () => {
  await a.ask(directFailed, about({}));
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await receives(a, 'microphone');
  await b.ask(directFailed, about({}));
  await vi.advanceTimersByTimeAsync(5 * 60_000);
  await noLonger();
  const ways = (await counted()).filter((line) => line.startsWith('converge_direct_total'));
  expect(ways).toEqual([
    'converge_direct_total{outcome="failed",because="failed"} 1',
    'converge_direct_total{outcome="lost",because="failed"} 1',
    'converge_direct_total{outcome="unused",because="wish"} 1',
  ]);
});

test('METRIC-6 a call that ends for all ends its direct way, and a line that comes back meanwhile is counted so', async () => {
  await receives(a, 'microphone');
  const seat = b.admission?.seat;
  b.close();
  await vi.advanceTimersByTimeAsync(1_000);
  await boris.connect().join(seat, { direct: true });
  house.call?.end();
  const text = await registry.metrics();
  expect(text).toContain('converge_direct_total{outcome="carried",because="people"} 1');
  expect(text).toContain('converge_call_reconnects_total{to="person"} 1');
});
