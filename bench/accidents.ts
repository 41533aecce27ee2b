/**
 * `npm run bench -- accidents [--people 20] [--times 5]`
 *
 * A room full of people in which everybody sends to everybody, to all of whom the
 * same happens at once: the media worker is killed, or hangs; the server is stopped or
 * killed, and started again. Measured is how soon each of them has everything again, beside
 * the floor: the same people, with the same handshakes, come in at once to a server
 * to which nothing happened.
 */
import { parseArgs } from 'node:util';
import { startServer } from '@converge/e2e/harness/server';
import { accidents, leaveNothing, type Round, survive } from './accidents/accidents.ts';
import { gather } from './chaos/crowd.ts';
import { Report } from './lib/report.ts';
import { summarize } from './lib/stats.ts';
import { insideServer } from './lib/watched-server.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '20' },
    times: { type: 'string', default: '5' },
  },
});
const [people, times] = [values.people, values.times].map(Number) as [number, number];
const PER_MACHINE = 4;

const report = new Report('accidents');
const server = await startServer({
  preload: insideServer,
  env: { LOG_LEVEL: 'warn', RATE_LIMIT_FACTOR: '100' },
});
const rounds = new Map<string, Round[]>(accidents.map(({ name }) => [name, []]));
const faults: string[] = [];
try {
  const crowd = await gather(server, people, PER_MACHINE);
  try {
    for (let nr = 1; nr <= times && faults.length === 0; nr++) {
      for (const accident of accidents) {
        const round = await survive(accident, server, crowd, people);
        rounds.get(accident.name)?.push(round);
        faults.push(...round.faults);
        for (const lines of round.lately) console.log(`${accident.name}, ${lines}`);
      }
      process.stderr.write(`\r${nr} of ${times} times`);
    }
    process.stderr.write('\n');
    faults.push(...(await leaveNothing(server, crowd)));
  } finally {
    await Promise.all(crowd.machines.map((machine) => machine.stop()));
  }
} finally {
  await server.dispose();
}

const results = accidents.map(({ name, askedMs }) => {
  const all = rounds.get(name) ?? [];
  const mean = (of: (round: Round) => number) =>
    all.reduce((sum, round) => sum + of(round), 0) / all.length;
  return {
    ...{ name, askedMs },
    inside: summarize(all.flatMap(({ inside }) => inside)),
    media: summarize(all.flatMap(({ media }) => media)),
    serverCpu: mean(({ serverCpu }) => serverCpu),
    botsCpu: mean(({ botsCpu }) => botsCpu),
  };
});
report.table({
  title: `${people} people in one room, ${times} times each: until everything comes again`,
  columns: ['', 'inside p95', 'p50', 'p95', 'max ms', 'server CPU s', 'bots CPU s'],
  rows: results.map(({ name, inside, media, serverCpu, botsCpu }) => [
    name,
    inside.p95,
    ...[media.p50, media.p95, media.max],
    ...[serverCpu, botsCpu],
  ]),
});
report.note(
  `everything: a packet of each of the ${2 * (people - 1)} streams that a person receives, of ` +
    'which the slowest sends one every 400 ms. The people are bots in JavaScript on the same machine, ' +
    'who shake hands all at once: what that takes is the floor, in the first row.',
);
for (const { name, askedMs, media } of results) {
  if (askedMs === null) continue;
  const seen = `${media.max} ms`;
  report.verdict(`${name}: everybody`, `< ${askedMs} ms`, seen, media.max < askedMs);
}
report.verdict('faults', 'none', faults.join('; ') || 'none', faults.length === 0);
report.save({ people, times, rounds: Object.fromEntries(rounds), faults });
