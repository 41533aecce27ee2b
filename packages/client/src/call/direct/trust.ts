/**
 * Whether what comes directly can be relied upon. Sound comes every 20 ms, so its
 * absence says first that a path is lost. Pure but for the clock it is told.
 */
import type { Place } from './places.ts';

/** What a look at the sound says. stalled: for the first time since it last came. */
export type Flow = 'well' | 'doubtful' | 'stalled' | 'gone';

export interface Trust {
  /** Whether a stream of this kind may be taken from here. */
  allows(place: Place, now: number): boolean;
  /** Everything is taken from the server until this flows calmly again. */
  lose(now: number): void;
  /** `expected`: the other one's microphone is on. `comes`: more of it has come since the last look. */
  look(seen: { readonly expected: boolean; readonly comes: boolean; readonly now: number }): Flow;
}

/**
 * After so many looks without any sound the voice is taken from the server, which
 * has it all the while; after more of them everything is: for pictures encoders
 * have to begin again, which a short trouble isn't worth.
 */
const STALLED_LOOKS = 3;
const GONE_LOOKS = 10;
/** For so long it has to flow before it is trusted again. */
const CALM_MS = 3_000;

export function createTrust(): Trust {
  const from = { voice: 0, pictures: 0 };
  let quietLooks = 0;
  /** The microphone is on and has come directly since. */
  let heard = false;

  const lose = (now: number) => {
    from.voice = now + CALM_MS;
    from.pictures = from.voice;
  };

  return {
    allows: (place, now) => now >= from[place === 'microphone' ? 'voice' : 'pictures'],
    lose,
    look({ expected, comes, now }) {
      heard = expected && (heard || comes);
      // Where no sound is to come, ICE alone can tell.
      if (comes || !heard) {
        quietLooks = 0;
        return 'well';
      }
      quietLooks++;
      if (quietLooks < STALLED_LOOKS) return 'doubtful';
      from.voice = now + CALM_MS;
      if (quietLooks >= GONE_LOOKS) lose(now);
      return quietLooks === STALLED_LOOKS ? 'stalled' : 'gone';
    },
  };
}
