/** What is asked of the log, as it is typed, and as it is sent. Pure. */
import type { LogAct } from '@converge/protocol/rest/log';
import type { LogSearch } from '../../../data/space-log.ts';

export interface Asked {
  readonly person: string;
  readonly act: LogAct | '';
  readonly room: string;
  /** Days as `<input type="date">` writes them, both included; empty: without end. */
  readonly from: string;
  readonly to: string;
}

export const nothingAsked: Asked = { person: '', act: '', room: '', from: '', to: '' };

export function searchOf({ person, act, room, from, to }: Asked): LogSearch {
  const [begin, last] = [midnight(from), midnight(to)];
  if (last) last.setDate(last.getDate() + 1);
  return {
    ...(person.trim() && { person: person.trim() }),
    ...(act && { act }),
    ...(room.trim() && { room: room.trim() }),
    ...(begin && { from: begin.getTime() }),
    ...(last && { to: last.getTime() }),
  };
}

/** Browsers let one type a year of six digits; a slip is no time that anything happened at. */
const isDay = /^[12]\d{3}-/;

/** In the reader's zone; null for what isn't (yet) a day. */
function midnight(day: string): Date | null {
  const at = new Date(`${day}T00:00`);
  return !isDay.test(day) || Number.isNaN(at.getTime()) || at.getTime() < 0 ? null : at;
}
