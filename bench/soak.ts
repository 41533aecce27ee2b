/**
 * `npm run bench -- soak [--minutes 20] [--every 15]`
 *
 * A call that goes on and on: two browsers and some bots who talk, look elsewhere,
 * raise hands, lose lines, come and go. What the server, the media worker and a
 * page keep in memory is sampled after everything unused was thrown away; a line
 * through the samples says whether it grows. Everything goes through the server: of
 * direct calls `client/call/long-call.test.ts` counts what stays (ADR 47).
 */
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Report } from './lib/report.ts';
import { type Slope, slopeOf } from './lib/stats.ts';
import { openLongCall, type Sample } from './soak/long-call.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '20' },
    every: { type: 'string', default: '15' },
  },
});
const [minutes, every] = [values.minutes, values.every].map(Number) as [number, number];
/** Until then caches fill and code is compiled; what comes after is looked at. */
const WARM_UP = 0.3;
/** MiB an hour that somebody would have to look for. */
const LEAK = 6;

const report = new Report('soak');
const samples: Sample[] = [];
const call = await openLongCall();
try {
  const until = performance.now() + minutes * 60_000;
  for (let due = performance.now(); performance.now() < until; due += every * 1_000) {
    while (performance.now() < due) {
      await call.step();
      await wait(400);
    }
    samples.push(await call.sample());
    process.stderr.write(`\r${samples.length} samples`);
  }
  process.stderr.write('\n');
} finally {
  await call.close();
}

/** What would grow by a leak; the others also hold what V8 and an allocator keep for later. */
const judged: readonly (keyof Sample)[] = ['serverHeap', 'worker', 'page'];

const last = samples.slice(Math.floor(samples.length * WARM_UP));
const kinds = [
  ['server, objects', 'serverHeap'],
  ['server, compiled code', 'serverCode'],
  ['server, resident', 'serverResident'],
  ['media worker, resident', 'worker'],
  ['page, heap', 'page'],
] as const satisfies readonly (readonly [string, keyof Sample])[];
const rows = kinds.map(([name, key]) => {
  const { slope, error } = grows(key);
  const [first, end] = [last[0]?.[key] ?? Number.NaN, last.at(-1)?.[key] ?? Number.NaN];
  // Beyond what chance does: twice the error holds nineteen times of twenty.
  const flat = slope - 2 * error < LEAK;
  if (judged.includes(key)) {
    report.verdict(
      `${name} stays flat`,
      `< ${LEAK} MiB/h`,
      `${slope.toFixed(1)} ± ${(2 * error).toFixed(1)}`,
      flat,
    );
  }
  return [name, first, end, slope, 2 * error];
});

function grows(key: keyof Sample): Slope {
  return slopeOf(last.map((sample) => [sample.minute / 60, sample[key]]));
}

report.table({
  title: `${minutes} minutes, ${last.length} samples after the first ${WARM_UP * 100} %`,
  columns: ['MiB', 'first', 'last', 'slope / h', '± / h'],
  rows,
});
const counts = (['transports', 'consumers', 'nodes', 'listeners'] as const).map((key) => {
  const all = last.map((sample) => sample[key]);
  return [key, Math.min(...all), Math.max(...all), all.at(-1) ?? null];
});
report.table({
  title: 'What is open at the worker, and in the page',
  columns: ['', 'least', 'most', 'last'],
  rows: counts,
});
report.note(
  'resident memory is also what an allocator keeps for later; heaps are after a collection.',
);
report.save({ minutes, samples });
