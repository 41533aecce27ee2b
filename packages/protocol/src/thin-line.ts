/**
 * Whether a line carries pictures at all. Pure: estimates and the time go in, and
 * out comes whether pictures are held back so that voices get through
 * (SPEC ADAPT-6). It doesn't flap: a line has to be thin for a while, and
 * each time that it is makes the next try later.
 */

export type ThinLine =
  | { readonly kind: 'wide'; readonly since: number; readonly waitMs: number }
  /** Too little at the moment; it may be a hiccup. */
  | { readonly kind: 'doubtful'; readonly since: number; readonly waitMs: number }
  /** Pictures are held back. */
  | { readonly kind: 'thin'; readonly until: number; readonly waitMs: number }
  /** Pictures flow again, to see whether they get through. */
  | { readonly kind: 'trying'; readonly since: number; readonly waitMs: number };

/** Bits per second, in which not even one picture in its smallest layer runs beside the voices. */
export const THIN = 100_000;
/** In which it does, with room to spare. */
export const ENOUGH = 180_000;
/** How long it must be thin. */
const DOUBT_MS = 3_000;
/** How long pictures are held back the first time, and twice as long the next. */
const FIRST_WAIT_MS = 10_000;
const LONGEST_WAIT_MS = 80_000;
/** The worker needs this long to find out what a line carries. */
const TRY_MS = 8_000;
/** After such a time without trouble the earlier one is forgotten. */
const FORGET_MS = 60_000;

export const beginning = (now: number): ThinLine => ({
  kind: 'wide',
  since: now,
  waitMs: FIRST_WAIT_MS,
});

export const holdsPictures = ({ kind }: ThinLine): boolean => kind === 'thin';

/** `bitrate`: the latest estimate; null: none, or no picture is wanted, so it says nothing. */
export function nextLine(line: ThinLine, bitrate: number | null, now: number): ThinLine {
  const { waitMs } = line;
  switch (line.kind) {
    case 'wide':
      if (bitrate === null || bitrate >= THIN) return line;
      return {
        kind: 'doubtful',
        since: now,
        waitMs: now - line.since >= FORGET_MS ? FIRST_WAIT_MS : waitMs,
      };
    case 'doubtful':
      if (bitrate === null || bitrate >= THIN) return { kind: 'wide', since: now, waitMs };
      return now - line.since < DOUBT_MS ? line : thin(waitMs, now);
    case 'thin':
      return now < line.until ? line : { kind: 'trying', since: now, waitMs };
    case 'trying':
      if (bitrate !== null && bitrate >= ENOUGH) return { kind: 'wide', since: now, waitMs };
      return now - line.since < TRY_MS ? line : thin(waitMs, now);
    default:
      return line satisfies never;
  }
}

/** The next time it takes twice as long, unless there was no trouble for a while. */
const thin = (waitMs: number, now: number): ThinLine => ({
  kind: 'thin',
  until: now + waitMs,
  waitMs: Math.min(LONGEST_WAIT_MS, waitMs * 2),
});
