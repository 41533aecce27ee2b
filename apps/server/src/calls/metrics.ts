/** What the calls count for /metrics. */
import { Gauge, type Registry } from 'prom-client';
import type { Calls } from './calls.service.ts';

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
