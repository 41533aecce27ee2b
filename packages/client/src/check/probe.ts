/**
 * Tries one way to the media server: real ICE and DTLS against the real worker,
 * with candidates of one kind only, so that what is blocked can be named. No
 * microphone, camera or media library is needed for it.
 */
import { ConvergeError } from '@converge/protocol/errors';
import { type ProbeAnswer, probeStreams } from '@converge/protocol/rest/check';
import type { CheckApi } from '../rest/check.ts';
import { createScope, type Scope } from '../state/scope.ts';
import { answerOf, fingerprintIn } from './session-description.ts';

export type Way = 'udp' | 'tcp';

/** Where media would go, as a firewall knows it. */
export interface Endpoint {
  readonly protocol: Way;
  readonly address: string;
  readonly port: number;
}

export type WayResult =
  /** ICE and DTLS came through. Round trip in milliseconds, where the browser says it. */
  | { readonly kind: 'open'; readonly roundTripMs: number | null }
  | { readonly kind: 'blocked'; readonly tried: readonly Endpoint[] }
  /** The server offers no such way. */
  | { readonly kind: 'absent' };

export interface ProbeOptions {
  readonly api: CheckApi;
  readonly signal: AbortSignal;
  /** How long a way may take to open, in milliseconds. */
  readonly patienceMs?: number;
  /** Relay servers to go by, and by nothing else: TURN, one kind at a time. */
  readonly relays?: readonly RTCIceServer[];
  /** Sees the connection before it looks for its way. */
  readonly watch?: (peer: RTCPeerConnection) => void;
  /** Of which media worker, counted from 0; the least busy one by default. */
  readonly worker?: number;
  /** The server has given the way; whether it is open is not known yet. */
  readonly answered?: (at: Pick<WorkerResult, 'worker' | 'workers'>) => void;
}

/** An open probe; it closes with its scope. */
export interface OpenProbe {
  readonly peer: RTCPeerConnection;
  /** The channels of a probe that measures. */
  readonly channels: { readonly down: RTCDataChannel; readonly up: RTCDataChannel };
}

const PATIENCE_MS = 8_000;
/** How often it is asked again where too many are being tried. */
const TURNS = 3;

/** The way to the ports of one worker, of how many. */
export interface WorkerResult {
  readonly result: WayResult;
  readonly worker: number;
  readonly workers: number;
}

/** @throws ConvergeError what the server refuses with; the signal's reason when aborted */
export async function tryWorker(way: Way, options: ProbeOptions): Promise<WorkerResult> {
  const scope = createScope();
  try {
    const { result, worker, workers } = await openProbe(way, false, options, scope);
    if (result.kind !== 'open') return { result, worker, workers };
    const roundTripMs = await roundTrip(result.probe.peer);
    return { result: { kind: 'open', roundTripMs }, worker, workers };
  } finally {
    scope.close();
  }
}

/** The same where it doesn't matter which worker it is. */
export const tryWay = async (way: Way, options: ProbeOptions): Promise<WayResult> =>
  (await tryWorker(way, options)).result;

interface Opening {
  readonly result:
    | { readonly kind: 'open'; readonly probe: OpenProbe }
    | Exclude<WayResult, { kind: 'open' }>;
  readonly worker: number;
  readonly workers: number;
}

/** Opens one way; what it opened closes with `scope`, also where it didn't get through. */
export async function openProbe(
  way: Way,
  speed: boolean,
  options: ProbeOptions,
  scope: Scope,
): Promise<Opening> {
  const {
    api,
    signal,
    patienceMs = PATIENCE_MS,
    relays,
    watch,
    worker: wished,
    answered,
  } = options;
  signal.throwIfAborted();
  const peer = new RTCPeerConnection(
    relays ? { iceServers: [...relays], iceTransportPolicy: 'relay' } : {},
  );
  scope.onClose(() => peer.close());
  watch?.(peer);
  const channel = (name: keyof typeof probeStreams, rest: RTCDataChannelInit) =>
    peer.createDataChannel(name, { negotiated: true, id: probeStreams[name], ...rest });
  const channels = {
    down: channel('down', { ordered: false, maxRetransmits: 0 }),
    up: channel('up', {}),
  };
  channels.down.binaryType = 'arraybuffer';
  const offer = await peer.createOffer();
  const fingerprint = fingerprintIn(offer.sdp ?? '');
  if (fingerprint === undefined) throw new ConvergeError('media_unsupported');
  const answer = await askInTurn(
    api,
    { fingerprint, speed, ...(wished === undefined ? {} : { worker: wished }) },
    signal,
  );
  const { worker, workers } = answer;
  answered?.({ worker, workers });
  const candidates = answer.iceCandidates.filter(({ protocol }) => protocol === way);
  if (candidates.length === 0) return { result: { kind: 'absent' }, worker, workers };
  const connected = whenConnected(peer, patienceMs, signal);
  await peer.setLocalDescription(offer);
  await peer.setRemoteDescription({ type: 'answer', sdp: answerOf(answer, candidates) });
  if (await connected) {
    return { result: { kind: 'open', probe: { peer, channels } }, worker, workers };
  }
  signal.throwIfAborted();
  const tried = reachable(
    candidates.map(({ address, port }) => ({ protocol: way, address, port })),
  );
  return { result: { kind: 'blocked', tried }, worker, workers };
}

/** Addresses of the server machine for itself say nothing to an administrator of a network. */
function reachable(endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const others = endpoints.filter(({ address }) => !/^(127\.|::1$)/.test(address));
  return others.length > 0 ? others : endpoints;
}

async function askInTurn(
  api: CheckApi,
  body: Parameters<CheckApi['probe']>[0],
  signal: AbortSignal,
): Promise<ProbeAnswer> {
  for (let turn = 1; ; turn++) {
    try {
      return await api.probe(body, { signal });
    } catch (error) {
      const again = error instanceof ConvergeError && error.code === 'rate_limited';
      if (!again || turn === TURNS) throw error;
      await pause(error.failure.retryAfterMs ?? 1_000, signal);
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Whether ICE and DTLS came through in time; false when aborted. */
function whenConnected(
  peer: RTCPeerConnection,
  patienceMs: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const done = (reached: boolean) => {
      clearTimeout(timer);
      peer.removeEventListener('connectionstatechange', look);
      signal.removeEventListener('abort', stop);
      resolve(reached);
    };
    const look = () => {
      const { connectionState: state } = peer;
      if (state === 'connected') done(true);
      if (state === 'failed' || state === 'closed') done(false);
    };
    const stop = () => done(false);
    const timer = setTimeout(stop, patienceMs);
    peer.addEventListener('connectionstatechange', look);
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** Of the path in use, in milliseconds; null where the browser doesn't say. */
export async function roundTrip(peer: RTCPeerConnection): Promise<number | null> {
  const seconds: number[] = [];
  for (const stat of (await peer.getStats()).values()) {
    if (stat.type !== 'candidate-pair' || stat.state !== 'succeeded') continue;
    const { currentRoundTripTime: time } = stat as RTCIceCandidatePairStats;
    if (time !== undefined) seconds.push(time);
  }
  return seconds.length === 0 ? null : Math.min(...seconds) * 1_000;
}
