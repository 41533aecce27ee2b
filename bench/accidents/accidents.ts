/** What befalls a room full of people all at once, and how it was for each of them. */
import { setTimeout as wait } from 'node:timers/promises';
import type { TestServer } from '@converge/e2e/harness/server';
import { counted, differences, disorder, wanted } from '../chaos/count.ts';
import type { Crowd } from '../chaos/crowd.ts';
import type { Command, Seen } from '../chaos/plan.ts';
import { cpuSeconds, descendants, treeCpuSeconds } from '../lib/process.ts';
import type { Comeback } from './comeback.ts';

export interface Accident {
  readonly name: string;
  /** So soon everybody has everything again (SPEC ADAPT-4, MEDIA-17), in milliseconds; null: nothing is asked. */
  readonly askedMs: number | null;
  /** Lets it happen. The answer is from when on is counted, in milliseconds since 1970. */
  befall(server: TestServer, crowd: Crowd): Promise<number>;
}

/** One accident that was lived through. */
export interface Round {
  /** Of each person who was outside: until being inside again, in milliseconds. */
  readonly inside: readonly number[];
  /** Of each person: until all sound and all pictures came again. */
  readonly media: readonly number[];
  /** Seconds of CPU until the last one had everything: of the server with its worker, and of the bots. */
  readonly serverCpu: number;
  readonly botsCpu: number;
  /** What wasn't as it has to be. */
  readonly faults: readonly string[];
  /** What the engines of those said lately who took too long. */
  readonly lately: readonly string[];
}

/** Long after it, somebody doesn't come back at all. */
const PATIENCE_MS = 40_000;
/** Whoever takes so much longer than is asked waited for something that a log tells of. */
const LATE_MS = 10_000;
/** Until all books agree, when everybody has everything. */
const SETTLED_MS = 10_000;

export const accidents: readonly Accident[] = [
  {
    // The floor: the same people and handshakes, with a server to which nothing happened.
    name: 'all left, and come in at once',
    askedMs: null,
    async befall(_server, crowd) {
      await all(crowd, { do: 'leave' });
      await wait(1_000);
      const since = Date.now();
      await all(crowd, { do: 'enter' });
      return since;
    },
  },
  { name: 'media worker killed', askedMs: 3_000, befall: toWorkers('SIGKILL') },
  // Until that is noticed eight seconds may pass.
  { name: 'media worker hangs', askedMs: 11_000, befall: toWorkers('SIGSTOP') },
  { name: 'server stopped in order, ready again', askedMs: 5_000, befall: again('stop') },
  { name: 'server killed, ready again', askedMs: 5_000, befall: again('kill') },
];

function toWorkers(signal: 'SIGKILL' | 'SIGSTOP'): Accident['befall'] {
  return async (server) => {
    const since = Date.now();
    for (const pid of descendants(server.pid, 'mediasoup-worke')) process.kill(pid, signal);
    return since;
  };
}

function again(end: 'stop' | 'kill'): Accident['befall'] {
  return async (server) => {
    await server[end]();
    await server.start();
    return Date.now();
  };
}

/** Lets it happen to so many people, and looks how they come through. */
export async function survive(
  accident: Accident,
  server: TestServer,
  crowd: Crowd,
  people: number,
): Promise<Round> {
  await all(crowd, { do: 'watch', people });
  const bots = crowd.machines.map(({ pid }) => pid);
  const cpu = () => ({
    server: treeCpuSeconds(server.pid),
    bots: bots.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
  });
  const since = await accident.befall(server, crowd);
  const before = cpu();
  const comebacks = (await all(crowd, { do: 'back', ms: PATIENCE_MS })) as Comeback[];
  const after = cpu();
  const took = (at: number | null) => (at === null ? [] : [Math.max(0, at - since)]);
  const media = comebacks.flatMap((one) => took(one.media));
  const missing = people - media.length;
  const late = [...comebacks.keys()].filter((nr) => {
    const at = comebacks[nr]?.media ?? null;
    return at === null || at - since > LATE_MS;
  });
  return {
    inside: comebacks.flatMap((one) => took(one.inside)),
    media,
    serverCpu: after.server - before.server,
    botsCpu: after.bots - before.bots,
    faults: [
      ...(missing > 0 ? [`${missing} without all media after ${PATIENCE_MS} ms`] : []),
      ...doubled(await look(crowd)),
      ...(await unsettled(server, crowd, people)),
    ].map((fault) => `${accident.name}: ${fault}`),
    lately: late.length > 0 ? await latelyOf(crowd, late) : [],
  };
}

/** Everybody leaves; says what is left over of them. */
export async function leaveNothing(server: TestServer, crowd: Crowd): Promise<string[]> {
  await all(crowd, { do: 'leave' });
  const left = await untilNone(async () =>
    // Their lines stay: they look at the room.
    differences(await counted(server), wanted(0)).filter(
      (one) => !one.startsWith('server sockets'),
    ),
  );
  return left.map((fault) => `after the end ${fault}`);
}

/** Who sees somebody twice just when all flows again: seats last their full minute here. */
function doubled(seen: readonly Seen[]): string[] {
  return seen.flatMap(({ people }, nr) => {
    const twice = people.length - new Set(people.map(({ person }) => person.id)).size;
    return twice > 0 ? [`bot ${nr} sees ${twice} twice`] : [];
  });
}

async function latelyOf(crowd: Crowd, bots: readonly number[]): Promise<string[]> {
  const lines = (await all(crowd, { do: 'lately' })) as string[][];
  return bots.map((nr) => [`bot ${nr}:`, ...(lines[nr] ?? [])].join('\n  '));
}

/** What isn't right about who is there, and what is open, and doesn't become so. */
const unsettled = (server: TestServer, crowd: Crowd, people: number): Promise<string[]> =>
  untilNone(async () => [
    ...disorder(await look(crowd)),
    ...differences(await counted(server), wanted(people)),
  ]);

async function untilNone(find: () => Promise<string[]>): Promise<string[]> {
  const until = performance.now() + SETTLED_MS;
  let found = await find();
  while (found.length > 0 && performance.now() < until) {
    await wait(250);
    found = await find();
  }
  return found;
}

const look = async (crowd: Crowd) => (await all(crowd, { do: 'look' })) as Seen[];

/** Tells all machines at once; the answers, one for each person where they are such. */
async function all({ machines }: Crowd, command: Command): Promise<unknown[]> {
  return (await Promise.all(machines.map((machine) => machine.order(command)))).flat();
}
