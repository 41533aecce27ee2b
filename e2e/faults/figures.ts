/** What scenes reach, and how it gets from them to the table: as annotations of the tests. */

/** One line of the table. */
export interface Figure {
  readonly asked: string;
  readonly reached: string;
  readonly verdict: 'reached' | 'missed';
}

/** What came back, as the table sums it up. */
export const COMEBACKS = {
  line: 'the line',
  longWay: 'a line with a long way',
  network: 'on another network (browsers tell of it after 2 s, ADR 51)',
} as const;
export type Comeback = keyof typeof COMEBACKS;

/** How long it took from the return of something to the first new frame, at each end, each time. */
export interface Return {
  readonly of: Comeback;
  readonly ms: readonly number[];
}

/** From the return of the line to the first new frame; so quick are 95 of 100. */
export const BACK_MS = 2_000;

export const verdict = (reached: boolean): Figure['verdict'] => (reached ? 'reached' : 'missed');

/** The value that so large a share (0..1) doesn't exceed: one that was measured (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const ascending = [...values].sort((a, b) => a - b);
  return ascending[Math.max(1, Math.ceil(share * ascending.length)) - 1] ?? Number.NaN;
}

/** As Playwright keeps it with a test. */
interface Annotation {
  readonly type: string;
  readonly description?: string;
}

export const annotate = {
  figure: (figure: Figure): Annotation => ({
    type: 'figure',
    description: JSON.stringify(figure),
  }),
  return: (what: Return): Annotation => ({ type: 'return', description: JSON.stringify(what) }),
};

const all = (annotations: readonly Annotation[], wanted: string) =>
  annotations.flatMap(({ type, description }) =>
    type === wanted && description !== undefined ? [JSON.parse(description)] : [],
  );

export const figuresOf = (annotations: readonly Annotation[]): Figure[] =>
  all(annotations, 'figure');
export const returnsOf = (annotations: readonly Annotation[]): Return[] =>
  all(annotations, 'return');
