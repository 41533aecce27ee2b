/**
 * How much coarser the one picture is that is sent directly, on a line that carries
 * less than it wants (SPEC ADAPT-11). Towards the server this isn't needed: of three
 * layers the browser leaves out the highest. Pure.
 */
import type { CallMeasure } from '../types.ts';
import type { LadderRules, Sign } from './ladder.ts';

export const coarsenessRules: LadderRules = {
  last: 2,
  badMs: 4_000,
  // Measures look back over six seconds.
  settleMs: 6_000,
  firstWaitMs: 15_000,
  longestWaitMs: 120_000,
};

/**
 * What a picture of a size needs, in bits per second: below it the browser gives up
 * sharpness, then movement, and a smaller one looks better. `climb`: where the next
 * larger one would have enough. A browser that sends little looks for no more than
 * twice of that, so it can't be more.
 */
const steps = [
  { above: 400, needs: 550_000, climb: Number.POSITIVE_INFINITY },
  { above: 200, needs: 165_000, climb: 850_000 },
  { above: 0, needs: 0, climb: 250_000 },
] as const;

export function coarsenessSign({
  outgoing,
  streams,
}: Pick<CallMeasure, 'outgoing' | 'streams'>): Sign {
  const short = Math.max(
    0,
    ...streams
      .filter(({ direction, source }) => direction === 'sent' && source === 'camera')
      .map(({ width, height }) => Math.min(width, height)),
  );
  const step = steps.find(({ above }) => short > above);
  if (outgoing === null || !step) return 'unknown';
  if (outgoing < step.needs) return 'bad';
  return outgoing >= step.climb ? 'good' : 'unknown';
}
