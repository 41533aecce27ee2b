/**
 * What one participant is sent, kept equal to what they should be sent. Wishes
 * may change at any moment; they are looked at anew until none is left, and the
 * client is told of what opened and closed once per round.
 */
import type { ConsumerId, ParticipantId, ProducerId } from '@converge/protocol/ids';
import type { ConsumerOffer, SentSource, Tile } from '@converge/protocol/realtime/media';
import type { RtpCapabilities, WebRtcTransport } from 'mediasoup/types';
import type { Elsewhere } from '../calls/ports.ts';
import type { Log } from '../platform/log.ts';
import type { Wanter } from './demand.ts';
import { unlessEnded } from './errors.ts';
import { LineWatch } from './line-watch.ts';
import { FIRST_LAYER, Received } from './received.ts';
import type { Stream } from './stream.ts';
import { onNewPath } from './transport.ts';
import { type Wish, wishesFor } from './wishes.ts';

export interface ReceiverOptions {
  readonly id: ParticipantId;
  readonly transport: WebRtcTransport;
  readonly rtpCapabilities: RtpCapabilities;
  readonly log: Log;
  /** All that is sent in the call, in the order in which it began. */
  readonly streams: () => Iterable<Stream>;
  readonly maySee: (owner: ParticipantId, source: SentSource) => boolean;
  /** Who has the word. */
  readonly speaker: () => ParticipantId | null;
  readonly opened: (consumers: ConsumerOffer[]) => void;
  readonly closed: (consumerIds: ConsumerId[]) => void;
  /** Pictures are held back since the line is too thin for them, or flow again. */
  readonly thin: (thin: boolean) => void;
  /** What is wished for was computed anew; the worker doesn't know it yet. */
  readonly wished: () => void;
}

export class Receiver implements Wanter {
  readonly #options: ReceiverOptions;
  readonly #received = new Map<ProducerId, Received>();
  /** Kinds for which the client has the codec. */
  readonly #playable: ReadonlySet<string>;
  readonly #line: LineWatch;
  #view: readonly Tile[] | null = null;
  #elsewhere: Elsewhere | null = null;
  #wantsPictures = false;
  #wishes: ReadonlyMap<ProducerId, Wish> = new Map();
  /** Opened or closed, and not yet told. */
  readonly #news = { opened: new Set<Received>(), closed: new Set<ConsumerId>() };
  #telling: NodeJS.Immediate | null = null;
  #running: Promise<void> | null = null;
  #stale = false;
  #closed = false;

  constructor(options: ReceiverOptions) {
    this.#options = options;
    this.#playable = new Set(
      options.rtpCapabilities.codecs
        ?.filter(({ mimeType }) => mimeType !== 'video/rtx')
        .map(({ kind }) => kind),
    );
    onNewPath(options.transport, () => this.refresh());
    this.#line = new LineWatch({
      transport: options.transport,
      log: options.log,
      wanted: () => this.#wantsPictures,
      short: () => [...this.#received.values()].some(({ short }) => short),
      changed: () => {
        options.thin(this.#line.thin);
        void this.update();
      },
    });
    options.transport.observer.once('close', () => {
      this.#closed = true;
      if (this.#telling) clearImmediate(this.#telling);
    });
  }

  /** Whether the line is too thin for pictures. */
  get thin(): boolean {
    return this.#line.thin;
  }

  /** How many streams are open. */
  get size(): number {
    return this.#received.size;
  }

  wants(producerId: ProducerId): number | null {
    const wish = this.#wishes.get(producerId);
    return wish?.kind === 'video' && !wish.held ? wish.layer : null;
  }

  /**
   * Everything open now; none of it will be told as news. What has just closed still
   * will: its opening may be on the way to a client that only looks at it after this.
   */
  take(): ConsumerOffer[] {
    this.#news.opened.clear();
    return [...this.#received.values()].map(({ offer }) => offer);
  }

  view(tiles: readonly Tile[]): Promise<void> {
    this.#view = tiles;
    return this.update();
  }

  /** What reaches them by another way is held back. */
  elsewhere(elsewhere: Elsewhere | null): Promise<void> {
    this.#elsewhere = elsewhere;
    return this.update();
  }

  ready(consumerIds: readonly ConsumerId[]): Promise<void> {
    const ids = new Set(consumerIds);
    for (const received of this.#received.values()) {
      if (ids.has(received.offer.id)) received.confirm();
    }
    return this.update();
  }

  /**
   * The client says that these don't come. Of what flows a whole picture is asked
   * for; `anew`: it is offered again, as another stream. What is held back stays so.
   */
  async missing(consumerIds: readonly ConsumerId[], anew: boolean): Promise<void> {
    const ids = new Set(consumerIds);
    const missing = [...this.#received.values()].filter(
      ({ offer, flows }) => flows && ids.has(offer.id),
    );
    if (anew) for (const received of missing) received.close();
    else await Promise.all(missing.map((received) => received.askWhole()));
    await this.update();
  }

  /**
   * Asks anew for whole pictures where the path was another for a while, of one
   * owner or of all. A decoder that misses pictures would ask by itself, but only
   * after seconds.
   */
  refresh(owner?: ParticipantId): void {
    for (const received of this.#received.values()) {
      if (owner !== undefined && received.offer.participantId !== owner) continue;
      received.refresh().catch((error: unknown) => this.#failed(error));
    }
  }

  /**
   * Makes it so. What is opened waits for the client to be ready, unless
   * `flowing`. Resolves when the worker has done all that was wished for.
   */
  update(flowing = false): Promise<void> {
    this.#stale = true;
    this.#running ??= this.#run(flowing).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #run(flowing: boolean): Promise<void> {
    // What changes in the same turn is one round.
    await Promise.resolve();
    while (this.#stale && !this.#closed) {
      this.#stale = false;
      await this.#round(flowing);
    }
  }

  async #round(flowing: boolean): Promise<void> {
    const { id, streams, maySee, speaker } = this.#options;
    const all = new Map([...streams()].map((stream) => [stream.id, stream]));
    const wishes = wishesFor(id, all.values(), this.#view, maySee, speaker());
    if (this.#elsewhere) holdBack(wishes, all.values(), this.#elsewhere);
    this.#wantsPictures = [...wishes.values()].some(({ kind, held }) => kind === 'video' && !held);
    if (this.thin) dropPictures(wishes);
    this.#wishes = wishes;
    this.#options.wished();
    const work: Promise<void>[] = [];
    for (const [producerId, received] of [...this.#received]) {
      const stream = all.get(producerId);
      // A screen came on stage or left it: it is offered anew, as what it is now.
      if (stream && stream.source !== received.offer.source) {
        received.close();
        continue;
      }
      received.wish(wishes.get(producerId) ?? null);
      work.push(received.apply());
    }
    for (const [producerId, wish] of wishes) {
      const stream = all.get(producerId);
      if (stream && !this.#received.has(producerId)) work.push(this.#open(stream, wish, flowing));
    }
    for (const result of await Promise.allSettled(work)) {
      if (result.status === 'rejected') this.#failed(result.reason);
    }
  }

  async #open(stream: Stream, wish: Wish, flowing: boolean): Promise<void> {
    const { transport, rtpCapabilities } = this.#options;
    if (!this.#playable.has(wish.kind)) return;
    const ended = () => transport.closed || stream.producer.closed;
    const consuming = transport.consume({
      producerId: stream.id,
      rtpCapabilities,
      paused: !flowing,
      // For sound as well, which then is asked for again where it got lost (NACK, RFC 4585).
      enableRtx: true,
      ...(wish.kind === 'video' ? { preferredLayers: { spatialLayer: FIRST_LAYER } } : {}),
    });
    const consumer = await unlessEnded(consuming, ended);
    if (!consumer) return;
    // The answer of a worker may come after either end was closed here.
    if (ended()) {
      consumer.close();
      return;
    }
    const received = new Received(consumer, stream, wish, {
      flowing,
      more: () => void this.update(),
      log: this.#options.log,
    });
    this.#received.set(stream.id, received);
    this.#news.opened.add(received);
    consumer.observer.once('close', () => this.#gone(stream.id, received));
    this.#tell();
    await received.apply();
  }

  #gone(producerId: ProducerId, received: Received): void {
    this.#received.delete(producerId);
    // What the client never heard of needs no farewell.
    if (!this.#news.opened.delete(received)) this.#news.closed.add(received.offer.id);
    this.#tell();
  }

  /** At the end of this turn of the event loop, everything at once. */
  #tell(): void {
    if (this.#closed) return;
    this.#telling ??= setImmediate(() => {
      this.#telling = null;
      const { opened, closed } = this.#news;
      if (opened.size > 0) this.#options.opened([...opened].map(({ offer }) => offer));
      if (closed.size > 0) this.#options.closed([...closed]);
      opened.clear();
      closed.clear();
    });
  }

  #failed(error: unknown): void {
    this.#options.log.warn({ err: error }, 'a stream could not be sent on');
  }
}

function holdBack(
  wishes: Map<ProducerId, Wish>,
  streams: Iterable<Stream>,
  { owner, sources }: Elsewhere,
): void {
  for (const stream of streams) {
    const wish = wishes.get(stream.id);
    if (!wish || stream.owner !== owner || !sources.has(stream.source)) continue;
    wishes.set(stream.id, { ...wish, held: true });
  }
}

function dropPictures(wishes: Map<ProducerId, Wish>): void {
  for (const [id, { kind }] of wishes) if (kind === 'video') wishes.delete(id);
}
