/** How long calls went on, as the server counts them (METRIC-7). */
import { durationBounds, type HealthAnswer } from '@converge/protocol/rest/health';

/** Minutes; `to` is null where there is no end. */
export interface Length {
  readonly from: number;
  readonly to: number | null;
}

/** Which calls are counted under a name. */
export function lengthOf(name: string): Length {
  const index = durationBounds.findIndex((bound) => String(bound) === name);
  const place = index === -1 ? durationBounds.length : index;
  return { from: durationBounds[place - 1] ?? 0, to: durationBounds[place] ?? null };
}

/** The shape of what happened is seen in the order of lengths only. */
export const fromShortest = (
  counted: HealthAnswer['counts']['durations'],
): HealthAnswer['counts']['durations'] =>
  counted.toSorted((a, b) => lengthOf(a.name).from - lengthOf(b.name).from);
