/**
 * Whether the server answers. Learnt from the requests themselves: the browser's
 * own "online" knows nothing about a server in the same building.
 */
import { useSyncExternalStore } from 'react';

export type Connection = 'fine' | 'lost';

const firstProbeMs = 1_000;
const slowestProbeMs = 15_000;
const probePath = '/healthz';
/** What a proxy says when the server behind it is gone. */
const gatewayFaults = new Set([502, 504]);

let connection: Connection = 'fine';
let probing: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();
const recoveries = new Set<() => void>();

/** `fetch` that watches the line. Refuses like `fetch`: a TypeError when nothing came back. */
export const watchedFetch: typeof fetch = async (input, init) => {
  try {
    const response = await fetch(input, init);
    if (gatewayFaults.has(response.status)) lose();
    else recover();
    return response;
  } catch (error) {
    if (error instanceof TypeError) lose();
    throw error;
  }
};

/** Calls `listener` each time the server is back. Returns how to take it back. */
export function onRecovery(listener: () => void): () => void {
  recoveries.add(listener);
  return () => recoveries.delete(listener);
}

/** The state of the line, for the quiet bar. */
export const useConnection = (): Connection =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => connection,
  );

function lose(): void {
  if (connection === 'lost') return;
  change('lost');
  probeIn(firstProbeMs);
  window.addEventListener('online', probeNow);
}

function recover(): void {
  if (connection === 'fine') return;
  clearTimeout(probing);
  window.removeEventListener('online', probeNow);
  change('fine');
  for (const listener of recoveries) listener();
}

function change(next: Connection): void {
  connection = next;
  for (const listener of listeners) listener();
}

const probeNow = () => probeIn(0);

function probeIn(delayMs: number): void {
  clearTimeout(probing);
  probing = setTimeout(async () => {
    try {
      const response = await fetch(probePath, { cache: 'no-store' });
      if (response.ok) {
        recover();
        return;
      }
    } catch {
      // Still away: that is what the probe is for.
    }
    probeIn(Math.min(Math.max(delayMs * 2, firstProbeMs), slowestProbeMs));
  }, delayMs);
}
