/** Prints, when all scenes are over, what was asked of each and what it reached. */
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

export default class Table implements Reporter {
  readonly #rows: string[][] = [['scene', 'asked', 'reached']];

  onTestEnd({ title }: TestCase, { status, annotations }: TestResult): void {
    const figures = annotations.filter(({ type }) => type === 'figure');
    for (const { description = '' } of figures)
      this.#rows.push([title, ...description.split(' | ')]);
    if (figures.length === 0) this.#rows.push([title, '', status]);
  }

  onEnd(): void {
    const widths = [0, 1, 2].map((i) => Math.max(...this.#rows.map((row) => row[i]?.length ?? 0)));
    const line = (row: string[]) => row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ');
    console.log(`\n${this.#rows.map(line).join('\n')}`);
  }
}
