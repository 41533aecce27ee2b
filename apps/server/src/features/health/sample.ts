/** What was measured over one step, and how several steps become a longer one. Pure. */
import {
  type HealthCount,
  type HealthSeries,
  healthCounts,
  healthSeries,
} from '@converge/protocol/rest/health';

export interface Sample {
  /** When the step ended. */
  readonly at: number;
  readonly values: Readonly<Record<HealthSeries, number | null>>;
  readonly counts: Counts;
}

/** The same in an eighth of the memory, for the many that are kept. */
export interface PackedSample extends Pick<Sample, 'at' | 'counts'> {
  /** In the order of `healthSeries`; NaN: there was nothing to measure. */
  readonly values: Float64Array;
}

export const pack = ({ at, values, counts }: Sample): PackedSample => ({
  ...{ at, counts },
  values: Float64Array.from(healthSeries, (name) => values[name] ?? Number.NaN),
});

export const unpack = ({ at, values, counts }: PackedSample): Sample => ({
  ...{ at, counts },
  values: record(healthSeries, (name) => {
    const value = values[healthSeries.indexOf(name)];
    return value === undefined || Number.isNaN(value) ? null : value;
  }),
});

export type Counts = Readonly<Record<HealthCount, ReadonlyMap<string, number>>>;

/** How values of several steps are put together; what isn't named is averaged. */
const summed: ReadonlySet<HealthSeries> = new Set(['joinsFine', 'joinsFailed', 'reconnects']);
/** A short peak is what one looks for. */
const highest: ReadonlySet<HealthSeries> = new Set([
  'calls',
  'people',
  'directPairs',
  'workers',
  'loopDelay',
]);

export function fold(samples: readonly Sample[]): Sample {
  const values = record(healthSeries, (name) => {
    const known = samples.flatMap((one) => one.values[name] ?? []);
    return known.length === 0 ? null : together(name, known);
  });
  return { at: samples.at(-1)?.at ?? 0, values, counts: sumCounts(samples) };
}

function together(name: HealthSeries, known: readonly number[]): number {
  if (highest.has(name)) return Math.max(...known);
  const sum = known.reduce((a, b) => a + b, 0);
  return summed.has(name) ? sum : sum / known.length;
}

/** Most steps count little: what is empty takes no room in the hours that are kept. */
const nothing: ReadonlyMap<string, number> = new Map();

export const withoutEmpty = (counts: Counts): Counts =>
  record(healthCounts, (kind) => (counts[kind].size > 0 ? counts[kind] : nothing));

/** Everything that was counted, together. */
export function sumCounts(samples: readonly Pick<Sample, 'counts'>[]): Counts {
  const of = (kind: HealthCount) => {
    const sum = new Map<string, number>();
    for (const { counts } of samples) {
      for (const [name, count] of counts[kind]) sum.set(name, (sum.get(name) ?? 0) + count);
    }
    return sum.size > 0 ? sum : nothing;
  };
  return record(healthCounts, of);
}

/** A value for each of the keys. */
export const record = <K extends string, V>(keys: readonly K[], make: (key: K) => V) =>
  Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<K, V>;

/** So many samples in a row become one; the youngest stand whole. */
export function coarser(samples: readonly Sample[], step: number): Sample[] {
  const coarse: Sample[] = [];
  for (let end = samples.length; end > 0; end -= step) {
    coarse.unshift(fold(samples.slice(Math.max(0, end - step), end)));
  }
  return coarse;
}
