/** What should be open for so many people in one quiet call, and what is. */
import type { TestServer } from '@converge/e2e/harness/server';
import type { ParticipantId } from '@converge/protocol/ids';
import type { AtWorkers } from '../lib/inside-server.ts';
import type { Seen } from './plan.ts';

/** By docs/closures.md: two transports each, microphone and camera, and all of everybody else's. */
export function wanted(people: number): Record<string, number> {
  const consumers = 2 * people * (people - 1);
  return {
    'worker routers': people > 0 ? 1 : 0,
    'worker transports': 2 * people,
    'worker producers': 2 * people,
    'worker consumers': consumers,
    // One for loudness, one for the active speaker.
    'worker observers': people > 0 ? 2 : 0,
    'server calls': people > 0 ? 1 : 0,
    'server here': people,
    'server away': 0,
    'server transports': 2 * people,
    'server producers': 2 * people,
    'server consumers': consumers,
    'server sockets': people,
  };
}

/** The same as the media workers say it themselves, and as the server's books have it. */
export async function counted(server: TestServer): Promise<Record<string, number>> {
  const at = await server.ask<AtWorkers>('workers');
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const metric = (name: string) => {
    const line = text.split('\n').find((one) => one.startsWith(`converge_${name} `));
    return Number(line?.split(' ')[1] ?? Number.NaN);
  };
  return {
    'worker routers': at.routers,
    'worker transports': at.transports,
    'worker producers': at.producers,
    'worker consumers': at.consumers,
    'worker observers': at.observers,
    'server calls': metric('calls'),
    'server here': metric('participants{presence="here"}'),
    'server away': metric('participants{presence="away"}'),
    'server transports': metric('transports'),
    'server producers': metric('producers'),
    'server consumers': metric('consumers'),
    'server sockets': metric('sockets'),
  };
}

/** What differs between the two, in words. */
export function differences(
  found: Readonly<Record<string, number>>,
  right: Readonly<Record<string, number>>,
): string[] {
  return Object.entries(right)
    .filter(([name, value]) => found[name] !== value)
    .map(([name, value]) => `${name}: ${found[name]} instead of ${value}`);
}

/** What is wrong with how these see the call, in words; nothing where all see all, once each. */
export function disorder(seen: readonly Seen[]): string[] {
  const selves = seen.map(({ self }) => self);
  const doubled = new Set(selves).size < seen.length ? ['two hold one seat'] : [];
  const inside = sorted(selves);
  return [
    ...doubled,
    ...seen.flatMap((one, nr) => confusion(one, inside).map((what) => `bot ${nr} ${what}`)),
  ];
}

/** `inside`: who should be there, as `sorted` writes it. */
function confusion({ state, line, people, tracks }: Seen, inside: string): string[] {
  const ids = people.map(({ id }) => id);
  const persons = new Set(people.map(({ person }) => person.id));
  const silent = people.filter(({ media }) => media.microphone !== 'on' || media.camera !== 'on');
  const others = inside.split(',').length - 1;
  const checks: readonly (readonly [wrong: boolean, what: string])[] = [
    [state !== 'in', `is ${state}`],
    [line !== 'good', `has a ${line} line`],
    [sorted(ids) !== inside, `sees ${ids.length} people`],
    [persons.size < ids.length, 'sees somebody twice'],
    [people.some(({ presence }) => presence !== 'here'), 'sees somebody away'],
    [people.some(({ handRaisedAt }) => handRaisedAt !== null), 'sees a hand up'],
    [silent.length > 0, `sees ${silent.length} who don’t send`],
    [tracks !== 2 * others, `receives ${tracks} streams`],
  ];
  return checks.filter(([wrong]) => wrong).map(([, what]) => what);
}

const sorted = (ids: readonly (string | null)[]) => [...ids].sort().join();

/** `missing`: for each bot, of whom it misses streams; `selves`: who each bot is. */
export function drought(
  missing: readonly (readonly ParticipantId[])[],
  selves: readonly (ParticipantId | null)[],
): string[] {
  const missedBy = (id: ParticipantId | null) =>
    missing.filter((ids) => id !== null && ids.includes(id)).length;
  const silent = selves.filter((id) => missedBy(id) > selves.length / 2);
  return [
    ...silent.map((id) => `bot ${selves.indexOf(id)} reaches ${missedBy(id)} others with nothing`),
    ...missing.flatMap((ids, nr) => {
      const others = ids.filter((id) => !silent.includes(id));
      return others.length > 0 ? [`bot ${nr} lacks ${others.length} streams`] : [];
    }),
  ];
}
