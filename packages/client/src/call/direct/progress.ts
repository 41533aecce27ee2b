/** How far what comes in has got, by the browser's counters: sound in packets, pictures in frames. */
import type { Stats } from '../quality/sample.ts';

export interface Progress {
  /** Tells of a track whether more of it has come since the last look. */
  look(stats: Stats): (trackId: string) => boolean;
  /** The next look only begins to count. */
  forget(): void;
}

export function createProgress(): Progress {
  let known: ReadonlyMap<string, number> = new Map();
  return {
    look(stats) {
      const more = new Set<string>();
      // Of a track that the browser doesn't count any more nothing is kept.
      const now = new Map<string, number>();
      for (const stat of stats) {
        if (stat.type !== 'inbound-rtp' || typeof stat.trackIdentifier !== 'string') continue;
        const count = stat.kind === 'video' ? stat.framesDecoded : stat.packetsReceived;
        if (typeof count !== 'number') continue;
        const last = known.get(stat.trackIdentifier);
        if (last !== undefined && count > last) more.add(stat.trackIdentifier);
        now.set(stat.trackIdentifier, count);
      }
      known = now;
      return (trackId) => more.has(trackId);
    },
    forget() {
      known = new Map();
    },
  };
}
