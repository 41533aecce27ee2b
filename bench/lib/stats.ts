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

/** A straight line through points, by least squares. */
export interface Slope {
  /** Units of y for one of x. */
  readonly slope: number;
  /** Its standard error: by how much chance alone moves it. */
  readonly error: number;
}

/** NaN for fewer than three points. */
export function slopeOf(points: readonly (readonly [x: number, y: number])[]): Slope {
  const n = points.length;
  if (n < 3) return { slope: Number.NaN, error: Number.NaN };
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / n;
  const [mx, my] = [mean(0), mean(1)];
  const sum = (of: (x: number, y: number) => number) =>
    points.reduce((all, [x, y]) => all + of(x - mx, y - my), 0);
  const xx = sum((x) => x * x);
  const slope = sum((x, y) => x * y) / xx;
  const rest = sum((x, y) => (y - slope * x) ** 2);
  return { slope, error: Math.sqrt(rest / (n - 2) / xx) };
}
