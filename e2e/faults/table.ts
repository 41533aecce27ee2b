/**
 * Prints, when all scenes are over, what was asked of each and what it reached,
 * how quickly calls came back over all of them, and as the last line how much was
 * missed: a scene fails only at its ceiling, which is wider than what is asked.
 */
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import {
  BACK_MS,
  COMEBACKS,
  type Comeback,
  figuresOf,
  percentile,
  returnsOf,
  verdict,
} from './figures.ts';

export default class Table implements Reporter {
  readonly #rows: string[][] = [];
  readonly #back = new Map<Comeback, number[]>();

  onTestEnd({ title }: TestCase, { status, annotations }: TestResult): void {
    const figures = figuresOf(annotations);
    for (const { asked, reached, verdict } of figures) {
      this.#rows.push([title, asked, reached, status === 'passed' ? verdict : status]);
    }
    if (figures.length === 0) {
      const skipped = annotations.find(({ type }) => type === 'skip');
      this.#rows.push([title, '', skipped?.description ?? '', status]);
    }
    for (const { of, ms } of returnsOf(annotations)) {
      this.#back.set(of, [...(this.#back.get(of) ?? []), ...ms]);
    }
  }

  onEnd(): void {
    print([['scene', 'asked', 'reached', ''], ...this.#rows]);
    const comebacks = this.#comebacks();
    const head = ['from its return to the first new frame', 'times', 'p50', 'p95', 'longest', 'ms'];
    if (comebacks.length > 0) print([[...head, `asked: p95 < ${BACK_MS}`], ...comebacks]);
    console.log(`\n${tally([...this.#rows, ...comebacks])}`);
  }

  #comebacks(): string[][] {
    const all = [...this.#back.values()].flat();
    return [
      ...[...this.#back].map(([of, ms]) => summary(COMEBACKS[of], ms)),
      ...(this.#back.size > 1 ? [summary('all', all)] : []),
    ];
  }
}

/** How often each verdict was given, and what was missed by name: `rows` end with theirs. */
function tally(rows: readonly string[][]): string {
  const of = (wanted: string) => rows.filter((row) => row.at(-1) === wanted);
  const missed = of('missed').map(([name]) => `"${name}"`);
  const others = ['failed', 'timedOut', 'interrupted', 'skipped'].flatMap((status) => {
    const { length } = of(status);
    return length > 0 ? [`${length} ${status}`] : [];
  });
  const misses =
    missed.length > 0 ? `${missed.length} MISSED (${missed.join(', ')})` : 'none missed';
  return [`${of('reached').length} reached`, misses, ...others].join('; ');
}

function summary(name: string, ms: readonly number[]): string[] {
  const p95 = percentile(ms, 0.95);
  const figures = [ms.length, percentile(ms, 0.5), p95, Math.max(...ms)];
  return [name, ...figures.map(String), '', verdict(p95 < BACK_MS)];
}

/** In columns, below an empty line. */
function print(rows: readonly string[][]): void {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd();
  console.log(`\n${rows.map(line).join('\n')}`);
}
