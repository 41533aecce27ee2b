/** What mediasoup and its workers say, in the server's log. */
import { setLogEventListeners } from 'mediasoup';
import type { Log } from '../platform/log.ts';

/** Errors only; its warnings tell of every odd packet, and anybody can send those. */
export function forwardWorkerLog(log: Log): void {
  setLogEventListeners({
    onerror: (namespace, said, error) => {
      log.warn({ from: namespace, ...(error ? { err: error } : {}) }, said);
    },
  });
}
