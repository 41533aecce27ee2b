/** How a benchmark says what it found: a table to read, and JSON to compare. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type MachineFacts, machineFacts } from './machine.ts';

export type Cell = string | number | null;
export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A target of the project, and whether this run reached it. */
export interface Verdict {
  readonly what: string;
  readonly wanted: string;
  readonly seen: string;
  readonly pass: boolean;
}

const RESULTS = join(import.meta.dirname, '../results');

/** Up to three significant digits behind the point, none where they'd say nothing. */
export function show(cell: Cell): string {
  if (cell === null) return '–';
  if (typeof cell === 'string') return cell;
  if (!Number.isFinite(cell)) return '–';
  if (Number.isInteger(cell)) return cell.toLocaleString('en');
  return Math.abs(cell) >= 100
    ? Math.round(cell).toLocaleString('en')
    : String(+cell.toPrecision(3));
}

/** A table as text: the first column to the left, numbers to the right. */
export function renderTable({ title, columns, rows }: Table): string {
  const texts = [columns.map(String), ...rows.map((row) => row.map(show))];
  const widths = columns.map((_, i) => Math.max(...texts.map((row) => (row[i] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((text, i) => (i === 0 ? text.padEnd(widths[i] ?? 0) : text.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = texts;
  const rule = widths.map((width) => '-'.repeat(width)).join('  ');
  return [title, line(head), rule, ...body.map(line)].join('\n');
}

/** A benchmark under way: facts of the machine are taken when it begins. */
export class Report {
  readonly #name: string;
  readonly #facts: MachineFacts = machineFacts();
  readonly #began = new Date();
  readonly #tables: Table[] = [];
  readonly #verdicts: Verdict[] = [];
  readonly #notes: string[] = [];

  constructor(name: string) {
    this.#name = name;
  }

  /** Prints a table, and keeps it. */
  table(table: Table): void {
    this.#tables.push(table);
    console.log(`\n${renderTable(table)}`);
  }

  /** Says how something was measured, where a reader could think otherwise. */
  note(text: string): void {
    this.#notes.push(text);
    console.log(`note: ${text}`);
  }

  /** Holds a result against a target. A benchmark that misses one ends with 1. */
  verdict(what: string, wanted: string, seen: string, pass: boolean): void {
    this.#verdicts.push({ what, wanted, seen, pass });
    if (!pass) process.exitCode = 1;
    console.log(`${pass ? 'reached' : 'MISSED '}  ${what}: ${seen} (wanted: ${wanted})`);
  }

  /**
   * Prints the machine and writes everything, with the raw series in `data`, to
   * `bench/results/<name>-<time>.json`. Returns the path.
   */
  save(data: unknown): string {
    const { cpu, cores, memoryGiB, kernel, node, commit, loadBefore } = this.#facts;
    console.log(
      `\n${cpu}, ${cores} cores, ${memoryGiB} GiB, Linux ${kernel}, Node ${node}, commit ${commit}, load before ${loadBefore}`,
    );
    mkdirSync(RESULTS, { recursive: true });
    const time = this.#began.toISOString().slice(0, 19).replaceAll(':', '-');
    const path = join(RESULTS, `${this.#name}-${time}.json`);
    const content = {
      name: this.#name,
      began: this.#began.toISOString(),
      machine: this.#facts,
      tables: this.#tables,
      verdicts: this.#verdicts,
      notes: this.#notes,
      data,
    };
    writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
    console.log(relative(process.cwd(), path));
    return path;
  }
}
