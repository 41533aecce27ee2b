/** Fetches what is missing between known messages, the oldest gap first, until there is none. */
import type { Seq } from '@converge/protocol/ids';
import { type Conversation, firstGap } from '@converge/protocol/reduce/conversation';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import type { Value } from '../state/value.ts';

export interface GapsOptions {
  readonly copy: Value<Conversation>;
  /** Brings the messages that follow `after` into the copy. */
  readonly fetch: (after: Seq) => Promise<void>;
  readonly online: Value<boolean>;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
}

/** How long to leave a server alone that was too busy to fill a gap. */
const PAUSE_MS = 2_000;

/** Answers what to call whenever the copy has grown; one run at a time. */
export function createGapFiller(options: GapsOptions): () => void {
  const { copy, fetch, online, scope, clock, log } = options;
  let filling = false;
  let stopTimer = () => {};
  scope.onClose(() => stopTimer());
  return () => void fill();

  async function fill(): Promise<void> {
    if (filling) return;
    filling = true;
    try {
      for (let gap = firstGap(copy.get()); gap && !scope.closed; gap = firstGap(copy.get())) {
        await fetch(gap.after);
        if (firstGap(copy.get())?.after === gap.after) {
          log.error('a gap of the conversation stays', gap);
          return;
        }
      }
    } catch (error) {
      log.warn('a gap of the conversation waits', { error });
      // Without a line, opening the room on the next one comes back to it.
      if (!online.get() || scope.closed) return;
      stopTimer();
      stopTimer = clock.after(PAUSE_MS, () => void fill());
    } finally {
      filling = false;
    }
  }
}
