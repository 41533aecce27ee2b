/**
 * Has the worker find out whether a line carries more than it thinks (SPEC ADAPT-12).
 *
 * Its estimate (Google congestion control) falls within a second, and where what is sent
 * just fits under it, it doesn't look any further: it grows by some kilobits a second. A
 * line that was bad for a moment, or only seemed so, shows stamps for minutes. When the
 * limit of what may be sent becomes another, though, and lies above the estimate, the
 * worker sends a short burst of padding at that rate and measures how it arrives, as
 * browsers do on their way up (libwebrtc, `ProbeController::OnMaxTotalAllocatedBitrate`).
 */
export interface LineProbe {
  /** Since when pictures are smaller than wished for, or it was last looked; null: they aren't. */
  readonly since: number | null;
  /** What the line was thought to carry then. */
  readonly bitrate: number;
  /** How often in a row it was looked. */
  readonly times: number;
  readonly waitMs: number;
}

/**
 * What the worker is to be told: nothing, the limit at which it looks for more, in bits a
 * second, or its usual one. (The one that libwebrtc itself has for a *raised* limit doesn't
 * get through mediasoup 3.27, which drops the burst.)
 */
export type Step = null | number | 'usual';

/** Of what is short for so long, more is looked for. */
const FIRST_WAIT_MS = 1_500;
/** On a line that is as thin as it is thought a burst takes from the pictures: it comes more rarely there. */
const LONGEST_WAIT_MS = 6_000;
/** Less than the worker ever estimates: it has no path, and a limit of 0 would be none. */
const LEAST = 30_000;
/** More by so much, and the burst has found something. */
const GROWN = 1.2;
/** Times the estimate; in turn, since the same limit once more is none that became another. */
const LIMITS = [1.5, 1.35] as const;

export const usualProbe: LineProbe = {
  since: null,
  bitrate: 0,
  times: 0,
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
  const { since, times } = probe;
  if (!short || bitrate < LEAST) return { probe: usualProbe, step: times > 0 ? 'usual' : null };
  if (since === null) return { probe: { ...usualProbe, since: now, bitrate }, step: null };
  const grown = times > 0 && bitrate >= probe.bitrate * GROWN;
  if (!grown && now - since < probe.waitMs) return { probe, step: null };
  const waitMs = grown || times === 0 ? FIRST_WAIT_MS : Math.min(LONGEST_WAIT_MS, probe.waitMs * 2);
  const factor = LIMITS[times % LIMITS.length] ?? LIMITS[0];
  return {
    probe: { since: now, bitrate, times: times + 1, waitMs },
    step: Math.round(bitrate * factor),
  };
}
