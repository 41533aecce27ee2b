/**
 * `npm run bench -- chaos [--minutes 60] [--people 20] [--seed n]`
 *
 * Twenty people in a call to whom everything happens: lines, paths, machines and
 * the media worker are lost, people come and go, are muted and put out. After each
 * half a minute of it everybody has to be inside and receive everybody, and the
 * media worker has to hold what is needed for that and nothing else.
 */
import { parseArgs } from 'node:util';
import { startServer } from '@converge/e2e/harness/server';
import { runChaos } from './chaos/chaos.ts';
import type { Memory } from './lib/inside-server.ts';
import { Report } from './lib/report.ts';
import { summarize } from './lib/stats.ts';
import { insideServer } from './lib/watched-server.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    people: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
  },
});
const [minutes, people, seed] = [values.minutes, values.people, values.seed].map(Number) as [
  number,
  number,
  number,
];
const STORM_MS = 25_000;

const report = new Report('chaos');
console.log(`seed ${seed}`);
const server = await startServer({
  preload: insideServer,
  env: { LOG_LEVEL: 'warn', RATE_LIMIT_FACTOR: '100', DIRECT_CALLS: 'off', BENCH_SEAT_MS: '5000' },
});
try {
  const before = await server.ask<Memory>('memory');
  const until = performance.now() + minutes * 60_000;
  const { done, calms, faults } = await runChaos({
    ...{ server, people, seed, stormMs: STORM_MS, paceMs: 150, patienceMs: 45_000 },
    goesOn: () => performance.now() < until,
    say: (line) => console.log(line),
  });
  const after = await server.ask<Memory>('memory');
  report.table({
    title: `${people} people, ${minutes} minutes, seed ${seed}: what was done to them`,
    columns: ['', 'times'],
    rows: Object.entries(done),
  });
  const { p50, p95, max } = summarize(calms);
  report.table({
    title: `${calms.length} times all was as it should be again`,
    columns: ['', 'p50', 'p95', 'max ms'],
    rows: [['after the storm', p50, p95, max]],
  });
  const mib = ({ heap }: Memory) => `${(heap / 2 ** 20).toFixed(1)} MiB`;
  report.note(
    `heap of the server when all were gone: ${mib(after)}; before they came: ${mib(before)}`,
  );
  report.verdict('faults', 'none', faults.join('; ') || 'none', faults.length === 0);
  report.save({ seed, done, calms, faults, before, after });
} finally {
  await server.dispose();
}
