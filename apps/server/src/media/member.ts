/** What one participant has at the SFU: two transports, what they send and what they are sent. */
import { ConvergeError } from '@converge/protocol/errors';
import type { ConsumerId, ParticipantId, ProducerId, TransportId } from '@converge/protocol/ids';
import type {
  ConsumerOffer,
  DtlsParameters,
  IceParameters,
  SentSource,
  Tile,
  TransportOffer,
} from '@converge/protocol/realtime/media';
import { kindOf } from '@converge/protocol/realtime/media';
import type { WebRtcTransport } from 'mediasoup/types';
import type { Elsewhere, ParticipantMedia } from '../calls/ports.ts';
import { atSfu } from './errors.ts';
import { layersOf } from './layers.ts';
import { remoteDtls, sendParameters } from './parameters.ts';
import type { Receiver } from './receiver.ts';
import type { Stream } from './stream.ts';
import { offerOf } from './transport.ts';

export interface MemberOptions {
  readonly id: ParticipantId;
  readonly send: WebRtcTransport;
  readonly receive: WebRtcTransport;
  readonly receiver: Receiver;
  /** See `offerOf`. */
  readonly announced: readonly string[];
  /** Something begins to be sent; it ends with its producer. */
  readonly began: (stream: Stream) => void;
  /** The same producer is sent as another source from now on. */
  readonly turned: (stream: Stream) => void;
  /** Its line is back. */
  readonly returned: () => void;
  readonly detached: () => void;
}

export class Member implements ParticipantMedia {
  readonly transports: { readonly send: TransportOffer; readonly receive: TransportOffer };
  readonly receiver: Receiver;
  readonly #options: MemberOptions;
  readonly #streams = new Map<SentSource, Stream>();
  /** With what each transport was connected. */
  readonly #connected = new Map<WebRtcTransport, string>();
  #detached = false;

  constructor(options: MemberOptions) {
    this.#options = options;
    this.receiver = options.receiver;
    this.transports = {
      send: offerOf(options.send, options.announced),
      receive: offerOf(options.receive, options.announced),
    };
  }

  consumers(): ConsumerOffer[] {
    return this.receiver.take();
  }

  async connect(transportId: TransportId, wished: DtlsParameters): Promise<void> {
    const transport = this.#transport(transportId);
    const dtlsParameters = remoteDtls(wished);
    const written = JSON.stringify(dtlsParameters);
    const before = this.#connected.get(transport);
    if (before === written) return;
    if (before !== undefined) throw new ConvergeError('media_invalid');
    await atSfu(() => transport.connect({ dtlsParameters }));
    this.#connected.set(transport, written);
  }

  async restartIce(transportId: TransportId): Promise<IceParameters> {
    const transport = this.#transport(transportId);
    return await atSfu(() => transport.restartIce());
  }

  async produce(offer: Parameters<ParticipantMedia['produce']>[0]): Promise<ProducerId> {
    const { transportId, source, paused } = offer;
    const transport = this.#transport(transportId);
    if (transport !== this.#options.send) throw new ConvergeError('media_not_found');
    if (this.#streams.has(source)) throw new ConvergeError('media_invalid');
    const kind = kindOf[source];
    const rtpParameters = sendParameters(kind, offer.rtpParameters);
    const producer = await atSfu(() => transport.produce({ kind, rtpParameters, paused }));
    // The answer of a worker may come after the transport was closed here.
    if (transport.closed) {
      producer.close();
      throw new ConvergeError('media_not_found');
    }
    const stream: Stream = {
      id: producer.id as ProducerId,
      owner: this.#options.id,
      source,
      producer,
      layers:
        source === 'microphone' || source === 'screenAudio'
          ? null
          : layersOf(
              source,
              offer.rtpParameters.encodings?.map((e) => e.scaleResolutionDownBy) ?? [undefined],
            ),
    };
    this.#streams.set(source, stream);
    producer.observer.once('close', () => {
      if (this.#streams.get(source)?.producer === producer) this.#streams.delete(source);
    });
    this.#options.began(stream);
    return stream.id;
  }

  async setPaused(source: SentSource, paused: boolean): Promise<void> {
    const producer = this.#streams.get(source)?.producer;
    if (!producer) throw new ConvergeError('media_not_found');
    await atSfu(() => (paused ? producer.pause() : producer.resume()), 'media_not_found');
  }

  stop(source: SentSource): void {
    this.#streams.get(source)?.producer.close();
  }

  setStaged(staged: boolean): void {
    const stream = this.#streams.get('wallScreen');
    if (!stream) return;
    const turned: Stream = { ...stream, source: staged ? 'screen' : 'wallScreen' };
    this.#streams.set('wallScreen', turned);
    this.#options.turned(turned);
  }

  async setView(tiles: readonly Tile[]): Promise<void> {
    await this.receiver.view(tiles);
  }

  async consumersReady(consumerIds: readonly ConsumerId[]): Promise<void> {
    await this.receiver.ready(consumerIds);
  }

  async consumersMissing(consumerIds: readonly ConsumerId[], anew: boolean): Promise<void> {
    await this.receiver.missing(consumerIds, anew);
  }

  async setElsewhere(elsewhere: Elsewhere | null): Promise<void> {
    await this.receiver.elsewhere(elsewhere);
  }

  returned(): void {
    this.#options.returned();
  }

  detach(): void {
    if (this.#detached) return;
    this.#detached = true;
    this.#options.send.close();
    this.#options.receive.close();
    this.#options.detached();
  }

  #transport(id: TransportId): WebRtcTransport {
    const { send, receive } = this.#options;
    const transport = [send, receive].find((one) => one.id === id);
    if (!transport || transport.closed) throw new ConvergeError('media_not_found');
    return transport;
  }
}
