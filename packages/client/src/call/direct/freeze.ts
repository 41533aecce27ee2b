/**
 * Whether a camera's picture that comes directly has frozen while the voice beside
 * it flows, as where each whole picture gets lost, or the encoder stopped (SPEC
 * P2P-11). Pure but for the clock it is told. A shared page isn't judged: it may
 * stand still for as long as it likes.
 */
export interface Freeze {
  /** Whether the picture may be taken from here. */
  allows(now: number): boolean;
  /**
   * `due`: it is taken from here, and more of it should come; `comes`: it did since
   * the last look. The answer is whether it has frozen just now.
   */
  look(seen: { readonly due: boolean; readonly comes: boolean; readonly now: number }): boolean;
}

/** A decoder that misses a picture asks for a whole one after three seconds: so long it may take. */
const FROZEN_MS = 4_000;
/** For so long the server's is taken the first time, and twice as long each time after. */
const FIRST_AWAY_MS = 30_000;
const LONGEST_AWAY_MS = 300_000;

export function createFreeze(): Freeze {
  let from = 0;
  let awayMs = FIRST_AWAY_MS;
  /** Since when it is due and doesn't come; null: it comes, or needn't. */
  let since: number | null = null;
  return {
    allows: (now) => now >= from,
    look({ due, comes, now }) {
      since = due && !comes ? (since ?? now) : null;
      if (since === null || now - since < FROZEN_MS) return false;
      since = null;
      from = now + awayMs;
      awayMs = Math.min(LONGEST_AWAY_MS, awayMs * 2);
      return true;
    },
  };
}
