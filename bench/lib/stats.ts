/** Numbers that describe a series of measurements. */

export interface Summary {
  readonly count: number;
  readonly min: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly mean: number;
}

/**
 * The value below which `share` (0..1) of the series lies, by nearest rank: always a value that
 * was measured, never one between two. NaN for an empty series.
 */
export function percentile(ascending: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(share * ascending.length));
  return ascending[rank - 1] ?? Number.NaN;
}

/** Describes a series in any order. */
export function summarize(values: readonly number[]): Summary {
  const ascending = [...values].sort((a, b) => a - b);
  return {
    count: ascending.length,
    min: ascending[0] ?? Number.NaN,
    p50: percentile(ascending, 0.5),
    p95: percentile(ascending, 0.95),
    p99: percentile(ascending, 0.99),
    max: ascending.at(-1) ?? Number.NaN,
    mean: ascending.reduce((sum, value) => sum + value, 0) / ascending.length,
  };
}
