/** Which numbers the page of health shows, in which order, and how their courses are drawn. */
import type { HealthAnswer, HealthSeries } from '@converge/protocol/rest/health';

export type Unit = 'number' | 'rate' | 'share' | 'milliseconds' | 'load' | 'bytes';

export interface PlotKind {
  readonly series: HealthSeries;
  readonly unit: Unit;
  /** Below this a course stays flat: nobody would notice it. */
  readonly least: number;
  /** What the words below it say: the highest value, that it is all together, or of how much it is a part. */
  readonly note: 'peak' | 'sum' | 'total';
}

const plot = (
  series: HealthSeries,
  unit: Unit,
  least: number,
  note: PlotKind['note'] = 'peak',
): PlotKind => ({ series, unit, least, note });

export const groups = {
  now: [plot('calls', 'number', 2), plot('people', 'number', 5), plot('sockets', 'number', 5)],
  ways: [
    plot('joinsFine', 'number', 3, 'sum'),
    plot('joinsFailed', 'number', 3, 'sum'),
    plot('joinTime', 'milliseconds', 1_000),
    plot('firstPicture', 'milliseconds', 1_000),
  ],
  lines: [
    plot('rateUp', 'rate', 1e6),
    plot('rateDown', 'rate', 1e6),
    plot('lossUp', 'share', 0.05),
    plot('lossDown', 'share', 0.05),
    plot('jitter', 'milliseconds', 50),
    plot('roundTrip', 'milliseconds', 200),
    plot('reconnects', 'number', 3, 'sum'),
  ],
  direct: [
    plot('directPairs', 'number', 2),
    plot('directTime', 'milliseconds', 1_000),
    plot('directRate', 'rate', 1e6),
    plot('directLoss', 'share', 0.05),
    plot('directJitter', 'milliseconds', 50),
    plot('directRoundTrip', 'milliseconds', 200),
  ],
  machine: [
    plot('workers', 'load', 1),
    plot('server', 'load', 1),
    plot('loopDelay', 'milliseconds', 50),
    plot('memory', 'bytes', 1e9),
    plot('storageFree', 'bytes', 1e9, 'total'),
  ],
} as const satisfies Record<string, readonly PlotKind[]>;

export interface Course {
  readonly values: readonly (number | null)[];
  readonly latest: number | null;
  readonly peak: number | null;
  readonly sum: number;
}

/** The latest is the last that is known: who isn't in a call now has no loss now. */
export function courseOf(health: HealthAnswer, series: HealthSeries): Course {
  const values = health.series[series];
  const known = values.filter((value) => value !== null);
  return {
    values,
    latest: known.at(-1) ?? null,
    peak: known.length === 0 ? null : Math.max(...known),
    sum: known.reduce((all, value) => all + value, 0),
  };
}

/** The share of ways into calls that led to media; null: nobody came. */
export function joinedShare(health: HealthAnswer): number | null {
  const [fine, failed] = [courseOf(health, 'joinsFine').sum, courseOf(health, 'joinsFailed').sum];
  return fine + failed === 0 ? null : fine / (fine + failed);
}
