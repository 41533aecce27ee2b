/**
 * Moments at which a line that was lost probably works again, or one that seems
 * open may be dead: the network changed, the page came back to the front.
 */
export type Wakeups = (wake: () => void) => () => void;

/** The browser's signs; in Node there are none. */
export const browserWakeups: Wakeups = (wake) => {
  if (typeof window === 'undefined') return () => {};
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener('online', wake, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && wake(), { signal });
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && wake(),
    { signal },
  );
  return () => abort.abort();
};

/** The device moved to another network: paths of media may be dead, though nobody said so yet. */
export const browserNetworkChanges: Wakeups = (changed) => {
  if (typeof window === 'undefined') return () => {};
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener('online', changed, { signal });
  // Chromium tells of a change of network also where it stays online (W3C netinfo).
  const network: unknown = 'connection' in navigator ? navigator.connection : null;
  if (network instanceof EventTarget) network.addEventListener('change', changed, { signal });
  return () => abort.abort();
};
