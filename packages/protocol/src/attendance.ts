/** How long somebody was there (SPEC ATT). Pure. */
import * as z from 'zod/mini';
import { Timestamp } from './ids.ts';

/** One time of being there, without being away for longer than a lost line takes. */
export const Stay = z.object({ from: Timestamp, to: Timestamp });
export type Stay = z.infer<typeof Stay>;

/** Milliseconds present, altogether. */
export const timePresent = (stays: readonly Stay[]): number =>
  stays.reduce((sum, { from, to }) => sum + Math.max(0, to - from), 0);

/** The same in minutes; who was there at all was there for one. */
export const minutesPresent = (stays: readonly Stay[]): number =>
  stays.length === 0 ? 0 : Math.max(1, Math.round(timePresent(stays) / 60_000));
