/** What is counted of two who speak directly (SPEC METRIC-6). */
import { Counter, Histogram, type Registry } from 'prom-client';
import type { CallObserver } from './observer.ts';

export function createDirectMetrics(
  registry: Registry,
): Pick<CallObserver, 'directCarries' | 'directEnded'> {
  const registers = [registry];
  const ways = new Counter({
    name: 'converge_direct_total',
    help: 'Direct ways that are over, by outcome (carried, lost, failed, unused) and by why they ended.',
    labelNames: ['outcome', 'because'],
    registers,
  });
  const devices = new Counter({
    name: 'converge_direct_devices_total',
    help: 'Devices that were to speak directly, by family of browser, kind of device and outcome.',
    labelNames: ['browser', 'device', 'outcome'],
    registers,
  });
  const seconds = (name: string, help: string, buckets: number[]) =>
    new Histogram({ ...{ name, help, registers, buckets } });
  const soon = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10];
  const connect = seconds(
    'converge_direct_connect_seconds',
    'From the decision that two speak directly to the first media that came so.',
    soon,
  );
  const picture = seconds(
    'converge_direct_first_picture_seconds',
    'From the decision that two speak directly to the first picture that came so.',
    soon,
  );
  const durations = seconds(
    'converge_direct_duration_seconds',
    'For how long media went directly, of each way that carried some.',
    [10, 60, 300, 900, 1_800, 3_600, 7_200],
  );
  return {
    directCarries: (what, after) => {
      (what === 'media' ? connect : picture).observe(after / 1_000);
    },
    directEnded({ outcome, because, carried, clients }) {
      ways.inc({ outcome, because });
      for (const { browser, device } of clients) devices.inc({ browser, device, outcome });
      if (carried !== null) durations.observe(carried / 1_000);
    },
  };
}
