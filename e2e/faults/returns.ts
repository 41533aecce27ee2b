/** How soon after the return of a line the call is back, at both ends. */
import { expectNoSound } from '../harness/media.ts';
import { annotate, BACK_MS, type Comeback, percentile } from './figures.ts';
import { lateness, untilFlowing } from './flow.ts';
import { expect, note, type Scene, test } from './scene.ts';

/** Long after it, the test has failed in any case. */
const PATIENCE_MS = 45_000;

/**
 * What no single return may take. What is asked is asked of 95 of 100 (`BACK_MS`), and the table
 * says whether it was reached; one scene says it only of itself. Among other journeys the
 * machine is not the call's alone.
 */
const CEILING_MS = process.env.CONVERGE_FAULTS === 'all' ? 6_000 : 12_000;

/** The line is dead until nothing comes any more, and for so long after it; then it is whole again. */
export async function cut({ host, far }: Scene, milliseconds: number): Promise<void> {
  host.line.wear({ cut: true });
  await expectNoSound(far);
  await far.waitForTimeout(milliseconds);
  host.line.mend();
}

/** Milliseconds from `since`, or now, to further picture and sound: behind the line, and at its other end. */
export const timeReturn = (
  { far, near }: Pick<Scene, 'far' | 'near'>,
  since = performance.now(),
): Promise<number[]> =>
  Promise.all([far, near].map((page) => untilFlowing(page, { since, limit: PATIENCE_MS })));

/** In a talk more is felt as waiting (ITU-T G.114 asks for 400 ms from mouth to ear). */
const LATE_MS = 400;

/** After a return the others hear who is back as they did before: not all that got lost first. */
export async function holdLateness({ near }: Scene): Promise<void> {
  const late = await lateness(near, 2_000);
  note(`heard within ${LATE_MS} ms`, `${late} ms`, late < LATE_MS);
  // It was seconds, and stayed. Among other journeys a busy machine alone makes some of it.
  const ceiling = process.env.CONVERGE_FAULTS === 'all' ? LATE_MS : 2_000;
  expect(late, 'what is heard waits in the buffer, in milliseconds').toBeLessThan(ceiling);
}

/** Notes how long returns took, and holds each against the ceiling. */
export function holdReturns(of: Comeback, ms: readonly number[]): void {
  test.info().annotations.push(annotate.return({ of, ms }));
  const p95 = percentile(ms, 0.95);
  note(`p95 < ${BACK_MS} ms`, inWords(ms, p95), p95 < BACK_MS);
  expect(Math.max(...ms), 'the slowest return').toBeLessThan(CEILING_MS);
}

function inWords(ms: readonly number[], p95: number): string {
  if (ms.length === 2) return `${ms[0]} ms, the others ${ms[1]} ms`;
  return `${Math.min(...ms)} to ${Math.max(...ms)} ms, p95 of ${ms.length}: ${p95} ms`;
}
