/**
 * Ways to the SFU that strangers may try before a call. Each is a router of its
 * own with one transport, so it meets no call; it is bound to one certificate,
 * there are few at a time, and it ends by the clock (docs/adr/0038).
 */
import { ConvergeError } from '@converge/protocol/errors';
import {
  type ProbeAnswer,
  type ProbeBody,
  probeSpeed,
  probeStreams,
} from '@converge/protocol/rest/check';
import type { Router, WebRtcTransport } from 'mediasoup/types';
import type { Log } from '../platform/log.ts';
import { atSfu } from './errors.ts';
import { offerOf } from './transport.ts';
import type { RunningWorker } from './worker.ts';

export interface ProbeLimits {
  /** Open at once, at all workers together. */
  readonly open: number;
  /** Of these with a measurement of the throughput. */
  readonly speed: number;
  /** The share of both that one network may have: a school checks its computers by one address. */
  readonly share: number;
  /** How long one lives, in milliseconds. */
  readonly lifeMs: number;
}

/** Whoever checks a blocked line of a server with four workers has eight open at once. */
export const probeLimits: ProbeLimits = { open: 48, speed: 4, share: 3 / 4, lifeMs: 12_000 };

/** What SCTP may keep for one probe, in each direction; also bounds what it can carry. */
const BUFFER_BYTES = 256 * 1024;
/** How often bytes are sent while the way down is measured. */
const TICK_MS = 20;

interface Place {
  readonly network: string;
  readonly speed: boolean;
  readonly endsAt: number;
  router: Router | null;
  timer: NodeJS.Timeout;
  close(): void;
}

export interface ProbesOptions {
  /** How many workers there are. */
  readonly workers: number;
  /** The n-th of them, or the least busy one. */
  readonly take: (index: number | undefined) => Promise<RunningWorker>;
  readonly log: Log;
  readonly limits?: ProbeLimits | undefined;
}

export class Probes {
  readonly #workers: number;
  readonly #take: ProbesOptions['take'];
  readonly #limits: ProbeLimits;
  readonly #log: Log;
  readonly #open = new Set<Place>();

  constructor({ workers, take, log, limits = probeLimits }: ProbesOptions) {
    this.#workers = workers;
    this.#take = take;
    this.#log = log;
    this.#limits = limits;
  }

  /** How many are open. */
  get size(): number {
    return this.#open.size;
  }

  /**
   * @param network from where it is asked for
   * @throws ConvergeError rate_limited with the time until one ends, media_unavailable
   */
  async open(
    { fingerprint, speed, worker: wished }: ProbeBody,
    network: string,
  ): Promise<ProbeAnswer> {
    // The place is taken before anything is waited for, and its clock runs from here.
    const place = this.#enter(speed, network);
    try {
      return await atSfu(async () => {
        const { index, worker, server, announced } = await this.#take(wished);
        const router = await worker.createRouter();
        if (!this.#open.has(place)) {
          router.close();
          throw new ConvergeError('media_unavailable');
        }
        place.router = router;
        router.observer.once('close', place.close);
        const transport = await router.createWebRtcTransport({
          webRtcServer: server,
          iceConsentTimeout: 10,
          enableSctp: speed,
          maxSendMessageSize: probeSpeed.messageBytes,
          maxReceiveMessageSize: probeSpeed.messageBytes,
          sctpSendBufferSize: BUFFER_BYTES,
          sctpPerStreamSendQueueLimit: BUFFER_BYTES,
          sctpMaxReceiverWindowBufferSize: BUFFER_BYTES,
        });
        transport.observer.on('dtlsstatechange', (state) => {
          if (state === 'closed' || state === 'failed') place.close();
        });
        if (speed) await this.#measure(router, transport);
        await transport.connect({
          dtlsParameters: {
            role: 'client',
            fingerprints: [{ algorithm: 'sha-256', value: fingerprint.toUpperCase() }],
          },
        });
        const { iceParameters, iceCandidates, dtlsParameters } = offerOf(transport, announced);
        const closesInMs = Math.max(0, place.endsAt - Date.now());
        const at = { worker: index, workers: this.#workers };
        return { iceParameters, iceCandidates, dtlsParameters, closesInMs, ...at };
      }, 'media_unavailable');
    } catch (error) {
      const ended = !this.#open.has(place);
      place.close();
      // Its time was over, or its worker gone, while it was being made.
      if (ended) throw new ConvergeError('media_unavailable', {}, { cause: error });
      throw error;
    }
  }

  close(): void {
    for (const place of [...this.#open]) place.close();
  }

  #enter(speed: boolean, network: string): Place {
    const same = [...this.#open].filter((one) => one.speed || !speed);
    const near = same.filter((one) => one.network === network);
    const most = speed ? this.#limits.speed : this.#limits.open;
    const full = same.length >= most;
    if (full || near.length >= Math.ceil(most * this.#limits.share)) {
      const first = Math.min(...(full ? same : near).map(({ endsAt }) => endsAt));
      throw new ConvergeError('rate_limited', {
        retryAfterMs: Math.max(100, Math.ceil(first - Date.now())),
      });
    }
    const { lifeMs } = this.#limits;
    const place: Place = {
      network,
      speed,
      endsAt: Date.now() + lifeMs,
      router: null,
      timer: setTimeout(() => place.close(), lifeMs),
      close: () => {
        if (!this.#open.delete(place)) return;
        clearTimeout(place.timer);
        place.router?.close();
      },
    };
    this.#open.add(place);
    return place;
  }

  /** Sends bytes down when the line is up, and takes those that come up without looking at them. */
  async #measure(router: Router, transport: WebRtcTransport): Promise<void> {
    const direct = await router.createDirectTransport();
    const source = await direct.produceData();
    const [down] = await Promise.all([
      // What is lost stays lost: the time it takes is what is measured. (Said by a lifetime, since
      // mediasoup 3.27 takes an absent one for nought and sends nothing at all.)
      transport.consumeData({
        dataProducerId: source.id,
        ordered: false,
        maxPacketLifeTime: this.#limits.lifeMs,
      }),
      transport.produceData({
        sctpStreamParameters: { streamId: probeStreams.up, ordered: true },
      }),
    ]);
    if (down.sctpStreamParameters?.streamId !== probeStreams.down) {
      throw new ConvergeError('media_unavailable');
    }
    transport.observer.on('sctpstatechange', (state) => {
      if (state !== 'connected' || source.closed) return;
      const message = Buffer.alloc(probeSpeed.messageBytes);
      const perTick = (probeSpeed.bitsPerSecond / 8 / 1_000) * TICK_MS;
      let left = (probeSpeed.bitsPerSecond / 8 / 1_000) * probeSpeed.milliseconds;
      const pump = setInterval(() => {
        for (let sent = 0; sent < perTick && left > 0 && !source.closed; left -= message.length) {
          source.send(message);
          sent += message.length;
        }
        if (left <= 0) clearInterval(pump);
      }, TICK_MS);
      source.observer.once('close', () => clearInterval(pump));
      this.#log.debug({ transport: transport.id }, 'a probe measures');
    });
  }
}
