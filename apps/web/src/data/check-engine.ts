/**
 * Looks at the way to the server, step by step. Importing it loads socket.io:
 * always dynamically.
 */
import type { Way } from '@converge/client/check/probe';
import { relaysOf, tryRelay } from '@converge/client/check/relays';
import { tryLine } from '@converge/client/check/server-line';
import { measureSpeed } from '@converge/client/check/speed';
import { type PortsResult, tryPorts } from '@converge/client/check/workers';
import { checkApi } from '@converge/client/rest/check';
import type { WritableValue } from '@converge/client/state/value';
import { rest } from './api.ts';
import { type CheckPlace, type Finding, type LineFindings, unchecked } from './check.ts';
import { toFault } from './failure.ts';

const api = checkApi(rest);

/** Writes what it finds into `findings`; nothing any more once `signal` aborts. */
export async function checkLine(
  findings: WritableValue<LineFindings>,
  { room, signal }: CheckPlace & { readonly signal: AbortSignal },
): Promise<void> {
  const note = (found: Partial<LineFindings>) => {
    if (!signal.aborted) findings.update((now) => ({ ...now, ...found }));
  };
  const options = { api, signal };
  const line = async () => {
    const direct = await look(
      () => tryLine('websocket', { signal }),
      (websocket) => note({ websocket }),
    );
    if (direct?.kind === 'open') return;
    await look(
      () => tryLine('polling', { signal }),
      (polling) => note({ polling }),
    );
  };
  const way = (one: Way) =>
    look(
      () => tryPorts(one, options),
      (found) => note({ [one]: found }),
    );

  findings.set(unchecked);
  const [, udp, tcp] = await Promise.all([line(), way('udp'), way('tcp')]);
  await look(
    () => tryRelays(room, signal),
    (relays) => note({ relays }),
  );
  // Last and alone: it fills the line.
  const best = reached('udp', udp) ?? reached('tcp', tcp);
  if (best === null) return note({ speed: { kind: 'skipped' } });
  await look(
    () => measureSpeed(best.way, { ...options, worker: best.worker }),
    (speed) => note({ speed }),
  );
}

/** A worker that this way led to. */
const reached = (way: Way, result: PortsResult | null) =>
  result?.kind === 'open' || result?.kind === 'partly' ? { way, worker: result.worker } : null;

/** One step: running, then what it found. null where it couldn't be found out. */
async function look<T>(task: () => Promise<T>, note: (finding: Finding<T>) => void) {
  note({ kind: 'running' });
  try {
    const result = await task();
    note({ kind: 'done', result });
    return result;
  } catch (error) {
    note({ kind: 'failed', fault: toFault(error) });
    return null;
  }
}

/** Each way to each relay of the space, and through it to the media server. */
async function tryRelays(room: CheckPlace['room'], signal: AbortSignal) {
  const relays = await relaysOf(rest, { room, signal });
  return Promise.all(
    relays.map(async (relay) => ({ relay, result: await tryRelay(relay, { api, signal }) })),
  );
}
