/** The WebRTC transports that participants get. */
import { TransportOffer } from '@converge/protocol/realtime/media';
import type { Router, WebRtcServer, WebRtcTransport } from 'mediasoup/types';
import * as z from 'zod/mini';
import type { Log } from '../platform/log.ts';
import { furtherAnnounced } from './addresses.ts';

/** Bits per second with which sending to a client begins, before anything is known of its line. */
const FIRST_OUTGOING = 1_500_000;
/** The most that one client may send: camera and share at their best, with room to spare. */
const MAX_INCOMING = 12_000_000;
/** Seconds without a sign of life on a path until it counts as silent; browsers give one every five or sooner. */
const SILENT_S = 15;
/**
 * The most that one client is sent: a share at its best and a page of faces. The
 * worker would probe a wide line for more, and a page in a hall of thirty on one
 * Wi-Fi takes its share of it from the others.
 */
const MAX_OUTGOING = 15_000_000;

/** UDP before TCP, both on the worker's one port each; no data channels. */
export function openTransport(
  router: Router,
  webRtcServer: WebRtcServer,
): Promise<WebRtcTransport> {
  return router.createWebRtcTransport({
    webRtcServer,
    enableUdp: true,
    enableTcp: true,
    preferUdp: true,
    enableSctp: false,
    iceConsentTimeout: SILENT_S,
    initialAvailableOutgoingBitrate: FIRST_OUTGOING,
  });
}

/** Bounds what a client may send; its answer isn't waited for, since nobody sends before it. */
export function limitIncoming(transport: WebRtcTransport, log: Log): void {
  bound(transport, log, transport.setMaxIncomingBitrate(MAX_INCOMING));
}

/** Bounds what a client is sent; for a while it may be less than usual, in bits per second. */
export function limitOutgoing(transport: WebRtcTransport, log: Log, limit = MAX_OUTGOING): void {
  bound(transport, log, transport.setMaxOutgoingBitrate(Math.min(limit, MAX_OUTGOING)));
}

function bound(transport: WebRtcTransport, log: Log, answer: Promise<void>): void {
  answer.catch((error: unknown) => {
    if (!transport.closed) log.warn({ err: error }, 'a transport has no limit');
  });
}

/** Calls back when a client that was connected is reached on another path, as after a change of network. */
export function onNewPath(transport: WebRtcTransport, moved: () => void): void {
  transport.on('iceselectedtuplechange', () => {
    // The first path is no change; with it the worker asks for whole pictures itself.
    if (transport.dtlsState === 'connected') moved();
  });
}

/** Says how its ICE and DTLS go, for who follows a call through the log. No client's address. */
export function noteStates({ observer, id }: WebRtcTransport, log: Log): void {
  const note = (what: string) => (state: string) => log.debug({ transport: id, state }, what);
  observer.on('icestatechange', note('ICE'));
  observer.on('dtlsstatechange', note('DTLS'));
  observer.on('iceselectedtuplechange', ({ protocol }) => note('ICE path')(protocol));
}

/** What the client needs to reach it; `announced`: addresses under which the machine is known outside. */
export function offerOf(transport: WebRtcTransport, announced: readonly string[]): TransportOffer {
  const { id, iceParameters, dtlsParameters } = transport;
  const seen = new Set<string>();
  const candidates = transport.iceCandidates.flatMap((candidate) => [
    candidate,
    ...furtherAnnounced(candidate.address, announced).map((address, i) => ({
      ...candidate,
      address,
      ip: address,
      priority: candidate.priority - i - 1,
    })),
  ]);
  const iceCandidates = candidates.filter(({ address, port, protocol }) => {
    const where = `${protocol} ${address} ${port}`;
    return !seen.has(where) && seen.add(where);
  });
  return z.parse(TransportOffer, {
    id,
    iceParameters,
    iceCandidates,
    dtlsParameters: {
      role: dtlsParameters.role,
      // One digest of the certificate is enough, and browsers take any of these.
      fingerprints: dtlsParameters.fingerprints.filter(({ algorithm }) => algorithm === 'sha-256'),
    },
  });
}
