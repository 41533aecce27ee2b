/** One stream on its way to one participant: a consumer, held to what is wished of it. */
import type { ConsumerId, ProducerId } from '@converge/protocol/ids';
import type { ConsumerOffer } from '@converge/protocol/realtime/media';
import { RtpParameters } from '@converge/protocol/realtime/media';
import type { Consumer } from 'mediasoup/types';
import * as z from 'zod/mini';
import type { Log } from '../platform/log.ts';
import { unlessEnded } from './errors.ts';
import { watchRevival } from './revival.ts';
import type { Stream } from './stream.ts';
import type { Wish } from './wishes.ts';

/** How long video that nobody looks at is kept paused, for those who turn pages back and forth. */
const GRACE_MS = 5_000;

/**
 * The layer in which a picture begins (SPEC MEDIA-13): the smallest, which is sent
 * by everybody. A browser whose line is still being measured leaves out larger
 * ones, and no key frame comes in those. When the worker then asks for one in
 * another layer, the browser has just answered a request and passes over the next
 * for 300 ms; the worker asks again after a second.
 */
export const FIRST_LAYER = 0;
/** When a picture that has begun may grow: browsers answer requests again by then. */
const GROW_MS = 400;
/** For so long there are small pictures only on a path that is new, and of who was away. */
const CALM_MS = 1_500;

export class Received {
  readonly offer: ConsumerOffer;
  readonly #consumer: Consumer;
  readonly #log: Log;
  /** Whether the client can play it. */
  #ready: boolean;
  #wish: Wish | null;
  /** What the worker was last told. */
  #layer: number | null;
  #priority = 1;
  #grace: NodeJS.Timeout | undefined;
  /** The path is new, and nobody knows yet what it carries. */
  #careful = false;
  #calming: NodeJS.Timeout | undefined;
  /** Whether it may be as large as is wished. */
  #grown: boolean;
  #growing: NodeJS.Timeout | undefined;
  readonly #more: () => void;

  /** `more`: of what is wished for can be had now. */
  constructor(
    consumer: Consumer,
    stream: Stream,
    wish: Wish,
    {
      flowing,
      more,
      log,
    }: { readonly flowing: boolean; readonly more: () => void; readonly log: Log },
  ) {
    this.#consumer = consumer;
    this.#log = log;
    this.#ready = flowing;
    this.#wish = wish;
    this.#grown = consumer.type !== 'simulcast';
    this.#layer = wish.kind === 'video' ? FIRST_LAYER : null;
    this.offer = {
      id: consumer.id as ConsumerId,
      producerId: consumer.producerId as ProducerId,
      participantId: stream.owner,
      source: stream.source,
      kind: consumer.kind,
      rtpParameters: z.parse(RtpParameters, consumer.rtpParameters),
    };
    // The worker passes on its first whole picture.
    consumer.once('layerschange', () => {
      this.#growing = setTimeout(() => {
        this.#grown = true;
        more();
      }, GROW_MS);
      this.#growing.unref();
    });
    consumer.on('layerschange', (layers) => {
      this.#note('layers', layers?.spatialLayer ?? null, layers?.temporalLayer);
    });
    const failed = (error: unknown) => log.warn({ err: error }, 'a picture may stay away');
    this.#more = more;
    if (consumer.type === 'simulcast') {
      watchRevival(consumer, {
        wanted: () => (this.flows ? this.#layer : null),
        revived: () => void this.refresh().catch(failed),
        failed,
      });
    }
    consumer.observer.once('close', () => {
      clearTimeout(this.#grace);
      clearTimeout(this.#growing);
      clearTimeout(this.#calming);
    });
  }

  get closed(): boolean {
    return this.#consumer.closed;
  }

  /** From now on it may flow. */
  confirm(): void {
    this.#ready = true;
  }

  /** `null`: it isn't looked at any more. */
  wish(wish: Wish | null): void {
    this.#wish = wish;
    if (wish) {
      clearTimeout(this.#grace);
      this.#grace = undefined;
    } else if (!this.#grace) {
      this.#grace = setTimeout(() => this.close(), GRACE_MS);
      this.#grace.unref();
    }
  }

  /** Tells the worker what changed. */
  async apply(): Promise<void> {
    const consumer = this.#consumer;
    const ended = () => consumer.closed;
    if (!ended() && !this.flows && !consumer.paused) await unlessEnded(consumer.pause(), ended);
    if (!ended() && this.#wish?.kind === 'video') await unlessEnded(this.#size(this.#wish), ended);
    if (!ended() && this.flows && consumer.paused) await unlessEnded(consumer.resume(), ended);
  }

  /** It is to be sent now: shown or heard, not held back, and the client can play it. */
  get flows(): boolean {
    return this.#ready && this.#wish !== null && !this.#wish.held;
  }

  /** It is smaller than wished for, though its sender sends it larger: the line is thought to carry no more. */
  get short(): boolean {
    const { currentLayers, score, type } = this.#consumer;
    if (type !== 'simulcast' || !this.flows || this.#layer === null) return false;
    return (
      (currentLayers?.spatialLayer ?? -1) < this.#layer &&
      (score.producerScores[this.#layer] ?? 0) > 0
    );
  }

  async #size(wish: Extract<Wish, { kind: 'video' }>): Promise<void> {
    const { priority } = wish;
    const layer = this.#careful ? FIRST_LAYER : wish.layer;
    const consumer = this.#consumer;
    const changes: Promise<void>[] = [];
    if (this.#grown && layer !== this.#layer && consumer.type === 'simulcast') {
      this.#note('layers wished for', layer);
      changes.push(consumer.setPreferredLayers({ spatialLayer: layer }));
      this.#layer = layer;
    }
    if (priority !== this.#priority) changes.push(consumer.setPriority(priority));
    this.#priority = priority;
    await Promise.all(changes);
  }

  /**
   * Pictures were lost on a way that is another one now: asks for one that stands by
   * itself, in the smallest layer for a while. Both ends begin anew to find out
   * what the way carries; a large picture would take a second or two to get through.
   */
  async refresh(): Promise<void> {
    if (this.closed || this.#consumer.kind !== 'video' || !this.flows) return;
    this.#careful = true;
    clearTimeout(this.#calming);
    this.#calming = setTimeout(() => {
      this.#careful = false;
      this.#more();
    }, CALM_MS);
    this.#calming.unref();
    await this.apply();
    await this.askWhole();
  }

  /** Asks its sender for a picture that stands by itself; sound needs none. */
  async askWhole(): Promise<void> {
    const consumer = this.#consumer;
    if (consumer.kind !== 'video') return;
    await unlessEnded(consumer.requestKeyFrame(), () => consumer.closed);
  }

  /** For who follows a call through the log. */
  #note(what: 'layers' | 'layers wished for', spatial: number | null, temporal?: number): void {
    const { participantId: from, source } = this.offer;
    this.#log.debug({ from, source, spatial, temporal }, what);
  }

  close(): void {
    this.#consumer.close();
  }
}
