/** What the SFU benchmark tells each of its bot processes, and what they answer. */
import type { RouterCapabilities } from '@converge/protocol/realtime/media';
import type { Rhythm } from '../lib/synthetic-track.ts';

export interface BotPlan {
  readonly cookie: string;
  /** null: sends none. */
  readonly camera: Rhythm | null;
  readonly microphone: Rhythm | null;
}

export interface Plan {
  readonly url: string;
  readonly roomId: string;
  readonly capabilities: RouterCapabilities;
  readonly bots: readonly BotPlan[];
  /** How many cameras and microphones there are in the room, those of these bots included. */
  readonly cameras: number;
  readonly microphones: number;
}

/** Counted between `begin` and `end`, over all bots of the process. */
export interface Counts {
  readonly sent: number;
  readonly received: number;
  /** Gaps in the sequence numbers of what came. */
  readonly lost: number;
  readonly bytes: number;
}
