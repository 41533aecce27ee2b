/** The log as a table for spreadsheets: codes as they are stored, names as they were. */
import { type CsvCell, csvLines, momentCells, toCsv } from '@converge/protocol/csv';
import type { LogEntry } from '@converge/protocol/rest/log';

const head = ['time', 'by', 'act', 'to', 'room', 'details'];

/**
 * Piece by piece, so that the log of years takes no more memory than a page of it.
 * `timeZone`: in whose times are written.
 */
export async function* writtenLog(
  pages: AsyncIterable<readonly LogEntry[]>,
  timeZone: string,
): AsyncGenerator<string> {
  const moment = momentCells(timeZone);
  const row = ({ at, by, act, target, room, details }: LogEntry): CsvCell[] => [
    moment(at),
    by.name,
    act,
    target?.name ?? null,
    room?.name ?? null,
    Object.entries(details)
      .map(([name, value]) => `${name}: ${value ?? '-'}`)
      .join('; '),
  ];
  yield toCsv([head]);
  for await (const entries of pages) yield csvLines(entries.map(row));
}
