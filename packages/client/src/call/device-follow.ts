/** What a device that is plugged in or let go, or another default of the system, changes. Pure. */
import type { DeviceInfo, DeviceProblem, LocalSource } from './types.ts';

export type Follow =
  | { readonly kind: 'stay' }
  /** Goes over to this one. */
  | { readonly kind: 'use'; readonly deviceId: string }
  /** Opens anew what the system now gives. */
  | { readonly kind: 'reopen' };

export interface FollowInput {
  readonly state: LocalSource;
  /** What it was opened with, or would be; null: the system's default. */
  readonly using: string | null;
  /** What the person has chosen. */
  readonly chosen: string | null;
  readonly present: readonly DeviceInfo[];
}

/** Whether a problem may be over, or another one, without the person's doing anything in the browser. */
function mayOpen(problem: DeviceProblem, present: readonly DeviceInfo[]): boolean {
  switch (problem) {
    case 'missing':
    case 'unplugged':
      return present.length > 0;
    // Also where it isn't there: one that is being pulled out can't be read either.
    case 'busy':
      return true;
    default:
      return false;
  }
}

/** Chromium's name for whatever the system's default is. */
const DEFAULT = 'default';

export function followOf({ state, using, chosen, present }: FollowInput): Follow {
  // The chosen one is back; it was left only since it was gone.
  if (chosen !== null && using !== chosen && has(present, chosen)) {
    return { kind: 'use', deviceId: chosen };
  }
  if (state.kind === 'failed') {
    return mayOpen(state.problem, present) ? { kind: 'reopen' } : { kind: 'stay' };
  }
  // A track stays with the device it was opened on, also when the default is another by now.
  const track = 'track' in state ? state.track : null;
  const standard = present.find(({ id }) => id === DEFAULT);
  const follows = track?.getSettings().deviceId === DEFAULT && standard && standard.label !== '';
  return follows && standard.label !== track.label ? { kind: 'reopen' } : { kind: 'stay' };
}

/**
 * The device that is open, or would be: the chosen one while it is there, else the
 * first, which browsers hold for the system's default. null: there is none, or the
 * browser doesn't tell.
 */
export function inUseOf(
  state: LocalSource,
  chosen: string | null,
  present: readonly DeviceInfo[],
): string | null {
  // Whoever asks for a device may be given another: the browser's own question, or a fall back.
  const opened = 'track' in state ? state.track.getSettings().deviceId : undefined;
  if (opened !== undefined && has(present, opened)) return opened;
  return chosen !== null && has(present, chosen) ? chosen : (present[0]?.id ?? null);
}

/** Where to play: on the chosen speaker while it is there, else on the system's. */
export function speakerOf(chosen: string | null, present: readonly DeviceInfo[]): string | null {
  // An empty list: the browser doesn't tell.
  return present.length === 0 || chosen === null || has(present, chosen) ? chosen : null;
}

export type SpeakerNews =
  | { readonly kind: 'none' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'back'; readonly speaker: DeviceInfo };

/** What the person is to hear of their chosen speaker when the list is another one. */
export function speakerNewsOf(
  chosen: string | null,
  before: readonly DeviceInfo[],
  present: readonly DeviceInfo[],
): SpeakerNews {
  // An empty list: the browser doesn't tell.
  if (chosen === null || before.length === 0 || present.length === 0) return { kind: 'none' };
  const speaker = present.find(({ id }) => id === chosen);
  if (has(before, chosen)) return speaker ? { kind: 'none' } : { kind: 'gone' };
  return speaker ? { kind: 'back', speaker } : { kind: 'none' };
}

const has = (present: readonly DeviceInfo[], wanted: string): boolean =>
  present.some(({ id }) => id === wanted);
