/** What happened between two samples: rates, loss, jitter, pictures a second. Pure. */
import type { Flow, QualityReport } from '@converge/protocol/quality';
import type { Sample, StreamCounters } from './sample.ts';

/** One encoding that was sent, or one stream that was received, over the time measured. */
export interface StreamMeasure {
  readonly direction: 'sent' | 'received';
  readonly kind: 'audio' | 'video';
  readonly trackId: string | null;
  readonly codec: string | null;
  /** Bits per second. */
  readonly bitrate: number;
  readonly loss: number | null;
  /** Milliseconds. */
  readonly jitter: number | null;
  readonly width: number;
  readonly height: number;
  readonly framesPerSecond: number;
  /** What there was to encode, pictures a second; nought where nothing is known. */
  readonly capturedPerSecond: number;
  /** Share of the time in which the encoder was held back, and by what. */
  readonly heldBack: { readonly machine: number; readonly line: number };
}

export interface Measure {
  readonly at: number;
  readonly sent: Flow;
  /** The same as far as it is this line's own, and not that of whom it is sent to directly (SPEC QUAL-8). */
  readonly ownSent: Flow;
  readonly received: Flow;
  /** The same without what was lost before it came to this line (SPEC QUAL-8). */
  readonly ownReceived: Flow;
  readonly roundTrip: number | null;
  readonly limited: QualityReport['limited'];
  readonly route: Sample['route'];
  readonly outgoing: Sample['outgoing'];
  /** Those that flowed. */
  readonly streams: readonly StreamMeasure[];
}

/** Of fewer packets, one that is lost says nothing. */
const PACKETS_MIN = 20;
/** Of a voice alone, of which some single packet always gets lost. */
const PACKETS_MIN_VOICE = 40;
/** Of the time, before it counts as a limit and not as a moment. */
const LIMITED_SHARE = 0.8;
/** Seconds in which a sender still looks for what its line carries. */
const FINDING_OUT_S = 20;

/**
 * Measures what flowed between two samples. What comes in on the tracks of
 * `blamed` was lost, or late, before it came here. `earlier`: samples of before,
 * the oldest first, for what flows so thinly that it has to be looked at for longer.
 */
export function measure(
  before: Sample,
  now: Sample,
  blamed: ReadonlySet<string> = new Set(),
  earlier: readonly Sample[] = [],
): Measure {
  const seconds = secondsBetween(before, now);
  const flowing = flowingBetween(before, now);
  const of = (direction: StreamCounters['direction']) =>
    flowing.filter(({ now }) => now.direction === direction);
  const fair = of('received').filter(({ now }) => !now.trackId || !blamed.has(now.trackId));
  return {
    at: now.at,
    sent: flowOf(of('sent')),
    ownSent: of('sent').some(({ now }) => now.to === 'person')
      ? voiceUp([...earlier, before], now)
      : flowOf(of('sent')),
    received: flowOf(of('received')),
    ownReceived: flowOf(fair),
    roundTrip: now.roundTrip,
    limited: limitOf(of('sent'), seconds),
    route: now.route,
    outgoing: now.outgoing,
    streams: flowing.map((delta) => delta.measured()),
  };
}

/**
 * What is sent directly gets lost on one of two lines, and nobody knows on which. The
 * voice goes to the server all the while (SPEC P2P-8), and so tells of this one; in
 * its pauses that is little (DTX), and it is looked back until it was enough.
 */
function voiceUp(befores: readonly Sample[], now: Sample): Flow {
  const flows = befores.toReversed().map((before) => {
    const up = flowingBetween(before, now).filter(
      ({ now }) => now.direction === 'sent' && now.to === 'sfu',
    );
    return { ...flowOf(up), loss: lossOf(up, PACKETS_MIN_VOICE) };
  });
  const [latest = nothing] = flows;
  return flows.find(({ loss }) => loss !== null) ?? latest;
}

const nothing: Flow = { bitrate: 0, loss: null, jitter: null };

const secondsBetween = (before: Sample, now: Sample): number =>
  Math.max(0.001, (now.at - before.at) / 1_000);

function flowingBetween(before: Sample, now: Sample): Delta[] {
  const seconds = secondsBetween(before, now);
  const known = new Map(before.streams.map((stream) => [nameOf(stream), stream]));
  return now.streams
    .map((stream) => new Delta(known.get(nameOf(stream)), stream, seconds))
    .filter(({ packets }) => packets > 0);
}

/** Connections may use the same names. */
const nameOf = ({ to, id }: StreamCounters): string => `${to} ${id}`;

/** What one stream did. */
class Delta {
  readonly now: StreamCounters;
  readonly packets: number;
  readonly #before: StreamCounters | undefined;
  readonly #seconds: number;

  constructor(before: StreamCounters | undefined, now: StreamCounters, seconds: number) {
    // A counter that went back belongs to another stream under the same name.
    this.#before = before && before.bytes <= now.bytes ? before : undefined;
    this.now = now;
    this.#seconds = seconds;
    this.packets = this.#grown(({ packets }) => packets);
  }

  get bitrate(): number {
    return (this.#grown(({ bytes }) => bytes) * 8) / this.#seconds;
  }

  /** Duplicates may let a browser count back. */
  get lost(): number | null {
    return this.now.lost === null ? null : this.#grown(({ lost }) => lost ?? 0);
  }

  /** Packets that should have come, of those whose loss is known. */
  get expected(): number {
    if (this.lost === null) return 0;
    return this.now.direction === 'sent' ? this.packets : this.packets + this.lost;
  }

  limited(by: 'cpu' | 'bandwidth'): number {
    return this.#grown(({ limited }) => limited[by]);
  }

  measured(): StreamMeasure {
    const { direction, kind, trackId, codec, width, height, jitter } = this.now;
    return {
      direction,
      kind,
      trackId,
      codec,
      width,
      height,
      bitrate: this.bitrate,
      loss: lossOf([this]),
      jitter: jitter === null ? null : jitter * 1_000,
      framesPerSecond: this.#grown(({ frames }) => frames) / this.#seconds,
      capturedPerSecond: this.#grown(({ captured }) => captured) / this.#seconds,
      heldBack: {
        machine: this.limited('cpu') / this.#seconds,
        line: this.limited('bandwidth') / this.#seconds,
      },
    };
  }

  #grown(read: (counters: StreamCounters) => number): number {
    return Math.max(0, read(this.now) - (this.#before ? read(this.#before) : 0));
  }
}

function flowOf(deltas: readonly Delta[]): Flow {
  // A picture comes in bursts by nature; only sound tells how evenly packets arrive.
  const jitters = deltas.flatMap(({ now }) =>
    now.kind === 'audio' && now.jitter !== null ? [now.jitter * 1_000] : [],
  );
  return {
    bitrate: deltas.reduce((sum, { bitrate }) => sum + bitrate, 0),
    loss: lossOf(deltas),
    jitter: jitters.length > 0 ? Math.max(...jitters) : null,
  };
}

function lossOf(deltas: readonly Delta[], enough = PACKETS_MIN): number | null {
  const expected = deltas.reduce((sum, delta) => sum + delta.expected, 0);
  if (expected < enough) return null;
  const lost = deltas.reduce((sum, delta) => sum + (delta.lost ?? 0), 0);
  return Math.min(1, lost / expected);
}

function limitOf(sent: readonly Delta[], seconds: number): QualityReport['limited'] {
  const share = (by: 'cpu' | 'bandwidth') =>
    Math.max(
      0,
      ...sent
        .filter(({ now }) => now.limited.all >= FINDING_OUT_S)
        .map((delta) => delta.limited(by) / seconds),
    );
  if (share('cpu') >= LIMITED_SHARE) return 'machine';
  return share('bandwidth') >= LIMITED_SHARE ? 'narrow' : null;
}
