/**
 * Tables for spreadsheets: RFC 4180, in UTF-8, and nothing in them that a
 * spreadsheet would take for a formula (SPEC MON-6). Pure.
 */

export type CsvCell = string | number | null;

/** Without it some spreadsheets read UTF-8 as something else. */
const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What begins a formula, at the beginning of a cell or after what some
 * spreadsheet takes for the end of one: many read semicolons, whatever is meant.
 */
const formula = /(^|[,;\t\r\n])([^\S\t\r\n]*[=+\-@＝＋－＠])/g;

/** Rows as the text of a file. */
export const toCsv = (rows: readonly (readonly CsvCell[])[]): string =>
  BYTE_ORDER_MARK + csvLines(rows);

/** Rows as what follows in a file that has begun. */
export const csvLines = (rows: readonly (readonly CsvCell[])[]): string =>
  rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');

function written(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  const harmless = cell.replace(formula, "$1'$2");
  return /^\s|\s$|[",;\t\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Writes moments as spreadsheets read them, 2026-11-27 14:05:33; in the reader's zone unless another is named. */
export function momentCells(timeZone?: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
  return (at) => format.format(at);
}

/** What file systems or readers trip over: separators, reserved signs, and marks that can't be seen. */
const unfit = /[\p{Cc}\p{Cf}\p{Cs}/\\:*?"<>|]+/gu;

/** A name for a file out of words of any script. */
export function fileName(words: string, extension: string): string {
  const cleaned = words.normalize('NFC').replace(unfit, ' ').replace(/\s+/g, ' ').trim();
  // 255 bytes are what file systems hold; a letter has up to four.
  const short = [...cleaned.replace(/^[.\s]+/, '')].slice(0, 60).join('').trim();
  return `${short || 'table'}.${extension}`;
}
