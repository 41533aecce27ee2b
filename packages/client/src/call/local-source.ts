/**
 * One microphone or camera of the person's own, brought to what is wanted of it:
 * closed, held back, or on. What is wanted may change while the browser still
 * asks; the latest wins, and what was opened for nothing is closed again.
 */
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import { reconcile } from '../state/reconcile.ts';
import type { Scope } from '../state/scope.ts';
import { createValue, type Value } from '../state/value.ts';
import type { Capture, CaptureKind } from './capture.ts';
import { problemOf } from './device-problem.ts';
import type { DeviceProblem, LocalSource } from './types.ts';

export type Wanted = 'closed' | 'muted' | 'on';

export interface LocalDevice {
  readonly state: Value<LocalSource>;
  want(wanted: Wanted): void;
  /** What it is opened with. */
  readonly using: string | null;
  /** Another device; at once where one is open. */
  use(deviceId: string | null): void;
  /** The same as `use`, by itself; null: anew with the one it has. Said with `onMoved`. */
  follow(deviceId: string | null): void;
  /** Looks whether what is open still lives; after a sleep nobody may have said that it doesn't. */
  look(): void;
}

export interface LocalDeviceOptions {
  readonly kind: CaptureKind;
  readonly deviceId: string | null;
  readonly capture: Capture;
  readonly obstacle: DeviceProblem | null;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  /** It opened, so the browser now tells the devices' names. */
  readonly onOpened: () => void;
  /** The device in use ended; `fallen`: what took its place, null: it was pulled out, and there is no other. */
  readonly onUnplugged: (fallen: MediaStreamTrack | null) => void;
  /** It followed to another device. */
  readonly onMoved: (to: MediaStreamTrack) => void;
}

/** A device that changes its rate, or a system that asks something, gives nothing for a moment. */
const INTERRUPTED_MS = 3_000;

interface Desire {
  readonly wanted: Wanted;
  readonly deviceId: string | null;
}

export function createLocalDevice(options: LocalDeviceOptions): LocalDevice {
  const { kind, capture, obstacle, scope, clock, log } = options;
  const { onOpened, onUnplugged, onMoved } = options;
  const state = createValue<LocalSource>({ kind: 'off' }, sameSource);
  const desire = createValue<Desire>({ wanted: 'closed', deviceId: options.deviceId });
  /** The device ended by itself, and what takes its place is still to be found. */
  let fallen = false;
  /** It follows to another device by itself, which is to be said. */
  let following = false;
  /** What is open is to be opened anew. */
  let stale = false;
  let stopTimer = () => {};
  let open: { readonly track: MediaStreamTrack; readonly deviceId: string | null } | null = null;

  const loop = reconcile(desire, apply, {
    onError(error) {
      const problem = obstacle ?? nameOf(error);
      log.warn('a device did not open', { kind, problem });
      close();
      if (fallen && problem === 'unplugged') onUnplugged(null);
      fallen = false;
      following = false;
      // Who wanted it off meanwhile has no problem.
      if (desire.get().wanted === 'on') state.set({ kind: 'failed', problem });
      else state.set({ kind: 'off' });
    },
  });
  scope.onClose(() => {
    loop.close();
    desire.set({ ...desire.get(), wanted: 'closed' });
    close();
    state.set({ kind: 'off' });
  });

  return {
    state,
    want(wanted) {
      if (scope.closed) return;
      // The microphone must fall silent in this very moment, whatever is under way.
      if (open) open.track.enabled = wanted === 'on';
      const failed = state.get().kind === 'failed';
      const same = desire.get().wanted === wanted;
      desire.set({ ...desire.get(), wanted });
      // Pressing the button once more is how a person tries again.
      if (!same || !failed || wanted !== 'on') return;
      stale = open !== null;
      loop.again();
    },
    get using() {
      return desire.get().deviceId;
    },
    use(deviceId) {
      if (!scope.closed) desire.set({ ...desire.get(), deviceId });
    },
    follow(deviceId) {
      if (scope.closed) return;
      following = true;
      if (deviceId !== null) {
        desire.set({ ...desire.get(), deviceId });
        return;
      }
      stale = open !== null;
      loop.again();
    },
    look() {
      if (open?.track.readyState === 'ended') ended(open.track);
    },
  };

  async function apply({ wanted, deviceId }: Desire): Promise<void> {
    if (wanted === 'closed' || (wanted === 'muted' && !open && !fallen)) {
      fallen = false;
      following = false;
      close();
      state.set({ kind: 'off' });
      return;
    }
    if (!open || stale || open.deviceId !== deviceId) await switchTo(deviceId, wanted === 'on');
    show();
  }

  async function switchTo(deviceId: string | null, announce: boolean): Promise<void> {
    // What is tried again by itself has its problem until it hasn't: a notice would only flicker.
    if (!open && announce && !following) state.set({ kind: 'starting' });
    if (obstacle) throw new DOMException(obstacle, 'NotSupportedError');
    const track = await capture.open(kind, deviceId);
    if (scope.closed) {
      track.stop();
      return;
    }
    // The old one ends only now, so that whoever sends it can change over.
    const before = open;
    open = { track, deviceId };
    stale = false;
    stopTimer();
    track.enabled = desire.get().wanted === 'on';
    track.addEventListener('ended', () => ended(track));
    track.addEventListener('mute', () => interrupted(track));
    track.addEventListener('unmute', () => resumed(track));
    show();
    before?.track.stop();
    onOpened();
    if (fallen) onUnplugged(track);
    else if (following) onMoved(track);
    fallen = false;
    following = false;
  }

  /** What was there and isn't any more was pulled out; what is there and doesn't open has a reason of its own. */
  function nameOf(error: unknown): DeviceProblem {
    const problem = problemOf(error);
    const gone = fallen || problemIn(state.get()) === 'unplugged';
    return gone && problem === 'missing' ? 'unplugged' : problem;
  }

  /** The track ended by itself: the device was pulled out, taken by something else, or forbidden. */
  function ended(track: MediaStreamTrack): void {
    if (open?.track !== track) return;
    log.info('a device is gone', { kind });
    open = null;
    fallen = true;
    desire.set({ ...desire.get(), deviceId: null });
  }

  /** It gives nothing for now. The track stays open: what took it may let it go again. */
  function interrupted(track: MediaStreamTrack): void {
    if (open?.track !== track) return;
    stopTimer();
    stopTimer = clock.after(INTERRUPTED_MS, () => {
      if (open?.track !== track || !track.muted || desire.get().wanted !== 'on') return;
      log.info('a device gives nothing', { kind });
      state.set({ kind: 'failed', problem: 'interrupted' });
    });
  }

  function resumed(track: MediaStreamTrack): void {
    if (open?.track !== track) return;
    stopTimer();
    show();
  }

  function show(): void {
    if (!open) return;
    const { track } = open;
    const on = desire.get().wanted === 'on';
    state.set({ kind: on ? 'on' : 'muted', track });
    // Of what was taken before it was wanted nobody says anything any more.
    if (on && track.muted) interrupted(track);
  }

  function close(): void {
    const before = open;
    stopTimer();
    open = null;
    stale = false;
    before?.track.stop();
  }
}

const trackOf = (source: LocalSource) => ('track' in source ? source.track : null);
const problemIn = (source: LocalSource) => (source.kind === 'failed' ? source.problem : null);

function sameSource(a: LocalSource, b: LocalSource): boolean {
  return a.kind === b.kind && trackOf(a) === trackOf(b) && problemIn(a) === problemIn(b);
}
