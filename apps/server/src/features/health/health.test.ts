import type { ParticipantId } from '@converge/protocol/ids';
import type { QualityReport } from '@converge/protocol/quality';
import pino from 'pino';
import { expect, test } from 'vitest';
import { clientOf } from '../../platform/user-agent.ts';
import { createHealth, type Gauges, stepMs } from './health.service.ts';

const gauges: Gauges = {
  values: {
    calls: 2,
    people: 9,
    directPairs: 1,
    sockets: 12,
    workers: 0.4,
    server: 0.1,
    loopDelay: 3,
    memory: 1e8,
    storageFree: 5e9,
  },
  storage: { free: 5e9, total: 9e9 },
};

function house() {
  let now = 1_000_000;
  let next = gauges;
  const health = createHealth({
    clock: { now: () => now },
    log: pino({ level: 'silent' }),
    read: async () => next,
  });
  return {
    health,
    read: (values: Partial<Gauges['values']>) => {
      next = { ...gauges, values: { ...gauges.values, ...values } };
    },
    async steps(count: number) {
      for (let step = 0; step < count; step++) {
        now += stepMs;
        await health.sample();
      }
    },
  };
}

const report = (loss: number | null, bitrate = 100_000): QualityReport => ({
  sent: { bitrate, loss, jitter: 5 },
  received: { bitrate: bitrate * 2, loss: 0, jitter: 10 },
  roundTrip: 30,
  limited: null,
  broken: false,
  route: null,
});
const ann = 'ann' as ParticipantId;
const ben = 'ben' as ParticipantId;
const firefox = clientOf('Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0');

test('METRIC-4 METRIC-6 a step holds what came in it: means of what was measured, sums of what was counted', async () => {
  const { health, steps } = house();
  health.tally.measured(ann, report(0.1));
  health.tally.measured(ann, report(0.2, 300_000));
  health.tally.measured(ben, report(null));
  health.tally.arrived({ admitted: 400, connected: 600, firstPicture: null }, firefox, 'ok');
  health.tally.arrived({ admitted: 800, connected: null, firstPicture: null }, firefox, 'no_media');
  health.tally.refused('media_unavailable');
  health.tally.refused('forbidden');
  health.tally.routed({ to: 'sfu', protocol: 'udp', relay: null });
  health.tally.routed({ to: 'sfu', protocol: 'udp', relay: 'tls' });
  health.tally.returned();
  const between: QualityReport = {
    ...report(0.3, 700_000),
    roundTrip: 8,
    route: { to: 'person', protocol: 'udp', relay: null },
  };
  health.tally.measured('cid' as ParticipantId, between);
  health.tally.measured('dan' as ParticipantId, between);
  health.tally.directCarries('media', 500);
  health.tally.directEnded({ outcome: 'carried' });
  await steps(1);
  const { series, counts } = health.look('hour');
  expect(series).toMatchObject({
    calls: [2],
    lossUp: [0.15],
    jitter: [10],
    roundTrip: [30],
    rateUp: [400_000],
    rateDown: [800_000],
    joinTime: [600],
    firstPicture: [null],
    joinsFine: [1],
    // Who may not enter isn't a failure of the space.
    joinsFailed: [2],
    reconnects: [1],
    // METRIC-6: what goes past the server isn't among what goes through it.
    directPairs: [1],
    directTime: [500],
    directRate: [1_400_000],
    directLoss: [0],
    directJitter: [10],
    directRoundTrip: [8],
  });
  expect(counts).toMatchObject({
    routes: [
      { name: 'sfu.udp', count: 1 },
      { name: 'relay.tls', count: 1 },
    ],
    direct: [{ name: 'carried', count: 1 }],
    browsers: [{ name: 'Firefox', count: 2 }],
    systems: [{ name: 'Linux', count: 2 }],
    devices: [{ name: 'computer', count: 2 }],
  });
  await steps(1);
  expect(health.look('hour').series).toMatchObject({ lossUp: [0.15, null], joinsFine: [1, 0] });
});

test('METRIC-7 how long calls went on is counted by their length', async () => {
  const { health, steps } = house();
  const [second, minute] = [1_000, 60_000];
  for (const length of [0, 59 * second, minute, 5 * minute, 89 * minute, 90 * minute, 1e9]) {
    health.tally.ended(length);
  }
  await steps(1);
  expect(health.look('hour').counts.durations).toEqual([
    { name: '1', count: 2 },
    { name: 'longer', count: 2 },
    { name: '5', count: 1 },
    { name: '15', count: 1 },
    { name: '90', count: 1 },
  ]);
});

test('METRIC-4 an hour of steps and a day of minutes are kept, and no more', async () => {
  const { health, steps, read } = house();
  await steps(6);
  read({ calls: 7 });
  await steps(24 * 360 + 100);
  const [hour, day] = [health.look('hour'), health.look('day')];
  expect(hour.series.calls).toHaveLength(360);
  expect(hour.stepMs * 360).toBe(3_600_000);
  expect(day.series.calls).toHaveLength(360);
  expect(day.stepMs * 360).toBe(24 * 3_600_000);
  expect(new Set(day.series.calls)).toEqual(new Set([7]));
  // As it travels; it is asked for every few seconds.
  expect(JSON.stringify(day).length).toBeLessThan(60_000);
});

test('METRIC-4 longer steps show the peak of what one looks for and the sum of what is counted', async () => {
  const { health, steps, read } = house();
  for (let step = 0; step < 24; step++) {
    read({ calls: step === 3 ? 5 : 1, server: step % 2 });
    health.tally.returned();
    await steps(1);
  }
  const { series } = health.look('day');
  expect(series).toMatchObject({ calls: [5], server: [0.5], reconnects: [24] });
});
