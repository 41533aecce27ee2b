/**
 * Tells the server up to where the person has read: forwards only, not with
 * every line that scrolls by, and again after a lost line.
 */
import type { Seq } from '@converge/protocol/ids';
import type { Clock } from '../state/clock.ts';
import type { Value } from '../state/value.ts';

export interface ReadMark {
  move(seq: Seq): void;
  /** The server knows this much, maybe by another device. */
  known(seq: Seq): void;
  close(): void;
}

export interface ReadMarkOptions {
  readonly send: (seq: Seq) => Promise<unknown>;
  readonly online: Value<boolean>;
  readonly clock: Clock;
}

const DEBOUNCE_MS = 400;

export function createReadMark({ send, online, clock }: ReadMarkOptions): ReadMark {
  let wanted: Seq = 0;
  let told: Seq = 0;
  let sending = false;
  let stopTimer: (() => void) | null = null;
  const stopOnline = online.subscribe(flush);

  return {
    move(seq) {
      if (seq <= wanted) return;
      wanted = seq;
      stopTimer ??= clock.after(DEBOUNCE_MS, () => {
        stopTimer = null;
        flush();
      });
    },
    known(seq) {
      told = Math.max(told, seq);
      wanted = Math.max(wanted, seq);
    },
    close() {
      stopTimer?.();
      stopOnline();
      // The last lines one read before leaving the page count too.
      flush();
    },
  };

  function flush(): void {
    if (sending || wanted <= told || !online.get()) return;
    const seq = wanted;
    sending = true;
    send(seq).then(
      () => {
        sending = false;
        told = Math.max(told, seq);
        flush();
      },
      () => {
        // Refused or lost: the mark goes with the next move or the next line.
        sending = false;
      },
    );
  }
}
