/**
 * Plays what is heard of the others, through the chosen speaker. Browsers refuse
 * sound on pages nobody has touched; that shows here, with the way out.
 */
import { kindOf } from '@converge/protocol/realtime/media';
import { createValue, type Value } from '../state/value.ts';
import type { RemoteTrack } from './types.ts';

/** blocked: the browser wants a gesture first; call `resume` from one. */
export type PlaybackState = 'playing' | 'blocked';

export interface Playback {
  readonly state: Value<PlaybackState>;
  /** Tries again what was refused; from a click or a key. */
  resume(): void;
  close(): void;
}

/** The part of an audio element that is needed here. */
export type AudioOut = Pick<HTMLAudioElement, 'srcObject' | 'play' | 'pause'> & {
  setSinkId?(deviceId: string): Promise<void>;
};

export interface PlaybackOptions {
  readonly tracks: Value<readonly RemoteTrack[]>;
  /** The chosen speaker; null: the system's. */
  readonly speaker: Value<string | null>;
  readonly createAudio?: (track: MediaStreamTrack) => AudioOut;
}

export function createPlayback(options: PlaybackOptions): Playback {
  const { tracks, speaker, createAudio = browserAudio } = options;
  const state = createValue<PlaybackState>('playing');
  const playing = new Map<MediaStreamTrack, { readonly audio: AudioOut; readonly place: string }>();

  const ends = [tracks.subscribe(follow), speaker.subscribe(route)];
  follow();

  return {
    state,
    resume() {
      state.set('playing');
      for (const { audio } of playing.values()) void start(audio);
    },
    close() {
      for (const end of ends) end();
      for (const track of [...playing.keys()]) stop(track);
    },
  };

  function follow(): void {
    const wanted = new Map(
      tracks
        .get()
        .filter(({ source }) => kindOf[source] === 'audio')
        .map((one) => [one.track, one]),
    );
    const begun = new Map<string, Promise<unknown>>();
    for (const [track, one] of wanted) {
      if (playing.has(track)) continue;
      const audio = createAudio(track);
      playing.set(track, { audio, place: placeOf(one) });
      routeOne(audio);
      begun.set(placeOf(one), start(audio));
    }
    for (const [track, { place }] of [...playing]) {
      if (wanted.has(track)) continue;
      // What takes its place isn't heard yet: a moment of both is better than of neither.
      const successor = begun.get(place);
      if (successor) void successor.then(() => isWanted(track) || stop(track));
      else stop(track);
    }
  }

  function isWanted(track: MediaStreamTrack): boolean {
    return tracks.get().some((one) => one.track === track);
  }

  /** Settles when it plays, or won't. */
  function start(audio: AudioOut): Promise<void> {
    return audio.play().catch((error: unknown) => {
      // One that was stopped meanwhile is refused as well, rightly.
      const blocked = error instanceof Error && error.name === 'NotAllowedError';
      if (blocked) state.set('blocked');
    });
  }

  function stop(track: MediaStreamTrack): void {
    const audio = playing.get(track)?.audio;
    playing.delete(track);
    if (!audio) return;
    audio.pause();
    audio.srcObject = null;
  }

  function route(): void {
    for (const { audio } of playing.values()) routeOne(audio);
  }

  function routeOne(audio: AudioOut): void {
    // A speaker that is gone: the browser stays with the one it plays on.
    audio.setSinkId?.(speaker.get() ?? '').catch(() => {});
  }
}

const placeOf = ({ participantId, source }: RemoteTrack) => `${participantId} ${source}`;

function browserAudio(track: MediaStreamTrack): AudioOut {
  const audio = new Audio();
  audio.autoplay = true;
  audio.srcObject = new MediaStream([track]);
  return audio;
}
