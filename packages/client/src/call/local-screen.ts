/** The person's own screen, with or without its sound, until they or the browser end it. */
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { createValue, type Value } from '../state/value.ts';
import { problemOf } from './device-problem.ts';
import type { MediaPort } from './media-port.ts';
import type { LocalSource } from './types.ts';

export interface LocalScreen {
  readonly video: Value<LocalSource>;
  readonly audio: Value<LocalSource>;
  start(options?: { readonly audio?: boolean }): Promise<void>;
  stop(): void;
}

/** Known to browsers before it is known to TypeScript. */
interface ScreenOptions extends DisplayMediaStreamOptions {
  readonly selfBrowserSurface: 'exclude';
  readonly systemAudio: 'exclude';
  readonly windowAudio: 'exclude';
  readonly surfaceSwitching: 'include';
}

/** `purpose`: to share with all, or for the wall, where a whole screen is meant. */
export function createLocalScreen(
  port: MediaPort,
  scope: Scope,
  log: Log,
  purpose: 'share' | 'wall' = 'share',
): LocalScreen {
  const video = createValue<LocalSource>({ kind: 'off' });
  const audio = createValue<LocalSource>({ kind: 'off' });
  /** Counts the asking, so that a choice made after `stop` isn't shown. */
  let turn = 0;

  const stop = () => {
    turn++;
    for (const source of [video, audio]) {
      const state = source.get();
      source.set({ kind: 'off' });
      if (state.kind === 'on') state.track.stop();
    }
  };
  scope.onClose(stop);

  return {
    video,
    audio,
    stop,
    async start({ audio: withAudio = false } = {}) {
      if (scope.closed || video.get().kind === 'starting') return;
      if (!port.getDisplayMedia) {
        video.set({ kind: 'failed', problem: port.obstacle ?? 'unsupported' });
        return;
      }
      const mine = ++turn;
      const before = video.get();
      if (before.kind !== 'on') video.set({ kind: 'starting' });
      try {
        const stream = await port.getDisplayMedia(optionsFor(withAudio, purpose));
        if (mine !== turn) {
          for (const track of stream.getTracks()) track.stop();
          return;
        }
        show(stream);
      } catch (error) {
        if (mine === turn) refused(error, before);
      }
    },
  };

  function show(stream: MediaStream): void {
    const [picture, sound] = [stream.getVideoTracks()[0], stream.getAudioTracks()[0]];
    const old = [video.get(), audio.get()];
    if (picture) {
      // Sharp letters before smooth movement (W3C mst-content-hint).
      picture.contentHint = 'detail';
      picture.addEventListener('ended', () => isShown(picture) && stop());
    }
    video.set(picture ? { kind: 'on', track: picture } : { kind: 'off' });
    audio.set(sound ? { kind: 'on', track: sound } : { kind: 'off' });
    for (const state of old) if (state.kind === 'on') state.track.stop();
  }

  function isShown(track: MediaStreamTrack): boolean {
    const state = video.get();
    return state.kind === 'on' && state.track === track;
  }

  function refused(error: unknown, before: LocalSource): void {
    const problem = problemOf(error);
    // Closing the picker is a choice and no fault; what was shown goes on.
    if (problem === 'denied') {
      video.set(before.kind === 'on' ? before : { kind: 'off' });
      return;
    }
    log.warn('the screen can’t be shown', { problem });
    video.set({ kind: 'failed', problem });
  }
}

const optionsFor = (audio: boolean, purpose: 'share' | 'wall'): ScreenOptions => ({
  video: {
    width: { max: 2560 },
    height: { max: 1600 },
    frameRate: purpose === 'wall' ? { ideal: 15, max: 15 } : { ideal: 30, max: 30 },
    ...(purpose === 'wall' ? { displaySurface: 'monitor' } : {}),
  },
  // What a tab plays is sent as it is; cleaning it up as speech would spoil music.
  audio: audio && { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
  // A call that shows itself is a hall of mirrors.
  selfBrowserSurface: 'exclude',
  // What the whole machine plays has the call in it, which would come back to everybody as
  // their own voice. The sound of a tab is offered all the same.
  systemAudio: 'exclude',
  windowAudio: 'exclude',
  surfaceSwitching: 'include',
});
