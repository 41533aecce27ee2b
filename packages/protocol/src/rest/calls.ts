/**
 * What stays of a room's calls, for who leads the room; the latest first.
 *
 *   GET /rooms/:roomId/calls?before                   -> CallReportsAnswer
 *   GET /rooms/:roomId/attendance.csv AttendanceQuery -> text/csv: who came and went
 *
 * Refusals: not_signed_in, room_not_found, forbidden.
 */
import * as z from 'zod/mini';
import { Stay } from '../attendance.ts';
import { Course } from '../course.ts';
import { CallId, PersonId, Timestamp } from '../ids.ts';
import { Route } from '../quality.ts';
import { Locale } from './me.ts';

const Milliseconds = z.int().check(z.gte(0));

/** One person in a call that is over, on however many devices and however often they came. */
export const CallReportPerson = z.object({
  /** A guest's is that of their key; null in reports of times when nobody asked. */
  id: z.nullable(PersonId),
  /** As it was then; a guest may be nobody tomorrow. */
  name: z.string(),
  kind: z.enum(['user', 'guest']),
  arrivedAt: Timestamp,
  leftAt: Timestamp,
  /** When they were there, short absences joined; the first begins with `arrivedAt`. */
  stays: z.array(Stay),
  /** How long they were connected how well, altogether. */
  levels: z.object({
    good: Milliseconds,
    fair: Milliseconds,
    poor: Milliseconds,
    lost: Milliseconds,
  }),
  /** The same over time; null in reports of times when nobody wrote it down. */
  course: z.nullable(Course),
  /** How often a lost line came back, to the seat or to a new one. */
  reconnects: z.int(),
  routes: z.array(Route),
});
export type CallReportPerson = z.infer<typeof CallReportPerson>;

export const CallReport = z.object({
  id: CallId,
  startedAt: Timestamp,
  endedAt: Timestamp,
  /** The server ended, and the call with it; after a kill `endedAt` is when it was last written down. */
  byServer: z.boolean(),
  /** In the order in which they came. */
  people: z.array(CallReportPerson),
});
export type CallReport = z.infer<typeof CallReport>;

/** A call that is over, and who of the room's members didn't come. */
export const PastCall = z.extend(CallReport, {
  /** By name, as many as a page can show. */
  absent: z.array(z.object({ id: PersonId, name: z.string() })),
  /** How many more there are; the file names all. */
  moreAbsent: z.int(),
});
export type PastCall = z.infer<typeof PastCall>;

export const CallReportsQuery = z.object({
  /** Calls before this one; absent: the latest. */
  before: z.optional(CallId),
});

export const CallReportsAnswer = z.object({
  calls: z.array(PastCall),
  /** Whether there are earlier ones. */
  more: z.boolean(),
});
export type CallReportsAnswer = z.infer<typeof CallReportsAnswer>;

/** Whether times can be written in it. */
export const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
};

export const AttendanceQuery = z.object({
  /** One call; without it all that are kept. */
  call: z.optional(CallId),
  /** Of the heads. */
  language: z.optional(Locale),
  /** In which the times are written, such as Europe/Kyiv; UTC without it. */
  timeZone: z.optional(z.string().check(z.maxLength(64), z.refine(isTimeZone))),
});
export type AttendanceQuery = z.infer<typeof AttendanceQuery>;
