/**
 * Takes in what the server sends: consumes each offer once, says when it is
 * ready to be played, and lets go of what the server has closed.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ConsumerId } from '@converge/protocol/ids';
import {
  type ConsumerOffer,
  mediaConsumersReady,
  mediaMissing,
} from '@converge/protocol/realtime/media';
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import type { Log } from '../state/log.ts';
import type { Scope } from '../state/scope.ts';
import { isLineLoss } from './leg.ts';
import { consumerOptions } from './media-device.ts';
import { placeName } from './missing-watch.ts';
import type { RemoteTracks } from './remote-tracks.ts';

export interface Subscriber {
  /** Settles when all are being received; one that can't be is logged and passed over. */
  open(offers: readonly ConsumerOffer[]): Promise<void>;
  close(consumerIds: readonly ConsumerId[]): void;
  /** Says of what is held that it doesn't come (`media.missing`). */
  missing(names: ReadonlySet<string>, anew: boolean): void;
  /** Makes what is held the same as `offers`, after the line was lost. */
  resume(offers: readonly ConsumerOffer[]): void;
}

export interface SubscriberOptions {
  readonly transport: types.Transport;
  readonly connection: Connection;
  readonly tracks: RemoteTracks;
  readonly scope: Scope;
  readonly log: Log;
}

/** So many ids does one request carry. */
const READY_MAX = 256;

type Held =
  | { readonly kind: 'opening' }
  /** `told`: the server knows that it may play. */
  | {
      readonly kind: 'open';
      readonly consumer: types.Consumer;
      readonly name: string;
      told: boolean;
    };

export function createSubscriber(options: SubscriberOptions): Subscriber {
  const { transport, connection, tracks, scope, log } = options;
  const held = new Map<ConsumerId, Held>();

  scope.onClose(() => {
    held.clear();
    tracks.clear();
  });

  return {
    open,
    close,
    missing(names, anew) {
      const consumerIds = [...held]
        .filter(([, entry]) => entry.kind === 'open' && names.has(entry.name))
        .map(([id]) => id)
        .slice(0, READY_MAX);
      if (consumerIds.length === 0) return;
      connection
        .request(mediaMissing, { consumerIds, anew }, { offline: 'fail' })
        .catch((error: unknown) => {
          if (!scope.closed) log.debug('nobody heard that streams don’t come', { error });
        });
    },
    resume(offers) {
      const wanted = new Set(offers.map((offer) => offer.id));
      close([...held.keys()].filter((id) => !wanted.has(id)));
      void open(offers);
      tellReady();
    },
  };

  /** All at once: mediasoup-client makes one negotiation of what is asked in one turn. */
  async function open(offers: readonly ConsumerOffer[]): Promise<void> {
    const fresh = offers.filter((offer) => !held.has(offer.id));
    if (fresh.length === 0 || scope.closed) return;
    for (const offer of fresh) held.set(offer.id, { kind: 'opening' });
    const failed = await consumeAll(fresh);
    // One that can't be consumed fails its whole batch: try each by itself.
    if (failed.length === 0 || scope.closed) return;
    for (const offer of failed) {
      if (!held.has(offer.id)) continue;
      const [hopeless] = await consumeAll([offer]);
      if (hopeless) held.delete(offer.id);
      if (hopeless) log.error('a stream can’t be played', { source: offer.source });
    }
  }

  async function consumeAll(offers: readonly ConsumerOffer[]): Promise<ConsumerOffer[]> {
    const outcomes = await Promise.allSettled(
      offers.map((offer) => transport.consume(consumerOptions(offer))),
    );
    const failed: ConsumerOffer[] = [];
    const opened: { readonly offer: ConsumerOffer; readonly consumer: types.Consumer }[] = [];
    outcomes.forEach((outcome, i) => {
      const offer = offers[i];
      if (!offer || scope.closed) return;
      if (outcome.status === 'rejected') failed.push(offer);
      else if (hold(offer, outcome.value)) opened.push({ offer, consumer: outcome.value });
    });
    // What flows then takes a while to come, in which a page shows where it will be.
    tellReady();
    for (const { offer, consumer } of opened) {
      const { participantId, source } = offer;
      tracks.add(offer.id, { participantId, source, track: consumer.track });
    }
    return failed;
  }

  /** False: the server has closed it while it was being opened. */
  function hold({ id, participantId, source }: ConsumerOffer, consumer: types.Consumer): boolean {
    if (!held.has(id)) {
      consumer.close();
      return false;
    }
    const name = placeName(participantId, source);
    held.set(id, { kind: 'open', consumer, name, told: false });
    log.debug('a stream opened', { participantId, source });
    return true;
  }

  function close(consumerIds: readonly ConsumerId[]): void {
    for (const id of consumerIds) {
      const entry = held.get(id);
      held.delete(id);
      if (entry?.kind !== 'open') continue;
      tracks.remove(id);
      log.debug('a stream closed', { consumerId: id });
      entry.consumer.close();
    }
  }

  function tellReady(): void {
    const untold = [...held]
      .filter(([, entry]) => entry.kind === 'open' && !entry.told)
      .map(([id]) => id);
    for (let from = 0; from < untold.length; from += READY_MAX) {
      tell(untold.slice(from, from + READY_MAX));
    }
  }

  function tell(consumerIds: readonly ConsumerId[]): void {
    if (scope.closed) return;
    mark(consumerIds, true);
    connection
      .request(mediaConsumersReady, { consumerIds: [...consumerIds] }, { offline: 'fail' })
      .catch((error: unknown) => {
        mark(consumerIds, false);
        if (scope.closed) return;
        // A lost line: `resume` says it again. Silence on a good one: now.
        if (error instanceof ConvergeError && error.code === 'timeout') tellReady();
        else if (!isLineLoss(error)) log.warn('nobody heard that streams are ready', { error });
      });
  }

  function mark(consumerIds: readonly ConsumerId[], told: boolean): void {
    for (const id of consumerIds) {
      const entry = held.get(id);
      if (entry?.kind === 'open') entry.told = told;
    }
  }
}
