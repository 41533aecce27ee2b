/**
 * How much the line to the media server carries, in each direction, for a few
 * seconds and a bounded amount: bytes without meaning over a probe.
 */
import { probeSpeed } from '@converge/protocol/rest/check';
import { createScope } from '../state/scope.ts';
import { type OpenProbe, openProbe, type ProbeOptions, roundTrip, type Way } from './probe.ts';

export interface Speed {
  /** Bits a second; null where nothing came through. */
  readonly down: number | null;
  readonly up: number | null;
  /** As it was before the line was filled, in milliseconds. */
  readonly roundTripMs: number | null;
}

/** A line at its limit delivers what is on the way a little later. */
const TAIL_MS = 1_500;
/** Nothing more comes after so long a silence. */
const SILENCE_MS = 600;
/** What is kept ready for sending; more would only lie in this browser. */
const AHEAD_BYTES = 128 * 1024;

/** @returns null where this way isn't open @throws like `tryWay` */
export async function measureSpeed(way: Way, options: ProbeOptions): Promise<Speed | null> {
  const scope = createScope();
  try {
    const { result } = await openProbe(way, true, options, scope);
    if (result.kind !== 'open') return null;
    const { probe } = result;
    // Heard from the start: the server sends as soon as it can.
    const coming = measureDown(probe, options.signal);
    const roundTripMs = await roundTrip(probe.peer);
    const down = await coming;
    options.signal.throwIfAborted();
    return { down, up: await measureUp(probe, options.signal), roundTripMs };
  } finally {
    scope.close();
  }
}

/** From the first message to the last; what was lost on the way isn't counted. */
function measureDown({ channels }: OpenProbe, signal: AbortSignal): Promise<number | null> {
  return new Promise((resolve) => {
    let first: number | null = null;
    let last = 0;
    let bytes = 0;
    const done = () => {
      clearTimeout(limit);
      clearTimeout(silence);
      channels.down.onmessage = null;
      signal.removeEventListener('abort', done);
      const ms = first === null ? 0 : last - first;
      resolve(ms > 0 ? (bytes * 8_000) / ms : null);
    };
    const limit = setTimeout(done, probeSpeed.milliseconds + TAIL_MS);
    let silence: ReturnType<typeof setTimeout> | undefined;
    signal.addEventListener('abort', done, { once: true });
    channels.down.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      last = performance.now();
      // The first one starts the clock; its bytes came before.
      if (first === null) first = last;
      else bytes += data.byteLength;
      clearTimeout(silence);
      silence = setTimeout(done, SILENCE_MS);
    };
  });
}

/** What left for the server, which takes it at the pace of its confirmations. */
async function measureUp({ channels: { up } }: OpenProbe, signal: AbortSignal) {
  if (up.readyState !== 'open') return null;
  const message = new Uint8Array(probeSpeed.messageBytes);
  const most = (probeSpeed.bitsPerSecond / 8 / 1_000) * probeSpeed.milliseconds;
  const began = performance.now();
  const until = began + probeSpeed.milliseconds;
  up.bufferedAmountLowThreshold = AHEAD_BYTES / 2;
  let given = 0;
  for (;;) {
    while (given < most && up.bufferedAmount < AHEAD_BYTES && up.readyState === 'open') {
      up.send(message);
      given += message.length;
    }
    const left = until - performance.now();
    if (left <= 0 || up.readyState !== 'open' || signal.aborted) break;
    if (given >= most) {
      if (up.bufferedAmount === 0) break;
      up.bufferedAmountLowThreshold = 0;
    }
    await lowOrLate(up, left);
  }
  const ms = performance.now() - began;
  const sent = given - up.bufferedAmount;
  return sent > 0 && ms > 0 ? (sent * 8_000) / ms : null;
}

function lowOrLate(channel: RTCDataChannel, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      channel.removeEventListener('bufferedamountlow', done);
      channel.removeEventListener('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    channel.addEventListener('bufferedamountlow', done);
    channel.addEventListener('close', done);
  });
}
