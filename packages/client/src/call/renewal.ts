/**
 * New transports for a seat whose own can't be mended (SPEC CALL-10): at once the
 * first time, then ever more slowly, so that a firewall that lets nothing through
 * isn't asked all day, and everything at once where the network is another one.
 */
import { backoff } from '../realtime/reconnect-policy.ts';
import type { Clock } from '../state/clock.ts';
import type { Scope } from '../state/scope.ts';

export interface Renewal {
  /** The present ones are given up. Asked again meanwhile, nothing more happens. */
  need(): void;
  /** Others are there, whoever wanted them. */
  begun(): void;
  /** A path stands: what was in vain before is forgotten. */
  stands(): void;
  /** The network is another one: what is waited for is done now. */
  hurry(): void;
}

export interface RenewalOptions {
  readonly renew: () => void;
  readonly scope: Scope;
  readonly clock: Clock;
}

/** What is in vain took half a minute already; longer pauses than this are a long time to be alone. */
const pauses = { baseMs: 10_000, maxMs: 60_000 };

export function createRenewal({ renew, scope, clock }: RenewalOptions): Renewal {
  const policy = backoff(pauses);
  let inVain = 0;
  let stopWaiting: (() => void) | null = null;

  const cancel = () => {
    stopWaiting?.();
    stopWaiting = null;
  };
  const now = () => {
    cancel();
    renew();
  };
  scope.onClose(cancel);

  return {
    need() {
      if (stopWaiting || scope.closed) return;
      const pause = policy(++inVain);
      if (pause > 0) stopWaiting = clock.after(pause, now);
      else now();
    },
    begun: cancel,
    stands() {
      cancel();
      inVain = 0;
    },
    hurry() {
      inVain = 0;
      if (stopWaiting) now();
    },
  };
}
