import { expect, test } from 'vitest';
import { setUpCall } from '../../testing/in-call.ts';

const MEASURE_MS = 2_000;

test('QUAL-1 measures while in the call, tells every other time, and stops with leaving', async () => {
  const { server, call, clock, join, drain } = setUpCall();
  await join();
  expect(call.measures.get()).toEqual([]);
  // The first look only begins to count.
  for (let turn = 0; turn < 5; turn++) {
    await clock.advance(MEASURE_MS);
    await drain();
  }
  expect(call.measures.get()).toHaveLength(4);
  expect(server.count('call.quality')).toBe(2);

  call.leave();
  await clock.advance(10 * MEASURE_MS);
  expect(call.measures.get()).toEqual([]);
  expect(server.count('call.quality')).toBe(2);
});

test('QUAL-1 what is kept is the last three minutes', async () => {
  const { call, clock, join } = setUpCall();
  await join();
  await clock.advance(200 * MEASURE_MS);
  const measures = call.measures.get();
  expect(measures).toHaveLength(90);
  expect((measures.at(-1)?.at ?? 0) - (measures[0]?.at ?? 0)).toBe(89 * MEASURE_MS);
});

test('QUAL-4 a media path that breaks and stands again is told at once', async () => {
  const { server, device, join, drain } = setUpCall();
  const told = () =>
    server.requests
      .filter(({ name }) => name === 'call.quality')
      .map(({ payload }) => (payload as { report: { broken: boolean } }).report.broken);
  await join('microphone');
  device.open('send').become('disconnected');
  await drain();
  expect(told()).toEqual([true]);
  device.open('send').become('connected');
  await drain();
  expect(told()).toEqual([true, false]);
});

test('a report that is refused, or a line that is gone, stops nothing', async () => {
  const { server, call, clock, net, join, drain } = setUpCall();
  await join();
  server.refusals.set('call.quality', { code: 'rate_limited', retryAfterMs: 500 });
  await clock.advance(8 * MEASURE_MS);
  await drain();
  const before = call.measures.get().length;
  await net.cut();
  await clock.advance(4 * MEASURE_MS);
  await drain();
  expect(call.measures.get().length).toBe(before + 4);
  expect(call.state.get().kind).toBe('in');
});
