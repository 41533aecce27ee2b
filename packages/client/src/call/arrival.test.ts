import { expect, test } from 'vitest';
import { createFakeClock } from '../testing/fake-clock.ts';
import { setUpCall } from '../testing/in-call.ts';
import { createArrivalWatch } from './arrival.ts';

test('METRIC-2 an arrival is due when the first picture is there, and once', async () => {
  const clock = createFakeClock();
  const watch = createArrivalWatch(clock);
  expect(watch.due()).toBeNull();
  watch.begin(clock.now());
  await clock.advance(200);
  watch.admitted();
  await clock.advance(100);
  watch.connected();
  expect(watch.due()).toBeNull();
  await clock.advance(300);
  watch.pictureShown();
  watch.pictureShown();
  expect(watch.due()).toEqual({ admitted: 200, connected: 300, firstPicture: 600 });
  watch.told();
  watch.pictureShown();
  expect(watch.due()).toBeNull();
});

test('METRIC-2 who is alone, or gets no media, is not waited for longer than ten seconds', async () => {
  const clock = createFakeClock();
  const watch = createArrivalWatch(clock);
  watch.begin(clock.now());
  await clock.advance(500);
  watch.admitted();
  await clock.advance(9_999);
  expect(watch.due()).toBeNull();
  await clock.advance(1);
  expect(watch.due()).toEqual({ admitted: 500, connected: null, firstPicture: null });
});

test('METRIC-2 the arrival travels with one report of each joining', async () => {
  const { server, call, clock, join, drain } = setUpCall();
  const arrivals = () =>
    server.requests
      .filter(({ name }) => name === 'call.quality')
      .flatMap(({ payload }) => (payload as { arrival?: unknown }).arrival ?? []);
  await join();
  call.pictureShown();
  for (let turn = 0; turn < 9; turn++) {
    await clock.advance(2_000);
    await drain();
  }
  expect(arrivals()).toHaveLength(1);
  call.leave();
  await join();
  call.pictureShown();
  for (let turn = 0; turn < 9; turn++) {
    await clock.advance(2_000);
    await drain();
  }
  expect(arrivals()).toHaveLength(2);
});
