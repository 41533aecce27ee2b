/**
 * Asks the worker to find out whether a line carries more than it thinks (SPEC ADAPT-12).
 *
 * Its estimate (Google congestion control) falls within a second, and where all that is
 * sent fits under it, it doesn't look any further: it grows by some kilobits a second. A
 * line that was bad for a moment, or only seemed so, shows stamps for minutes. A limit
 * that is raised, though, makes it send a short burst at the new one at once and measure
 * how that arrives: 15 ms of it, as browsers do on their way up. So the limit is laid on
 * the estimate and then raised to twice as much, again and again while that helps.
 */
export interface LineProbe {
  readonly limit: Limit;
  /** Since when pictures are smaller than wished for, or it was last asked; null: they aren't. */
  readonly since: number | null;
  /** What the line was thought to carry then. */
  readonly bitrate: number;
  readonly waitMs: number;
}

/** What the worker was told to keep to: its usual limit, or a lower one for a while. */
type Limit = 'usual' | 'low';

/** What the worker is to do: nothing, look for twice as much, or forget the low limit. */
export type Step = 'none' | 'look' | 'release';

/** Of what is short for so long, more is looked for. */
const FIRST_WAIT_MS = 1_500;
/** On a line that is as thin as it is thought a burst takes from the pictures: it comes more rarely there. */
const LONGEST_WAIT_MS = 6_000;
/** More by so much, and the burst has found something. */
const GROWN = 1.3;

export const usualProbe: LineProbe = {
  limit: 'usual',
  since: null,
  bitrate: 0,
  waitMs: FIRST_WAIT_MS,
};

/**
 * @param bitrate the latest estimate, in bits a second
 * @param short whether a picture is smaller than wished for, though its sender sends it larger
 * @param now milliseconds, of any clock that only goes forward
 */
export function nextProbe(
  probe: LineProbe,
  bitrate: number,
  short: boolean,
  now: number,
): { readonly probe: LineProbe; readonly step: Step } {
  if (!short) {
    const step = probe.limit === 'low' ? 'release' : 'none';
    return { probe: step === 'none' && probe.since === null ? probe : usualProbe, step };
  }
  if (probe.since === null) return { probe: { ...probe, since: now, bitrate }, step: 'none' };
  const grown = probe.limit === 'low' && bitrate >= probe.bitrate * GROWN;
  if (!grown && now - probe.since < probe.waitMs) return { probe, step: 'none' };
  const waitMs = grown || probe.limit === 'usual' ? FIRST_WAIT_MS : probe.waitMs * 2;
  return {
    probe: { limit: 'low', since: now, bitrate, waitMs: Math.min(LONGEST_WAIT_MS, waitMs) },
    step: 'look',
  };
}
