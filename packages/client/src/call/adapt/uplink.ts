/**
 * What the own way up carries, as far as it can be told from here (SPEC ADAPT-9).
 * Pure; what follows from it is decided as for the way down, in `protocol/thin-line`.
 */
import type { CallMeasure } from '../types.ts';

/** A browser that doesn't estimate lets us do it where much is lost; otherwise nothing is known. */
const LOSS_TELLS = 0.2;

/** Bits per second; null: nothing is known, or too little is sent to tell. */
export function uplinkOf({
  outgoing,
  sent,
}: Pick<CallMeasure, 'outgoing' | 'sent'>): number | null {
  if (outgoing !== null) return outgoing;
  return sent.loss !== null && sent.loss >= LOSS_TELLS ? sent.bitrate * (1 - sent.loss) : null;
}
