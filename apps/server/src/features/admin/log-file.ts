/** The log as a table for spreadsheets: codes as they are stored, names as they were. */
import { type CsvCell, momentCells, toCsv } from '@converge/protocol/csv';
import type { LogEntry } from '@converge/protocol/rest/log';

const head = ['time', 'by', 'act', 'to', 'room', 'details'];

/** `timeZone`: in whose times are written. */
export function writtenLog(entries: readonly LogEntry[], timeZone: string): string {
  const moment = momentCells(timeZone);
  const rows: CsvCell[][] = entries.map(({ at, by, act, target, room, details }) => [
    moment(at),
    by.name,
    act,
    target?.name ?? null,
    room?.name ?? null,
    Object.entries(details)
      .map(([name, value]) => `${name}: ${value ?? '-'}`)
      .join('; '),
  ]);
  return toCsv([head, ...rows]);
}
