import { judge } from '@converge/protocol/quality';
import { expect, test } from 'vitest';
import { silentLog } from '../../state/log.ts';
import { createScope } from '../../state/scope.ts';
import { createValue } from '../../state/value.ts';
import { setUpCall } from '../../testing/in-call.ts';
import { roomId } from '../../testing/make.ts';
import { createArrivalWatch } from '../arrival.ts';
import { type Counting, createQualityMonitor, reportOf } from './monitor.ts';

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

/** Sends so many packets each time it is asked, of which that share is lost. */
function sending(kind: 'audio' | 'video', packets: number, loss: number): Counting {
  let turns = 0;
  return {
    async getStats() {
      turns++;
      const sent = packets * turns;
      return new Map<string, Record<string, unknown>>([
        ['O', { id: 'O', type: 'outbound-rtp', kind, packetsSent: sent, bytesSent: sent * 100 }],
        ['R', { id: 'R', type: 'remote-inbound-rtp', localId: 'O', packetsLost: sent * loss }],
      ]);
    },
  };
}

test.each([
  ['the other’s', 0, { level: 'good', reason: null }],
  ['one’s own', 0.2, { level: 'poor', reason: 'sending' }],
] as const)(
  'QUAL-8 what is lost directly on %s line, seen by who listens in silence',
  async (_whose, loss, quality) => {
    const { connection, clock } = setUpCall();
    const monitor = createQualityMonitor({
      ...{ connection, roomId: roomId(), clock, log: silentLog, held: createValue(false) },
      arrival: createArrivalWatch(clock),
      ...{ whose: () => null, blamed: () => false },
    });
    const scope = createScope();
    monitor.watch({
      transports: [sending('audio', 5, loss)],
      direct: createValue<Counting | null>(sending('video', 200, 0.2)),
      line: createValue('good'),
      scope,
    });
    await clock.advance(20 * MEASURE_MS);
    scope.close();
    const latest = monitor.history.get().at(-1);
    expect(latest).toMatchObject({ route: null, sent: { loss: expect.closeTo(0.2, 1) } });
    expect(judge(reportOf(latest, false))).toEqual(quality);
  },
);
