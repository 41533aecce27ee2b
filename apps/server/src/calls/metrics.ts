/** What the calls count for /metrics. */
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Calls } from './calls.service.ts';
import { createDirectMetrics } from './direct-metrics.ts';
import type { CallObserver } from './observer.ts';

export function registerCallMetrics(calls: Calls, registry: Registry): void {
  const registers = [registry];
  new Gauge({
    name: 'converge_calls',
    help: 'Calls that are going on.',
    registers,
    collect() {
      this.set([...calls.all()].length);
    },
  });
  new Gauge({
    name: 'converge_direct_pairs',
    help: 'Pairs of people who speak directly.',
    registers,
    collect() {
      this.set(calls.counts().directPairs);
    },
  });
  new Gauge({
    name: 'converge_participants',
    help: 'Devices in calls, by whether their line is there (here) or their seat is held (away).',
    labelNames: ['presence'],
    registers,
    collect() {
      const counts = { here: 0, away: 0 };
      for (const { snapshot } of calls.all()) {
        for (const { presence } of snapshot.participants) counts[presence] += 1;
      }
      this.set({ presence: 'here' }, counts.here);
      this.set({ presence: 'away' }, counts.away);
    },
  });
}

/** Counts how people come in and how their media does; few values of each label (SPEC METRIC-1). */
export function createCallMetrics(registry: Registry): CallObserver {
  const registers = [registry];
  const joins = new Counter({
    name: 'converge_call_joins_total',
    help: 'Ways into calls by outcome: ok, no_media (let in, but no media path stood), or the code of the refusal.',
    labelNames: ['outcome'],
    registers,
  });
  const clients = new Counter({
    name: 'converge_call_clients_total',
    help: 'Arrivals in calls by family of browser and system and by kind of device.',
    labelNames: ['browser', 'system', 'device'],
    registers,
  });
  const seconds = (name: string, help: string) =>
    new Histogram({
      ...{ name, help, registers },
      buckets: [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20],
    });
  const joinSeconds = seconds(
    'converge_call_join_seconds',
    'From the click on Join to being let in, as the client measured it.',
  );
  const connectSeconds = seconds(
    'converge_call_media_seconds',
    'From the click on Join to a media path that stands.',
  );
  const pictureSeconds = seconds(
    'converge_call_first_picture_seconds',
    'From the click on Join to the first picture of somebody else.',
  );
  const loss = new Histogram({
    name: 'converge_call_loss_ratio',
    help: 'Share of packets that clients report as lost, by where their media goes (sfu, person; unknown: no path).',
    labelNames: ['direction', 'to'],
    buckets: [0.001, 0.003, 0.01, 0.03, 0.05, 0.1, 0.2, 0.5],
    registers,
  });
  const jitter = new Histogram({
    name: 'converge_call_jitter_seconds',
    help: 'Jitter that clients report.',
    labelNames: ['direction', 'to'],
    buckets: [0.005, 0.01, 0.02, 0.03, 0.06, 0.1, 0.15, 0.3],
    registers,
  });
  const roundTrip = new Histogram({
    name: 'converge_call_round_trip_seconds',
    help: 'Round trip between clients and the server, or the other person, as they report it.',
    labelNames: ['to'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5],
    registers,
  });
  const bitrate = new Histogram({
    name: 'converge_call_bitrate_bits',
    help: 'Bits a second of one device, as it reports them.',
    labelNames: ['direction', 'to'],
    buckets: [30e3, 100e3, 300e3, 600e3, 1e6, 2e6, 4e6, 8e6, 16e6],
    registers,
  });
  const routes = new Counter({
    name: 'converge_call_routes_total',
    help: 'Ways that media took, each once for a person and call; relay "none" is without TURN.',
    labelNames: ['to', 'protocol', 'relay'],
    registers,
  });
  const returns = new Counter({
    name: 'converge_call_reconnects_total',
    help: 'Lost lines that came back, to their seat or to a new one, by where their media went meanwhile.',
    labelNames: ['to'],
    registers,
  });
  const durations = new Histogram({
    name: 'converge_call_duration_seconds',
    help: 'How long calls went on, from the first who came to the last who left.',
    buckets: [60, 300, 900, 1_800, 2_700, 3_600, 5_400, 7_200, 14_400],
    registers,
  });

  return {
    arrived({ admitted, connected, firstPicture }, { browser, system, device }, outcome) {
      joins.inc({ outcome });
      clients.inc({ browser, system, device });
      joinSeconds.observe(admitted / 1_000);
      if (connected !== null) connectSeconds.observe(connected / 1_000);
      if (firstPicture !== null) pictureSeconds.observe(firstPicture / 1_000);
    },
    refused: (code) => joins.inc({ outcome: code }),
    measured(_id, { sent, received, roundTrip: ms, route }) {
      const to = route?.to ?? 'unknown';
      for (const [direction, flow] of [
        ['sent', sent],
        ['received', received],
      ] as const) {
        bitrate.observe({ direction, to }, flow.bitrate);
        // What the one sends directly the other receives, and tells of.
        if (direction === 'sent' && to === 'person') continue;
        if (flow.loss !== null) loss.observe({ direction, to }, flow.loss);
        if (flow.jitter !== null) jitter.observe({ direction, to }, flow.jitter / 1_000);
      }
      if (ms !== null) roundTrip.observe({ to }, ms / 1_000);
    },
    routed: ({ to, protocol, relay }) => routes.inc({ to, protocol, relay: relay ?? 'none' }),
    returned: (to) => returns.inc({ to }),
    ended: (duration) => durations.observe(duration / 1_000),
    ...createDirectMetrics(registry),
  };
}
