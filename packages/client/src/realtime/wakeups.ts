/**
 * Moments at which a line that was lost probably works again, or one that seems
 * open may be dead: the network changed, the page came back to the front, the
 * machine woke.
 */
import { systemClock } from '../state/clock.ts';
import { watchSleep } from './sleep.ts';

export type Wakeups = (wake: () => void) => () => void;

/** The browser's signs; in Node there are none. */
export const browserWakeups: Wakeups = (wake) => {
  if (typeof window === 'undefined') return () => {};
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener('online', wake, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && wake(), { signal });
  // A page that was frozen (W3C page lifecycle) has heard nothing meanwhile.
  document.addEventListener('resume', wake, { signal });
  document.addEventListener(
    'visibilitychange',
    () => document.visibilityState === 'visible' && wake(),
    { signal },
  );
  signal.addEventListener('abort', watchSleep(systemClock, wake));
  return () => abort.abort();
};

/** The device moved to another network: paths of media may be dead, though nobody said so yet. */
export const browserNetworkChanges: Wakeups = (changed) => {
  if (typeof window === 'undefined') return () => {};
  const abort = new AbortController();
  const { signal } = abort;
  window.addEventListener('online', changed, { signal });
  // Whoever was asleep may have been carried elsewhere, and the other side forgot the path.
  signal.addEventListener('abort', watchSleep(systemClock, changed));
  // Phones tell the kind of network they are in (W3C netinfo). The same event comes
  // with every new estimate of its speed, which says nothing about paths.
  const network: unknown = 'connection' in navigator ? navigator.connection : null;
  if (network instanceof EventTarget) {
    let kind = kindOf(network);
    const look = () => {
      const before = kind;
      kind = kindOf(network);
      if (kind !== before) changed();
    };
    network.addEventListener('change', look, { signal });
  }
  return () => abort.abort();
};

const kindOf = (network: object): unknown => ('type' in network ? network.type : null);
