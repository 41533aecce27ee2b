/** What the class benchmark tells its bot processes, and what they answer. */
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import type { Rhythm } from '../lib/synthetic-track.ts';

interface Place {
  readonly url: string;
  readonly roomId: string;
  readonly capabilities: RouterCapabilities;
}

export type ClassPlan = Place &
  (
    | {
        readonly kind: 'teacher';
        readonly cookie: string;
        readonly screen: Rhythm;
        readonly microphone: Rhythm;
      }
    /** Come at once, and stay. */
    | { readonly kind: 'viewers'; readonly cookies: readonly string[] }
    /** Come one after the other, each leaving when the share is there. */
    | { readonly kind: 'late'; readonly cookies: readonly string[] }
  );

/** Over all viewers of a process, from the beginning. */
export interface ViewerCounts {
  readonly received: number;
  readonly lost: number;
}

/** Milliseconds from the click on Join to the first packet of the share, of each who came late. */
export type LateAnswer = readonly number[];
