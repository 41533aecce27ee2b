/** Over which pair of addresses a transport goes, for the log: kinds and the server's end. */
import type { types } from 'mediasoup-client';
import type { Log } from '../state/log.ts';

/** Never throws; a browser that doesn't tell is noted as such. */
export async function logRoute(transport: types.Transport, log: Log): Promise<void> {
  const { direction } = transport;
  try {
    const stats = await transport.getStats();
    const reports = [...stats.values()];
    // The pair in use is named before it is nominated; Firefox names none.
    const used = reports.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
    for (const pair of reports) {
      if (pair.type !== 'candidate-pair') continue;
      if (used ? pair.id !== used : !(pair.state === 'succeeded' && pair.nominated)) continue;
      const local = stats.get(pair.localCandidateId);
      const remote = stats.get(pair.remoteCandidateId);
      log.debug('route', {
        direction,
        protocol: local?.protocol,
        from: local?.candidateType,
        relay: local?.relayProtocol,
        to: remote && `${remote.address ?? remote.ip}:${remote.port}`,
        roundTripMs: Math.round((pair.currentRoundTripTime ?? 0) * 1_000),
      });
    }
  } catch (error) {
    // It closed meanwhile, or has no statistics.
    log.debug('no route is known', { direction, error });
  }
}
