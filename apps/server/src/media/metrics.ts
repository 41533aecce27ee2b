/** What the media counts for /metrics. Nothing is asked of a worker but when somebody looks. */
import { Counter, Gauge, type Registry } from 'prom-client';
import type { SfuMedia } from './media.ts';
import type { RunningWorker } from './worker.ts';
import { cpuSeconds } from './worker-load.ts';

export function registerMediaMetrics(media: SfuMedia, registry: Registry): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(value());
      },
    });
  gauge('converge_transports', 'WebRTC transports, two per device.', () => media.counts.transports);
  gauge('converge_producers', 'Streams that are sent to the server.', () => media.counts.producers);
  gauge('converge_consumers', 'Streams that are sent on.', () => media.counts.consumers);
  gauge('converge_probes', 'Ways that are tried before a call.', () => media.probes.size);
  gauge(
    'converge_paths_ahead',
    'Media paths of those who are about to come in.',
    () => media.paths.standing,
  );
  gauge('converge_media_workers', 'Media workers that run.', () => media.pool.running.length);
  new Counter({
    name: 'converge_paths_ahead_taken_total',
    help: 'Of these, how many became the path of somebody who came in.',
    registers,
    collect() {
      this.reset();
      this.inc(media.paths.taken);
    },
  });
  new Counter({
    name: 'converge_media_worker_deaths_total',
    help: 'Media workers that died: that ended by themselves, or hung and were killed.',
    labelNames: ['reason'],
    registers,
    collect() {
      this.reset();
      for (const [reason, count] of Object.entries(media.pool.deaths)) {
        this.inc({ reason }, count);
      }
    },
  });

  const used = new WeakMap<RunningWorker, number>();
  new Counter({
    name: 'converge_media_worker_cpu_seconds_total',
    help: 'CPU time of the media workers; above 0.7 a second one should have another worker.',
    labelNames: ['worker'],
    registers,
    async collect() {
      await Promise.all(
        media.pool.running.map(async (running) => {
          const seconds = await cpuSeconds(running);
          if (seconds === null) return;
          this.inc(
            { worker: String(running.index) },
            Math.max(0, seconds - (used.get(running) ?? 0)),
          );
          used.set(running, seconds);
        }),
      );
    },
  });
}
