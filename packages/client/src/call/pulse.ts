/**
 * How regularly something comes by a media path, and whether it has stopped. Pure.
 * A voice comes every 20 ms and in pauses every 400 (Opus DTX), reports about it
 * several times a second, and on a bad line each now and then not at all; so what
 * counts as silence is learned from what was usual.
 */
export interface Pulse {
  /** All that has come, and all that was sent; they only grow. `sent`, null: nothing is known of it. */
  readonly heard: number;
  readonly sent: number | null;
  /** When something last came; milliseconds. */
  readonly heardAt: number;
  /** For how long it is usually quiet between two signs. */
  readonly usualMs: number;
  /** Looks since the last sign in which something was sent that should have been answered. */
  readonly unanswered: number;
}

export type PulseLook = Pick<Pulse, 'heard' | 'sent'> & { readonly now: number };

/** Before anything is known of a path, it may be quiet for long. */
const USUAL_AT_FIRST_MS = 1_000;
/** A path that is quiet for longer than this now and then says nothing by being quiet. */
const USUAL_MOST_MS = 1_500;
/** One calm look makes a path trusted only a little more; one quiet time is remembered at once. */
const TRUST = 0.2;
/** Silence is so much more than what is usual, and no less than this. */
const UNUSUAL = 1.6;
const SHORTEST_MS = 400;
/** What was sent a moment ago can't have been answered yet. */
const UNANSWERED_LEAST = 2;

export const pulseAtFirst = ({ heard, sent, now }: PulseLook): Pulse => ({
  heard,
  sent,
  heardAt: now,
  usualMs: USUAL_AT_FIRST_MS,
  unanswered: 0,
});

export function nextPulse(pulse: Pulse, { heard, sent, now }: PulseLook): Pulse {
  if (heard === pulse.heard) {
    // Who sends nothing waits for no answer.
    const asked = sent === null || sent !== pulse.sent;
    return { ...pulse, sent, unanswered: pulse.unanswered + (asked ? 1 : 0) };
  }
  const quiet = now - pulse.heardAt;
  const usualMs =
    quiet > pulse.usualMs
      ? Math.min(USUAL_MOST_MS, quiet)
      : pulse.usualMs + (quiet - pulse.usualMs) * TRUST;
  return { heard, sent, heardAt: now, usualMs, unanswered: 0 };
}

export const isSilent = (pulse: Pulse, now: number): boolean =>
  pulse.unanswered >= UNANSWERED_LEAST &&
  now - pulse.heardAt >= Math.max(SHORTEST_MS, pulse.usualMs * UNUSUAL);
