/** Over which pair of addresses a connection goes, and how it is secured, for the log: kinds and the server's end. */
import type { Log } from '../state/log.ts';
import type { Counting } from './quality/monitor.ts';
import { Path } from './quality/sample.ts';

/** Never throws; a browser that doesn't tell is noted as such. */
export async function logRoute(
  transport: Counting,
  direction: 'send' | 'recv' | 'direct',
  log: Log,
): Promise<void> {
  try {
    const path = new Path([...(await transport.getStats()).values()]);
    const ends = path.ends();
    if (!ends) return;
    // Of the other person the address isn't written down.
    const shown = direction === 'direct' ? { from: ends.from } : ends;
    const route = { ...path.route(), roundTripMs: path.roundTrip() };
    log.debug('route', { direction, ...shown, ...route });
    log.debug('DTLS', { direction, ...path.security() });
  } catch (error) {
    // It closed meanwhile, or has no statistics.
    log.debug('no route is known', { direction, error });
  }
}
