/** Begins a look at the way to the server; what does it is loaded with the first one. */
import type { WritableValue } from '@converge/client/state/value';
import { type CheckPlace, type LineFindings, unchecked } from './check.ts';

/**
 * Looks at all of it, one after the other where one would disturb the other.
 * `onEnd` when all is known, also where the page's own part didn't arrive; the
 * answer ends it before.
 */
export function beginLineCheck(
  findings: WritableValue<LineFindings>,
  options: CheckPlace & { readonly onEnd: () => void },
): () => void {
  const abort = new AbortController();
  const { signal } = abort;
  const run = async () => {
    const { checkLine } = await import('./check-engine.ts');
    await checkLine(findings, { room: options.room, signal });
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
