/**
 * How the way into the call went, from the click to the first picture. It is told
 * to the server once for each joining, when there is nothing more to wait for.
 */
import type { Arrival } from '@converge/protocol/quality';
import type { Clock } from '../state/clock.ts';

export interface ArrivalWatch {
  /** A person asked to be let in at this time (milliseconds since 1970). */
  begin(since: number): void;
  /** The server let them in. */
  admitted(): void;
  /** A media path stands. */
  connected(): void;
  /** A picture of somebody else was drawn. */
  pictureShown(): void;
  /** What is to be told now; null: not complete yet, or told already. */
  due(): Arrival | null;
  /** It arrived at the server. */
  told(): void;
}

/** Whoever has seen nothing for so long after they were let in won't, or is alone. */
const PATIENCE_MS = 10_000;
const LONGEST_MS = 600_000;

export function createArrivalWatch(clock: Clock): ArrivalWatch {
  let since: number | null = null;
  let times: { -readonly [K in keyof Arrival]: Arrival[K] | null } = nothing();

  return {
    begin(at) {
      since = at;
      times = nothing();
    },
    admitted: () => note('admitted'),
    connected: () => note('connected'),
    pictureShown: () => note('firstPicture'),
    due() {
      const { admitted, connected, firstPicture } = times;
      if (since === null || admitted === null) return null;
      const complete = connected !== null && firstPicture !== null;
      if (!complete && clock.now() - since - admitted < PATIENCE_MS) return null;
      return { admitted, connected, firstPicture };
    },
    told() {
      since = null;
    },
  };

  function note(what: keyof Arrival): void {
    if (since === null) return;
    times[what] ??= Math.min(LONGEST_MS, Math.max(0, Math.round(clock.now() - since)));
  }
}

const nothing = () => ({ admitted: null, connected: null, firstPicture: null });
