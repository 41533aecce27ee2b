/**
 * How good somebody's line was over the time of a call: a bounded row of equal
 * steps from the call's beginning, of each the worst level there was. Pure.
 */
import * as z from 'zod/mini';
import { type QualityLevel, qualityLevels } from './quality.ts';

/** The row is never longer: when it is full its steps become twice as long. */
export const courseSteps = 60;
/** How long a step is at first, in milliseconds. */
export const courseStepMs = 10_000;

/** A letter for each step, since a room keeps many of these; "-": not there. */
export const Course = z.object({
  stepMs: z.int().check(z.gte(1)),
  levels: z.string().check(z.regex(/^[gfpl-]{0,60}$/)),
});
export type Course = z.infer<typeof Course>;

const letters = { good: 'g', fair: 'f', poor: 'p', lost: 'l' } as const satisfies Record<
  QualityLevel,
  string
>;

/** The level of each step; null: they weren't there. */
export const courseLevels = ({ levels }: Course): (QualityLevel | null)[] =>
  [...levels].map((letter) => qualityLevels.find((level) => letters[level] === letter) ?? null);

export const courseOf = (stepMs: number, levels: readonly (QualityLevel | null)[]): Course => ({
  stepMs,
  levels: levels.map((level) => (level ? letters[level] : '-')).join(''),
});

/** The worse of two; who isn't there is no worse than whoever is. */
export function worseOf(a: QualityLevel | null, b: QualityLevel | null): QualityLevel | null {
  if (a === null || b === null) return a ?? b;
  return qualityLevels.indexOf(a) >= qualityLevels.indexOf(b) ? a : b;
}
