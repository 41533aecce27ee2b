/** How far what comes in has got, by the browser's counters: sound in packets, pictures in frames. */
import type { Stats } from '../quality/sample.ts';

export function progressOf(stats: Stats): ReadonlyMap<string, number> {
  const progress = new Map<string, number>();
  for (const stat of stats) {
    if (stat.type !== 'inbound-rtp' || typeof stat.trackIdentifier !== 'string') continue;
    const count = stat.kind === 'video' ? stat.framesDecoded : stat.packetsReceived;
    if (typeof count === 'number') progress.set(stat.trackIdentifier, count);
  }
  return progress;
}
