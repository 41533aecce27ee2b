/**
 * Media paths that stand before their person has come in (SPEC MEDIA-15): ICE and
 * DTLS are done while somebody looks into the mirror, so that a click doesn't wait
 * for them. Nothing flows by such a path until a call takes it over for somebody
 * it has let in (docs/adr/0058).
 */
import { randomBytes } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import type { ConsumerId, PathToken, ProducerId } from '@converge/protocol/ids';
import {
  type DtlsParameters,
  type RouterCapabilities,
  RtpParameters,
} from '@converge/protocol/realtime/media';
import type { PathOffer } from '@converge/protocol/rest/join';
import type { Consumer, Producer, Router, WebRtcTransport } from 'mediasoup/types';
import * as z from 'zod/mini';
import { atSfu } from './errors.ts';
import { receiveCapabilities, remoteDtls } from './parameters.ts';
import { offerOf, openTransport } from './transport.ts';
import type { RunningWorker } from './worker.ts';

export interface PathLimits {
  /** Open at once, at all workers together. */
  readonly open: number;
  /** Of these, for one network: a school comes by one address. */
  readonly network: number;
  /** How long one stands unused, in milliseconds. */
  readonly lifeMs: number;
  /** How long its handshake may take. */
  readonly handshakeMs: number;
}

const defaults: PathLimits = { open: 512, network: 64, lifeMs: 300_000, handshakeMs: 15_000 };

/** Who asks, and for the media of which call. */
export interface PathRequest {
  readonly worker: RunningWorker;
  readonly router: Router;
  /** The call's blank source. */
  readonly source: Producer;
  readonly rtpCapabilities: RouterCapabilities;
  readonly network: string;
}

interface Standing {
  readonly network: string;
  readonly router: Router;
  readonly transport: WebRtcTransport;
  readonly blank: Consumer;
  /** With what it was connected. */
  connected: string | null;
  timer: NodeJS.Timeout;
}

export class PathsAhead {
  readonly #limits: PathLimits;
  readonly #standing = new Map<PathToken, Standing>();
  /** Being made; they count, so that many requests at once don't pass the limits together. */
  readonly #coming: { readonly network: string }[] = [];

  #taken = 0;

  constructor(limits: Partial<PathLimits> = {}) {
    this.#limits = { ...defaults, ...limits };
  }

  /** How many stand, or are being made. */
  get size(): number {
    return this.#standing.size + this.#coming.length;
  }

  /** Those whose handshake is done. */
  get standing(): number {
    return [...this.#standing.values()].filter(({ transport }) => isConnected(transport)).length;
  }

  /** How many were handed over. */
  get taken(): number {
    return this.#taken;
  }

  /** @throws ConvergeError rate_limited, media_invalid, media_unsupported, media_unavailable */
  async open(request: PathRequest): Promise<PathOffer> {
    const { network } = request;
    const all = [...this.#standing.values(), ...this.#coming];
    const near = all.filter((one) => one.network === network);
    const { open, network: perNetwork, handshakeMs } = this.#limits;
    if (all.length >= open || near.length >= perNetwork) {
      throw new ConvergeError('rate_limited', { retryAfterMs: handshakeMs });
    }
    const coming = { network };
    this.#coming.push(coming);
    try {
      return await atSfu(() => this.#make(request), 'media_unavailable');
    } finally {
      this.#coming.splice(this.#coming.indexOf(coming), 1);
    }
  }

  /** @throws ConvergeError media_not_found, media_invalid, media_unsupported */
  async connect(token: PathToken, wished: DtlsParameters): Promise<void> {
    const path = this.#standing.get(token);
    if (!path) throw new ConvergeError('media_not_found');
    const dtlsParameters = remoteDtls(wished);
    const written = JSON.stringify(dtlsParameters);
    if (path.connected === written) return;
    if (path.connected !== null) throw new ConvergeError('media_invalid');
    path.connected = written;
    await atSfu(() => path.transport.connect({ dtlsParameters }));
  }

  /** Hands it over, with nothing on it. null: it doesn't stand, or belongs to another call. */
  take(token: PathToken, router: Router): WebRtcTransport | null {
    const path = this.#standing.get(token);
    if (!path) return null;
    this.#forget(token);
    path.blank.close();
    const { transport } = path;
    if (path.router === router && isConnected(transport)) {
      this.#taken += 1;
      return transport;
    }
    transport.close();
    return null;
  }

  async #make(request: PathRequest): Promise<PathOffer> {
    const { network, router, worker, source, rtpCapabilities } = request;
    const transport = await openTransport(router, worker.server);
    try {
      const blank = await transport.consume({
        producerId: source.id,
        rtpCapabilities: receiveCapabilities(rtpCapabilities),
        paused: true,
      });
      if (transport.closed) throw new ConvergeError('media_unavailable');
      return this.#hold({ network, router, transport, blank }, worker.announced);
    } catch (error) {
      transport.close();
      throw error;
    }
  }

  #hold(
    path: Pick<Standing, 'network' | 'router' | 'transport' | 'blank'>,
    announced: readonly string[],
  ): PathOffer {
    const { transport, blank } = path;
    const token = randomBytes(24).toString('base64url') as PathToken;
    const end = () => {
      // Whoever took it over cares for it themselves.
      if (this.#forget(token)) transport.close();
    };
    const standing: Standing = {
      ...path,
      connected: null,
      timer: setTimeout(end, this.#limits.handshakeMs).unref(),
    };
    this.#standing.set(token, standing);
    transport.observer.once('close', end);
    transport.observer.on('icestatechange', (state) => {
      if (state === 'disconnected') end();
    });
    transport.observer.on('dtlsstatechange', (state) => {
      if (state === 'closed' || state === 'failed') end();
      if (state !== 'connected' || !this.#standing.has(token)) return;
      clearTimeout(standing.timer);
      standing.timer = setTimeout(end, this.#limits.lifeMs).unref();
    });
    return {
      token,
      transport: offerOf(transport, announced),
      blank: {
        id: blank.id as ConsumerId,
        producerId: blank.producerId as ProducerId,
        rtpParameters: z.parse(RtpParameters, blank.rtpParameters),
      },
    };
  }

  /** False: it was none of ours any more. */
  #forget(token: PathToken): boolean {
    const path = this.#standing.get(token);
    if (!path) return false;
    clearTimeout(path.timer);
    return this.#standing.delete(token);
  }
}

const isConnected = ({ closed, dtlsState }: WebRtcTransport): boolean =>
  !closed && dtlsState === 'connected';

/**
 * A source of pictures that never sends any; one of a call serves all who come to it.
 * Of pictures, since browsers get ready for them more slowly than for sound, and
 * mediasoup-client negotiates what probes a line with the first of them.
 */
export async function openBlank(router: Router): Promise<Producer> {
  const transport = await router.createDirectTransport();
  return await transport.produce({
    kind: 'video',
    paused: true,
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc: 1 }],
    },
  });
}
