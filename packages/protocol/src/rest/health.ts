/**
 * How the space does, for its admins.
 *
 *   GET /admin/health?span=hour|day -> HealthAnswer   (403 forbidden to everybody else)
 *   GET /admin/live                 -> LiveAnswer
 */
import * as z from 'zod/mini';
import { JoinCode, RoomId, Timestamp } from '../ids.ts';
import { Live } from './rooms.ts';

/**
 * What is measured. people: devices in calls. direct…: of two who speak directly; the
 * other numbers of lines are of those whose media goes through the server. workers: the share of
 * a core that the busiest media worker used; server: the same of the process itself. Times are
 * milliseconds, rates bits a second of all together, losses shares, memory and storage bytes.
 */
export const healthSeries = [
  'calls',
  'people',
  'sockets',
  'joinsFine',
  'joinsFailed',
  'joinTime',
  'firstPicture',
  'rateUp',
  'rateDown',
  'lossUp',
  'lossDown',
  'jitter',
  'roundTrip',
  'reconnects',
  'directPairs',
  'directTime',
  'directRate',
  'directLoss',
  'directJitter',
  'directRoundTrip',
  'workers',
  'server',
  'loopDelay',
  'memory',
  'storageFree',
] as const;
export const HealthSeries = z.enum(healthSeries);
export type HealthSeries = z.infer<typeof HealthSeries>;

export const HealthSpan = z.enum(['hour', 'day']);
export type HealthSpan = z.infer<typeof HealthSpan>;

/** What is counted over the span, by families of few values. */
export const healthCounts = [
  'outcomes',
  'durations',
  'routes',
  'direct',
  'browsers',
  'systems',
  'devices',
] as const;
export const HealthCount = z.enum(healthCounts);
export type HealthCount = z.infer<typeof HealthCount>;

/** Minutes: a call that is over counts under the first that it didn't reach, or as 'longer'. */
export const durationBounds = [1, 5, 15, 45, 90] as const;

const Counted = z.object({ name: z.string(), count: z.int() });

export const HealthQuery = z.object({ span: HealthSpan });

export const HealthAnswer = z.object({
  /** When the last of the values was taken; null: nothing was measured yet. */
  at: z.nullable(Timestamp),
  /** Since when this server runs. */
  startedAt: Timestamp,
  /** Milliseconds between two values. */
  stepMs: z.int(),
  /** Of each series the oldest first, all of the same length; null: there was nothing to measure. */
  series: z.record(HealthSeries, z.array(z.nullable(z.number()))),
  /** The most frequent first. */
  counts: z.record(HealthCount, z.array(Counted)),
  /** Where the data lie; null: it can't be said. */
  storage: z.nullable(z.object({ free: z.number(), total: z.number() })),
});
export type HealthAnswer = z.infer<typeof HealthAnswer>;

/** A call that goes on, as an admin sees it. */
export const LiveRoom = z.object({
  id: RoomId,
  code: JoinCode,
  name: z.string(),
  owner: z.string(),
  live: Live,
});
export type LiveRoom = z.infer<typeof LiveRoom>;

/** The fullest first. */
export const LiveAnswer = z.object({ rooms: z.array(LiveRoom) });
export type LiveAnswer = z.infer<typeof LiveAnswer>;
