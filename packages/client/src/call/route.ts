/** Over which pair of addresses a transport goes, for the log: kinds and the server's end. */
import type { types } from 'mediasoup-client';
import type { Log } from '../state/log.ts';
import { Path } from './quality/sample.ts';

/** Never throws; a browser that doesn't tell is noted as such. */
export async function logRoute(transport: types.Transport, log: Log): Promise<void> {
  const { direction } = transport;
  try {
    const path = new Path([...(await transport.getStats()).values()]);
    const ends = path.ends();
    if (!ends) return;
    log.debug('route', { direction, ...ends, ...path.route(), roundTripMs: path.roundTrip() });
  } catch (error) {
    // It closed meanwhile, or has no statistics.
    log.debug('no route is known', { direction, error });
  }
}
