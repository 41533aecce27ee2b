/** Lessons that are over, with who came and how well they were connected. */
import { courseLevels, courseOf } from '@converge/protocol/course';
import type { PersonId } from '@converge/protocol/ids';
import { type QualityLevel, qualityLevels } from '@converge/protocol/quality';
import type { CallReportPerson } from '@converge/protocol/rest/calls';

interface PastCall {
  readonly id: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly attended: readonly CallReportPerson[];
}

const minute = 60_000;
const day = 24 * 60 * minute;
/** As long as the steps of a call of three quarters of an hour are. */
const stepMs = 80_000;

/** Who was there: from which minute to which, and the level of each step in between. */
interface Attended {
  readonly name: string;
  readonly stays: readonly (readonly [from: number, to: number])[];
  readonly course: string;
  readonly reconnects?: number;
  readonly way?: 'udp' | 'tcp';
}

const lesson: readonly Attended[] = [
  { name: 'Nora Berg', stays: [[0, 46]], course: 'g'.repeat(35) },
  { name: 'Mila Novak', stays: [[1, 46]], course: `-${'g'.repeat(20)}fff${'g'.repeat(11)}` },
  {
    name: 'Timo Brandt',
    stays: [
      [2, 17],
      [21, 46],
    ],
    course: `--${'g'.repeat(7)}fppl---${'f'.repeat(4)}${'g'.repeat(15)}`,
    reconnects: 2,
    way: 'tcp',
  },
  { name: 'Lena Fischer', stays: [[6, 46]], course: `-----${'g'.repeat(30)}` },
];

/** The latest first. `ids`: the accounts of who came. */
export const pastCalls = (ids: ReadonlyMap<string, PersonId>): PastCall[] =>
  [1, 3, 8, 10].map((daysAgo) => {
    const startedAt = atTen(daysAgo);
    return {
      id: crypto.randomUUID(),
      startedAt,
      endedAt: startedAt + 46 * minute,
      attended: lesson.map((one) => inCall(one, startedAt, ids.get(one.name) ?? null)),
    };
  });

/** Ten o'clock UTC, which is before noon where the pictures are taken. */
const atTen = (daysAgo: number): number =>
  Math.floor(Date.now() / day) * day - daysAgo * day + 10 * 60 * minute;

function inCall(one: Attended, startedAt: number, id: PersonId | null): CallReportPerson {
  const { name, course, reconnects = 0, way = 'udp' } = one;
  const stays = one.stays.map(([from, to]) => ({
    from: startedAt + from * minute,
    to: startedAt + to * minute,
  }));
  const steps = courseLevels({ stepMs, levels: course });
  const time = (level: QualityLevel) => steps.filter((one) => one === level).length * stepMs;
  return {
    ...{ id, name, stays, reconnects },
    kind: 'user',
    arrivedAt: stays[0]?.from ?? startedAt,
    leftAt: stays.at(-1)?.to ?? startedAt,
    levels: Object.fromEntries(qualityLevels.map((level) => [level, time(level)])) as Record<
      QualityLevel,
      number
    >,
    course: courseOf(stepMs, steps),
    routes: [{ to: 'sfu', protocol: way, relay: null }],
  };
}
