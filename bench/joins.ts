/**
 * `npm run bench -- joins [--n 1000] [--browsers 100] [--at-once 3]`
 *
 * How many of very many who join come in, and how soon they are sent the first
 * packet of somebody else's sound and picture: bots with the client's own engine
 * over real ICE and DTLS, and then real browsers up to the first picture.
 */
import { parseArgs } from 'node:util';
import { joinByBots } from './joins/by-bots.ts';
import { joinByBrowsers } from './joins/by-browsers.ts';
import type { Attempt } from './joins/plan.ts';
import { type Cell, Report } from './lib/report.ts';
import { summarize } from './lib/stats.ts';

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '1000' },
    browsers: { type: 'string', default: '100' },
    'at-once': { type: 'string', default: '3' },
  },
});

const report = new Report('joins');
const columns = ['', 'joins', 'came in', '%', 'p50', 'p95', 'p99', 'max ms', 's'];
const rows: Cell[][] = [];
const data: Record<string, readonly Attempt[]> = {};

async function measure(name: string, joins: Promise<readonly Attempt[]>): Promise<void> {
  const began = performance.now();
  const attempts = await joins;
  const inside = attempts.filter(({ failure }) => failure === null);
  const { p50, p95, p99, max } = summarize(inside.map(({ ms }) => ms));
  const share = (inside.length / attempts.length) * 100;
  const seconds = Math.round((performance.now() - began) / 1000);
  rows.push([
    name,
    attempts.length,
    inside.length,
    share,
    ...[p50, p95, p99, max].map(Math.round),
    seconds,
  ]);
  data[name] = attempts;
  for (const [reason, count] of reasons(attempts)) report.note(`${name}: ${count} × ${reason}`);
  const everybody = inside.length === attempts.length;
  report.verdict(`${name} come in`, '100 %', `${+share.toFixed(2)} %`, everybody);
}

/** Why those who didn't come in didn't, the most frequent first. */
function reasons(attempts: readonly Attempt[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { failure } of attempts) {
    if (failure !== null) counts.set(failure, (counts.get(failure) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

const n = Number(values.n);
if (n > 0) await measure('bots, to the first packets', joinByBots(n, Number(values['at-once'])));
const browsers = Number(values.browsers);
if (browsers > 0) await measure('browsers, click to picture', joinByBrowsers(browsers));
report.table({ title: 'Joining a call in which somebody sends', columns, rows });
report.note(
  'a bot comes in as a guest who is new (its key is there), sends microphone and camera itself, ' +
    'and is in when a packet of sound and one of picture have come; a browser has the page open.',
);
report.save(data);
