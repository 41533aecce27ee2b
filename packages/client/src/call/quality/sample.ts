/**
 * What the browser has counted until now, of one pair of transports and of the
 * direct connection beside them, as far as we look at it (W3C webrtc-stats).
 * Browsers leave out what they don't know; here that becomes null or nought, and
 * nowhere else.
 */
import type { Route } from '@converge/protocol/quality';

/** Counters of one encoding that is sent, or one stream that is received; they only grow. */
export interface StreamCounters {
  /** Among those that go the same way. */
  readonly id: string;
  /** What it goes to, or comes from. */
  readonly to: Route['to'];
  readonly direction: 'sent' | 'received';
  readonly kind: 'audio' | 'video';
  /** The track it comes from or arrives in. */
  readonly trackId: string | null;
  readonly bytes: number;
  /** What loss is measured against; of what is sent, without repetitions. */
  readonly packets: number;
  /** Of what is sent: as the other side reports (RFC 3550); null: it hasn't yet. */
  readonly lost: number | null;
  /** Seconds, as it is now. */
  readonly jitter: number | null;
  /** Encoded or decoded. */
  readonly frames: number;
  /** Of what is sent: what the camera or the screen gave to be encoded. */
  readonly captured: number;
  readonly width: number;
  readonly height: number;
  readonly codec: string | null;
  /** Seconds in which the picture was held back, and altogether (sent pictures only). */
  readonly limited: { readonly cpu: number; readonly bandwidth: number; readonly all: number };
}

export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly streams: readonly StreamCounters[];
  /** Milliseconds there and back, now. */
  readonly roundTrip: number | null;
  readonly route: Omit<Route, 'to'> | null;
  /** Bits per second that the browser thinks its way up carries; Firefox doesn't tell. */
  readonly outgoing: number | null;
}

/** The values of a `RTCStatsReport`. */
export type Stats = Iterable<Readonly<Record<string, unknown>>>;

/**
 * One sample of what both transports count, the sending one first, and the
 * connection to the other person, while media comes by it.
 */
export function sampleOf(at: number, server: readonly Stats[], person?: Stats): Sample {
  // The way in use first: of what there is one of (route, delay) the first counts.
  const direct = person ? [new Path([...person])] : [];
  const through = server.map((report) => new Path([...report]));
  const paths = [...direct, ...through];
  return {
    at,
    streams: [...streamsOf(direct, 'person'), ...streamsOf(through, 'sfu')],
    roundTrip: first(paths, (path) => path.roundTrip()),
    route: first(paths, (path) => path.route()),
    outgoing: first(paths, (path) => path.outgoing()),
  };
}

const streamsOf = (paths: readonly Path[], to: Route['to']): StreamCounters[] =>
  paths.flatMap((path) => path.streams().map((stream) => ({ ...stream, to })));

type Stat = Readonly<Record<string, unknown>>;
type Counters = Omit<StreamCounters, 'to'>;

/** The statistics of one transport, which name each other by id. */
export class Path {
  readonly #stats: readonly Stat[];
  readonly #byId: ReadonlyMap<unknown, Stat>;

  constructor(stats: readonly Stat[]) {
    this.#stats = stats;
    this.#byId = new Map(stats.map((stat) => [stat.id, stat]));
  }

  streams(): Counters[] {
    return this.#stats.flatMap((stat) => {
      if (stat.type === 'outbound-rtp') return [this.#sent(stat)];
      if (stat.type === 'inbound-rtp') return [this.#received(stat)];
      return [];
    });
  }

  roundTrip(): number | null {
    const seconds = numberIn(this.#pair(), 'currentRoundTripTime');
    return seconds === null ? null : seconds * 1_000;
  }

  outgoing(): number | null {
    return numberIn(this.#pair(), 'availableOutgoingBitrate');
  }

  /** All that has come by the pair in use, media, reports and answers of ICE: it only grows. */
  heard(): number {
    const pair = this.#pair();
    return count(pair, 'bytesReceived') + count(pair, 'responsesReceived');
  }

  /** Packets of media that were given to the path, be it dead or alive. */
  sentPackets(): number {
    const sent = this.#stats.filter(({ type }) => type === 'outbound-rtp');
    return sent.reduce((sum, stat) => sum + count(stat, 'packetsSent'), 0);
  }

  /** The kind of the candidate here, and the other side's address; null: nothing is in use. */
  ends(): { readonly from: string | null; readonly to: string | null } | null {
    const pair = this.#pair();
    if (!pair) return null;
    const local = this.#byId.get(pair.localCandidateId);
    const remote = this.#byId.get(pair.remoteCandidateId);
    const address = textIn(remote, 'address') ?? textIn(remote, 'ip');
    return {
      from: textIn(local, 'candidateType'),
      to: address && `${address}:${count(remote, 'port')}`,
    };
  }

  /** How the handshake ended; null where the browser doesn't say (Firefox). */
  security(): { readonly state: string | null; readonly cipher: string | null } {
    const transport = this.#stats.find(({ type }) => type === 'transport');
    return { state: textIn(transport, 'dtlsState'), cipher: textIn(transport, 'srtpCipher') };
  }

  route(): Sample['route'] {
    const local = this.#byId.get(this.#pair()?.localCandidateId);
    if (!local) return null;
    const relay = local.candidateType === 'relay';
    return {
      protocol: local.protocol === 'tcp' ? 'tcp' : 'udp',
      relay: relay ? relayProtocolOf(local.relayProtocol) : null,
    };
  }

  #pair(): Stat | undefined {
    const named = this.#stats.find(({ type }) => type === 'transport')?.selectedCandidatePairId;
    // Firefox has no transport statistics, and marks the pair instead.
    return (
      this.#byId.get(named) ??
      this.#stats.find(
        (stat) =>
          stat.type === 'candidate-pair' &&
          (stat.selected === true || (stat.nominated === true && stat.state === 'succeeded')),
      )
    );
  }

  #sent(stat: Stat): Counters {
    const told = this.#stats.find((s) => s.type === 'remote-inbound-rtp' && s.localId === stat.id);
    const durations = stat.qualityLimitationDurations;
    const held: Stat = isStat(durations) ? durations : {};
    const source = this.#byId.get(stat.mediaSourceId);
    return {
      ...this.#common(stat),
      direction: 'sent',
      trackId: textIn(source, 'trackIdentifier'),
      bytes: count(stat, 'bytesSent') + count(stat, 'headerBytesSent'),
      packets: count(stat, 'packetsSent') - count(stat, 'retransmittedPacketsSent'),
      lost: numberIn(told, 'packetsLost'),
      jitter: numberIn(told, 'jitter'),
      frames: count(stat, 'framesEncoded'),
      captured: count(source, 'frames'),
      limited: {
        cpu: count(held, 'cpu'),
        bandwidth: count(held, 'bandwidth'),
        all: ['none', 'cpu', 'bandwidth', 'other'].reduce((sum, key) => sum + count(held, key), 0),
      },
    };
  }

  #received(stat: Stat): Counters {
    return {
      ...this.#common(stat),
      direction: 'received',
      trackId: textIn(stat, 'trackIdentifier'),
      bytes: count(stat, 'bytesReceived') + count(stat, 'headerBytesReceived'),
      packets: count(stat, 'packetsReceived'),
      lost: numberIn(stat, 'packetsLost'),
      jitter: numberIn(stat, 'jitter'),
      frames: count(stat, 'framesDecoded'),
      captured: 0,
      limited: { cpu: 0, bandwidth: 0, all: 0 },
    };
  }

  #common(stat: Stat) {
    return {
      id: String(stat.id),
      kind: stat.kind === 'video' ? ('video' as const) : ('audio' as const),
      width: count(stat, 'frameWidth'),
      height: count(stat, 'frameHeight'),
      codec: codecOf(textIn(this.#byId.get(stat.codecId), 'mimeType')),
    };
  }
}

/** `video/VP8` as people say it. */
const codecOf = (mimeType: string | null): string | null => mimeType?.split('/')[1] ?? null;

const relayProtocolOf = (value: unknown): NonNullable<Route['relay']> =>
  value === 'tcp' || value === 'tls' ? value : 'udp';

const isStat = (value: unknown): value is Stat => typeof value === 'object' && value !== null;

function numberIn(stat: Stat | undefined, key: string): number | null {
  const value = stat?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textIn(stat: Stat | undefined, key: string): string | null {
  const value = stat?.[key];
  return typeof value === 'string' && value !== '' ? value : null;
}

const count = (stat: Stat | undefined, key: string): number => numberIn(stat, key) ?? 0;

function first<T, R>(items: readonly T[], read: (item: T) => R | null): R | null {
  for (const item of items) {
    const found = read(item);
    if (found !== null) return found;
  }
  return null;
}
