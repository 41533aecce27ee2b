/** How the own voice is encoded on the line as it is (SPEC ADAPT-10). Pure. */
import { ENOUGH, THIN } from '@converge/protocol/thin-line';
import type { CallMeasure } from '../types.ts';
import { type Ladder, type LadderRules, nextRung, type Sign, topRung } from './ladder.ts';
import { uplinkOf } from './uplink.ts';

/**
 * usual: as it is on a good line. guarded: packets get lost, so there are more
 * bits for the spare copy in each (FEC, RFC 6716), of which the encoder makes as
 * much use as the reported loss asks for. spare: the line is thin; half of the
 * bits, and longer packets, since at 20 ms the headers weigh as much as the voice.
 */
export type Voice = 'usual' | 'guarded' | 'spare';

export interface VoiceEncoding {
  /** Bits per second. */
  readonly maxBitrate: number;
  /** Lets the browser make packets of up to 60 ms and longer; one that can't goes on as before. */
  readonly adaptivePtime: boolean;
}

export const voiceEncodings: Readonly<Record<Voice, VoiceEncoding>> = {
  usual: { maxBitrate: 32_000, adaptivePtime: false },
  guarded: { maxBitrate: 40_000, adaptivePtime: false },
  spare: { maxBitrate: 16_000, adaptivePtime: true },
};

const rules: LadderRules = {
  last: 1,
  badMs: 4_000,
  settleMs: 6_000,
  firstWaitMs: 20_000,
  longestWaitMs: 160_000,
};

/** Where a spare copy begins to be worth its bits. */
const LOSS_SOME = 0.04;
const LOSS_NONE = 0.02;
/** So much loss is mostly a queue that overflows: more bits would make it worse. */
const LOSS_FULL = 0.25;
const LOSS_FULL_OVER = 0.1;

export interface VoiceCare {
  readonly thin: Ladder;
  readonly lossy: Ladder;
}

export const voiceAtFirst = (now: number): VoiceCare => ({
  thin: topRung(now, rules),
  lossy: topRung(now, rules),
});

export type VoiceLook = Pick<CallMeasure, 'outgoing' | 'sent'> & {
  /** A picture is sent beside it; an estimate made by a voice alone says little. */
  readonly besidePicture: boolean;
  /** The picture is held back already, since the line is too thin for it. */
  readonly pictureHeld: boolean;
};

export function nextVoice(care: VoiceCare, look: VoiceLook, now: number): VoiceCare {
  return {
    thin: nextRung(care.thin, thinSign(look), now, rules),
    lossy: nextRung(care.lossy, lossSign(look), now, rules),
  };
}

export function voiceOf({ thin, lossy }: VoiceCare): Voice {
  if (thin.rung > 0) return 'spare';
  return lossy.rung > 0 ? 'guarded' : 'usual';
}

function thinSign(look: VoiceLook): Sign {
  const { loss } = look.sent;
  if (look.pictureHeld || (loss !== null && loss >= LOSS_FULL)) return 'bad';
  const carries = look.besidePicture ? uplinkOf(look) : null;
  if (carries !== null && carries < THIN) return 'bad';
  const wide = carries === null || carries >= ENOUGH;
  return wide && (loss === null || loss < LOSS_FULL_OVER) ? 'good' : 'unknown';
}

function lossSign({ sent: { loss } }: VoiceLook): Sign {
  if (loss === null) return 'unknown';
  if (loss >= LOSS_SOME) return 'bad';
  return loss < LOSS_NONE ? 'good' : 'unknown';
}
