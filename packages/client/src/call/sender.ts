/**
 * One source of mine on its way to the server: brought from nothing to sent, to
 * another device, to held back and to nothing again. The latest wish wins.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ProducerId } from '@converge/protocol/ids';
import type { SourceState } from '@converge/protocol/realtime/call';
import { mediaSetPaused, mediaStop, type SentSource } from '@converge/protocol/realtime/media';
import type { types } from 'mediasoup-client';
import type { Connection } from '../realtime/connection.ts';
import { backoff } from '../realtime/reconnect-policy.ts';
import type { Clock } from '../state/clock.ts';
import type { Log } from '../state/log.ts';
import { reconcile } from '../state/reconcile.ts';
import type { Scope } from '../state/scope.ts';
import { createSerialQueue } from '../state/serial-queue.ts';
import type { Value } from '../state/value.ts';
import type { Adaptation } from './adapt/adaptation.ts';
import { speak } from './adapt/speak.ts';
import { voiceEncodings } from './adapt/voice.ts';
import type { Announcer } from './announcer.ts';
import { encodingOf, savingLayer, shareShapes } from './encodings.ts';
import { isLineLoss } from './leg.ts';
import { encodeUpTo, lowerOf, type MaxLayer, shapesFor } from './sent-layers.ts';

/** What is to be sent; null: nothing. */
export type ToSend = { readonly track: MediaStreamTrack; readonly paused: boolean } | null;

export interface Sender {
  readonly source: SentSource;
  /** The server paused or closed it. The wish must follow, or it is asked for again. */
  overruled(producerId: ProducerId, action: 'paused' | 'closed'): void;
  /**
   * The line is back, and the server says what it has. Answers what was decided
   * there meanwhile, for the wish to follow; null: nothing.
   */
  compare(atServer: SourceState): 'paused' | 'closed' | null;
  /** The server says which layers anybody receives. */
  layersWanted(producerId: ProducerId, max: MaxLayer): void;
  /** Does again what may not have arrived. */
  again(): void;
  /**
   * Something was negotiated, or may have been, with which browsers put the layers
   * back: they are looked at, and set where they aren't as they should be.
   */
  renegotiated(): void;
}

export interface SenderOptions {
  readonly source: SentSource;
  readonly desired: Value<ToSend>;
  readonly transport: types.Transport;
  readonly announcer: Announcer;
  readonly connection: Connection;
  readonly saving: Value<boolean>;
  readonly adaptation: Pick<Adaptation, 'size' | 'voice' | 'shared'>;
  readonly scope: Scope;
  readonly clock: Clock;
  readonly log: Log;
  /** The server doesn't let it be sent. */
  readonly onForbidden: () => void;
  /** This browser can't send it by this transport, however often it tries. */
  readonly onUnsendable: () => void;
  /** It was negotiated; the others hear of it by `renegotiated`. */
  readonly onNegotiated: () => void;
}

/** What is encoded of this source, be the server's answer still on its way. */
interface Encoded {
  readonly producer: types.Producer;
  /** What the server last confirmed. */
  paused: boolean;
  /** What the server last wanted of it. */
  wanted: MaxLayer;
}

/** What the server has of it. */
interface Sent extends Encoded {
  readonly id: ProducerId;
}

/**
 * For so long a camera that begins is encoded in its smallest layer alone, the one in
 * which it begins at everybody (SPEC MEDIA-13). The first pictures of three encoders
 * take a slow machine 40 ms, in the very moment in which the paths are made and
 * somebody waits for the others' pictures. Not longer, and not where all were off: the
 * worker goes up to a new layer at once, but waits two seconds where it stood before,
 * or where the smallest is as old (docs/adr/0039).
 */
const SMALL_MS = 600;

/**
 * How long the wall's small layer is whole when its screen is enlarged: first
 * alone, with all bits there are, then until the large one has taken over.
 */
const BRIDGE_MS = { alone: 1_500, beside: 5_000 };

/** A source that fails so often in a row is left alone until something changes. */
const FAILURES_MAX = 6;
/** After so many failures of the browser's own, and not of the server or the track, it is the transport. */
const UNSENDABLE = 3;

export function createSender(options: SenderOptions): Sender {
  const { source, desired, transport, announcer, connection, adaptation } = options;
  const { scope, clock, log } = options;
  const policy = backoff();
  let encoded: Encoded | null = null;
  let sent: Sent | null = null;
  /** Ended here; the server may not have heard. */
  let toStop: ProducerId | null = null;
  let failures = 0;
  let stopTimer = () => {};
  /** The time in which the small layer stands for the large one; null: it doesn't. */
  let bridge: { readonly alone: boolean; readonly stop: () => void } | null = null;
  /** Ends the time in which there is only the smallest layer; null: it is over. */
  let stopSmall: (() => void) | null = null;
  /** A sender's parameters are read and then set: two at once would refuse each other. */
  const limits = createSerialQueue();
  /** They couldn't be set the last time, and it was said. */
  let stays = false;

  const loop = reconcile(desired, apply, { same: sameToSend, onError });
  scope.onClose(() => {
    stopTimer();
    stopSmall?.();
    bridge?.stop();
    limits.close();
    loop.close();
  });
  const limitNow = () => {
    if (encoded) limit(encoded);
  };
  scope.onClose(options.saving.subscribe(limitNow));
  scope.onClose(adaptation.size.subscribe(limitNow));
  scope.onClose(adaptation.voice.subscribe(limitNow));
  scope.onClose(adaptation.shared.subscribe(limitNow));

  return {
    source,
    overruled(producerId, action) {
      if (sent?.id !== producerId) return;
      if (action === 'paused') sent.paused = true;
      else forget();
    },
    compare(atServer) {
      if (!sent) return null;
      if (atServer === 'off') {
        forget();
        return 'closed';
      }
      const decided = !sent.paused && atServer === 'paused';
      sent.paused = atServer === 'paused';
      return decided ? 'paused' : null;
    },
    layersWanted(producerId, max) {
      if (sent?.id !== producerId) return;
      log.debug('layers wanted', { source, max });
      if (source === 'wallScreen') lookAtBridge(sent.wanted, max);
      sent.wanted = max;
      limit(sent);
    },
    again() {
      failures = 0;
      loop.again();
    },
    renegotiated: limitNow,
  };

  async function apply(wish: ToSend): Promise<void> {
    stopTimer();
    if (scope.closed) return;
    if (!wish) {
      await stop();
    } else if (!sent) {
      await begin(wish);
    } else {
      if (sent.producer.track !== wish.track) {
        await sent.producer.replaceTrack({ track: wish.track });
        limit(sent);
      }
      await hold(sent, wish.paused);
    }
    failures = 0;
  }

  async function begin({ track, paused }: NonNullable<ToSend>): Promise<void> {
    const producer = await transport.produce({
      track,
      ...encodingOf(source),
      // The tracks belong to the person's devices, which outlive the call.
      stopTracks: false,
      disableTrackOnPause: false,
      appData: { source, paused },
    });
    const begun: Encoded = { producer, paused, wanted: wantedFirst(source) };
    encoded = begun;
    if (source === 'camera') beginSmall();
    // Before the server answers: no picture was encoded yet.
    limit(begun);
    options.onNegotiated();
    try {
      sent = Object.assign(begun, { id: await announcer.serverId(producer) });
      // Producing the same source again has replaced it.
      toStop = null;
    } catch (error) {
      encoded = null;
      producer.close();
      throw error;
    }
  }

  function beginSmall(): void {
    stopSmall?.();
    stopSmall = clock.after(SMALL_MS, () => {
      stopSmall = null;
      limitNow();
    });
  }

  /** Encodes no more than is wanted, and than this device, its machine and its line allow. */
  function limit(of: Encoded): void {
    const { producer } = of;
    limits
      .push(() => encode(of))
      .then(
        () => {
          stays = false;
        },
        (error: unknown) => {
          // It is tried again with the next measure: a negotiation in between refuses it.
          if (!scope.closed && !producer.closed && !stays)
            log.warn('layers stay as they are', { source, error });
          stays = true;
        },
      );
  }

  async function encode({ producer, wanted, paused }: Encoded): Promise<void> {
    if (source === 'microphone') {
      const { rtpSender, closed } = producer;
      if (rtpSender && !closed) await speak(rtpSender, voiceEncodings[adaptation.voice.get()]);
      return;
    }
    if (source === 'screenAudio') return;
    const own = options.saving.get() ? savingLayer(source) : 'all';
    const settings = producer.track?.getSettings() ?? {};
    if (source === 'wallScreen') {
      const bridged = bridge !== null;
      const max = lowerOf(wanted, bridge?.alone ? 0 : own);
      return encodeUpTo(producer, max, shareShapes(source, settings, bridged), bridged);
    }
    if (source === 'screen') {
      return encodeUpTo(producer, lowerOf(wanted, own), shareShapes(source, settings));
    }
    // What the server holds back needn't be encoded either.
    if (paused) return encodeUpTo(producer, null);
    const { shapes, max } = shapesFor(settings);
    const now = stopSmall ? 0 : 'all';
    return encodeUpTo(producer, lowerOf(lowerOf(wanted, own), lowerOf(now, max)), shapes);
  }

  /** From a thumbnail to the whole screen: what is received already is made large at once. */
  function lookAtBridge(before: MaxLayer, next: MaxLayer): void {
    const large = next !== 0 && next !== null;
    if (large && before !== 0) return;
    bridge?.stop();
    bridge = large
      ? {
          alone: true,
          stop: clock.after(BRIDGE_MS.alone, () => {
            bridge = { alone: false, stop: clock.after(BRIDGE_MS.beside, endBridge) };
            limitNow();
          }),
        }
      : null;
  }

  function endBridge(): void {
    bridge = null;
    limitNow();
  }

  async function hold(to: Sent, paused: boolean): Promise<void> {
    if (to.paused === paused) return;
    await connection.request(mediaSetPaused, { producerId: to.id, paused }, { offline: 'fail' });
    to.paused = paused;
    limit(to);
  }

  async function stop(): Promise<void> {
    toStop = sent?.id ?? toStop;
    forget();
    if (!toStop) return;
    await connection.request(mediaStop, { producerId: toStop }, { offline: 'fail' });
    toStop = null;
  }

  function forget(): void {
    sent?.producer.close();
    encoded = null;
    sent = null;
  }

  function onError(error: unknown): void {
    if (scope.closed) return;
    const code = error instanceof ConvergeError ? error.code : null;
    if (code === 'forbidden') {
      options.onForbidden();
      return;
    }
    // The server no longer knows it: begin anew.
    if (code === 'media_not_found') forget();
    // Without a line, `again` is called on the next one.
    if (isLineLoss(error) && connection.state.get().kind !== 'online') return;
    log.warn('a source is not sent', { source, error });
    const own = code === null && desired.get()?.track.readyState === 'live';
    if (++failures === UNSENDABLE && own) options.onUnsendable();
    if (failures > FAILURES_MAX) return;
    stopTimer = clock.after(policy(failures + 1), loop.again);
  }
}

/** Of a wall's screen nothing is wanted until the server says so; see `media.layersWanted`. */
const wantedFirst = (source: SentSource): MaxLayer => (source === 'wallScreen' ? null : 'all');

const sameToSend = (a: ToSend, b: ToSend): boolean =>
  a === b || (a !== null && b !== null && a.track === b.track && a.paused === b.paused);
