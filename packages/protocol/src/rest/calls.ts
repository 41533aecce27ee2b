/**
 * What stays of a room's calls, for who leads the room; the latest first.
 *
 *   GET /rooms/:roomId/calls -> CallReportsAnswer
 */
import * as z from 'zod/mini';
import { Timestamp } from '../ids.ts';
import { Route } from '../quality.ts';

const Milliseconds = z.int().check(z.gte(0));

/** One person in a call that is over, on however many devices and however often they came. */
export const CallReportPerson = z.object({
  /** As it was then; a guest may be nobody tomorrow. */
  name: z.string(),
  kind: z.enum(['user', 'guest']),
  arrivedAt: Timestamp,
  leftAt: Timestamp,
  /** How long they were connected how well, altogether. */
  levels: z.object({
    good: Milliseconds,
    fair: Milliseconds,
    poor: Milliseconds,
    lost: Milliseconds,
  }),
  /** How often a lost line came back. */
  reconnects: z.int(),
  routes: z.array(Route),
});
export type CallReportPerson = z.infer<typeof CallReportPerson>;

export const CallReport = z.object({
  id: z.string(),
  startedAt: Timestamp,
  endedAt: Timestamp,
  /** The server ended, and the call with it; after a kill `endedAt` is when it was last written down. */
  byServer: z.boolean(),
  /** In the order in which they came. */
  people: z.array(CallReportPerson),
});
export type CallReport = z.infer<typeof CallReport>;

export const CallReportsAnswer = z.object({ calls: z.array(CallReport) });
export type CallReportsAnswer = z.infer<typeof CallReportsAnswer>;
