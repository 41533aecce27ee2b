/** What is known of the way to the server; `check-engine.ts` finds it out. */
import type { WayResult } from '@converge/client/check/probe';
import type { Relay } from '@converge/client/check/relays';
import type { LineResult } from '@converge/client/check/server-line';
import type { Speed } from '@converge/client/check/speed';
import type { WritableValue } from '@converge/client/state/value';
import type { Fault } from './failure.ts';

export type Finding<T> =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'running' }
  /** Needs something that was found not to be there. */
  | { readonly kind: 'skipped' }
  | { readonly kind: 'done'; readonly result: T }
  /** It couldn't be found out. */
  | { readonly kind: 'failed'; readonly fault: Fault };

export interface LineFindings {
  readonly websocket: Finding<LineResult>;
  /** Looked at only where WebSocket is blocked. */
  readonly polling: Finding<LineResult>;
  readonly udp: Finding<WayResult>;
  readonly tcp: Finding<WayResult>;
  readonly relays: Finding<readonly { readonly relay: Relay; readonly result: WayResult }[]>;
  /** null: the way that was open a moment ago isn't any more. */
  readonly speed: Finding<Speed | null>;
}

const waiting = { kind: 'waiting' } as const;
export const unchecked: LineFindings = {
  websocket: waiting,
  polling: waiting,
  udp: waiting,
  tcp: waiting,
  relays: waiting,
  speed: waiting,
};

/**
 * Looks at all of it, one after the other where one would disturb the other.
 * `onEnd` when all is known, also where the page's own part didn't arrive; the
 * answer ends it before.
 */
export function beginLineCheck(
  findings: WritableValue<LineFindings>,
  options: { readonly signedIn: boolean; readonly onEnd: () => void },
): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const run = async () => {
    const { checkLine } = await import('./check-engine.ts');
    await checkLine(findings, { signedIn: options.signedIn, signal });
  };
  const end = () => {
    if (!signal.aborted) options.onEnd();
  };
  run().then(end, () => {
    const failed = { kind: 'failed', fault: { code: 'offline' } } as const;
    if (!signal.aborted)
      findings.set({ ...unchecked, websocket: failed, udp: failed, tcp: failed });
    end();
  });
  return () => abort.abort();
}
