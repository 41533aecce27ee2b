/** What werift's transports (0.25) lack to start again as a browser's do. */
import type { RTCDtlsTransport, RTCIceTransport } from 'werift';

/** Longer than all repetitions of one check. */
const CHECKING_MS = 10_000;

let found = 0;

/** How often transports of this process found a path, first ones and others. */
export const pathsFound = (): number => found;

/** Makes a fresh transport restart, fail and begin its checks as RFC 8445 has it, and its handshake once. */
export function mendTransport(transport: RTCDtlsTransport): void {
  const { iceTransport } = transport;
  startOnceEach(iceTransport);
  restartWhole(iceTransport);
  endChecks(iceTransport);
  shakeOnce(transport);
}

/** Each negotiation begins the handshake again until it is through; the second time is an error. */
function shakeOnce(transport: RTCDtlsTransport): void {
  const start = transport.start.bind(transport);
  let done: Promise<void> | null = null;
  transport.start = () => {
    done ??= start();
    return done;
  };
}

/** A second start waits for the first and then checks anew what has its path, without end. */
function startOnceEach(transport: RTCIceTransport): void {
  const start = transport.start.bind(transport);
  let begun: { readonly restarts: number; readonly done: Promise<void> } | null = null;
  transport.start = () => {
    const restarts = transport.iceRestarts;
    if (begun?.restarts !== restarts) begun = { restarts, done: start() };
    return begun.done;
  };
}

/**
 * After any stream was closed it takes new parameters for another choice among old
 * pairs; and where DTLS stands already, it begins no checks.
 */
function restartWhole(transport: RTCIceTransport): void {
  const { connection } = transport;
  const set = transport.setRemoteParams.bind(transport);
  const check = () => {
    const again = transport.iceRestarts > 0 && !connection.nominated;
    const ready = transport.gatheringState === 'complete' && connection.remotePassword !== '';
    // Where they fail, the transport's state says so.
    if (again && ready) transport.start().catch(() => {});
  };
  transport.setRemoteParams = (parameters) => {
    set(parameters, false);
    check();
  };
  transport.addEventListener('gatheringstatechange', check);
}

/** Where all checks failed it waits for ever. */
function endChecks(transport: RTCIceTransport): void {
  const { stateChanged } = transport.connection;
  let timer: NodeJS.Timeout | undefined;
  transport.onStateChange.subscribe((state) => {
    clearTimeout(timer);
    if (state === 'connected') found++;
    if (state === 'checking') timer = setTimeout(() => stateChanged.execute('failed'), CHECKING_MS);
  });
}
