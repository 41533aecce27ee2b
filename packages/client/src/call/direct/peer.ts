/**
 * The connection to the other one, agreed upon by perfect negotiation (W3C WebRTC,
 * 10.7): both may offer at any time, and where both do at once, the second gives
 * way. Its media lines are made once, by the first; later only what runs through
 * them changes, so that nothing but ICE is ever negotiated again.
 */
import type { Signal } from '@converge/protocol/realtime/direct';
import type { Log } from '../../state/log.ts';
import type { Scope } from '../../state/scope.ts';
import { createValue, type Value } from '../../state/value.ts';
import { type IceServers, iceServersOf } from '../ice-servers.ts';
import { logRoute } from '../route.ts';
import { withoutOrigin } from './origin.ts';
import { kindAt, places } from './places.ts';

export interface Peer {
  readonly state: Value<RTCPeerConnectionState>;
  /** In the order of `places`; empty until the first offer is there. */
  readonly lines: Value<readonly RTCRtpTransceiver[]>;
  getStats(): Promise<RTCStatsReport>;
  /** What the other one signals. */
  hear(signal: Exclude<Signal, { type: 'view' }>): void;
  /** Looks for another path. */
  restart(): void;
  /** What was signalled may not have arrived: an offer that nobody answered is made again. */
  tellAgain(): void;
}

export interface PeerOptions {
  readonly ice: IceServers;
  readonly relayOnly: boolean;
  /** Makes the lines and the first offer, and has its way. */
  readonly first: boolean;
  readonly signal: (signal: Signal) => void;
  /** It can't be agreed upon. */
  readonly onBroken: () => void;
  readonly scope: Scope;
  readonly log: Log;
}

export function createPeer(options: PeerOptions): Peer {
  const { first, signal, ice, scope, log } = options;
  const peer = new RTCPeerConnection(configuration());
  const state = createValue<RTCPeerConnectionState>('new');
  const lines = createValue<readonly RTCRtpTransceiver[]>([]);
  let offering = false;
  let answerPending = false;

  peer.onnegotiationneeded = () => {
    // Before there are lines there is nothing to offer: the second one waits for them.
    if (lines.get().length > 0) attempt(offer());
  };
  peer.onicecandidate = ({ candidate }) => {
    if (!candidate) return;
    const { sdpMid, sdpMLineIndex, usernameFragment } = candidate;
    signal({
      type: 'candidate',
      candidate: told(candidate.candidate),
      mid: sdpMid,
      line: sdpMLineIndex,
      ufrag: usernameFragment,
    });
  };
  peer.onconnectionstatechange = () => {
    log.info('direct connection', { state: peer.connectionState });
    state.set(peer.connectionState);
    if (peer.connectionState === 'connected') void logRoute(peer, 'direct', log);
  };
  peer.onicegatheringstatechange = () => {
    log.debug('ICE gathering', { direction: 'direct', state: peer.iceGatheringState });
  };
  peer.oniceconnectionstatechange = () => {
    log.debug('ICE', { direction: 'direct', state: peer.iceConnectionState });
  };
  peer.onicecandidateerror = ({ errorCode, url }) => {
    log.debug('ICE candidate error', { direction: 'direct', code: errorCode, url });
  };
  scope.onClose(() => {
    peer.onnegotiationneeded = null;
    peer.onicecandidate = null;
    peer.onconnectionstatechange = null;
    peer.onicegatheringstatechange = null;
    peer.oniceconnectionstatechange = null;
    peer.onicecandidateerror = null;
    peer.close();
    state.set('closed');
  });
  if (first) lines.set(places.map((place) => peer.addTransceiver(kindAt(place))));

  return {
    state,
    lines,
    getStats: () => peer.getStats(),
    hear(heard) {
      if (heard.type === 'description') attempt(describe(heard));
      else void addCandidate(heard);
    },
    restart() {
      attempt(restart());
    },
    tellAgain() {
      if (peer.signalingState === 'have-local-offer') tell();
    },
  };

  function configuration(): RTCConfiguration {
    return {
      iceServers: iceServersOf(ice),
      iceTransportPolicy: options.relayOnly ? 'relay' : 'all',
      bundlePolicy: 'max-bundle',
    };
  }

  async function restart(): Promise<void> {
    // Those of the last gathering may have run out since.
    await ice.ready();
    if (scope.closed) return;
    renew();
    peer.restartIce();
  }

  /** What is gathered next is gathered with the newest credentials. */
  function renew(): void {
    // An older Firefox can't, and goes on with those of the beginning.
    if (ice.kind !== 'none' && 'setConfiguration' in peer) peer.setConfiguration(configuration());
  }

  async function offer(): Promise<void> {
    try {
      offering = true;
      await peer.setLocalDescription();
      tell();
    } finally {
      offering = false;
    }
  }

  async function describe({ kind, sdp }: Extract<Signal, { type: 'description' }>): Promise<void> {
    const ready = !offering && (peer.signalingState === 'stable' || answerPending);
    // Both offer at once: the first has its way.
    if (first && kind === 'offer' && !ready) return;
    answerPending = kind === 'answer';
    // The other one may look for another path, and so does who answers.
    if (kind === 'offer') renew();
    await peer.setRemoteDescription({ type: kind, sdp });
    answerPending = false;
    if (kind === 'answer') return;
    take();
    await peer.setLocalDescription();
    tell();
  }

  /** The lines that the other one made; both directions of each are used. */
  function take(): void {
    const made = peer.getTransceivers();
    const fits =
      made.length === places.length &&
      places.every((place, at) => made[at]?.receiver.track.kind === kindAt(place));
    if (!fits) throw new TypeError('an offer with other lines');
    for (const line of made) line.direction = 'sendrecv';
    if (lines.get().length === 0) lines.set(made);
  }

  /** Never rejects: where too many of them don't fit, no path is found. */
  async function addCandidate(heard: Extract<Signal, { type: 'candidate' }>): Promise<void> {
    const { candidate, mid, line, ufrag } = heard;
    try {
      await peer.addIceCandidate({
        candidate,
        sdpMid: mid,
        sdpMLineIndex: line,
        usernameFragment: ufrag,
      });
    } catch (error) {
      // It belongs to an offer that wasn't taken, or got lost while one was away.
      if (!scope.closed) log.debug('a candidate does not fit', { error });
    }
  }

  function tell(): void {
    const { localDescription: made } = peer;
    if (scope.closed || !made || (made.type !== 'offer' && made.type !== 'answer')) return;
    signal({ type: 'description', kind: made.type, sdp: told(made.sdp) });
  }

  /** Browsers hide it, too; this doesn't rely on their version. */
  function told(text: string): string {
    return options.relayOnly ? withoutOrigin(text) : text;
  }

  function attempt(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (scope.closed) return;
      log.warn('a direct connection was not agreed upon', { error });
      options.onBroken();
    });
  }
}
