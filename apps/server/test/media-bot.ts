/**
 * A participant with real media, without a browser: mediasoup-client over
 * werift's WebRTC, so that real ICE, DTLS and SRTP reach the worker. What it
 * sends are packets that look like Opus and VP8.
 */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import type {
  ConsumerId,
  ParticipantId,
  PathToken,
  ProducerId,
  SeatToken,
} from '@converge/protocol/ids';
import type { Admission } from '@converge/protocol/realtime/call';
import type {
  ConsumerOffer,
  DtlsParameters,
  RouterCapabilities,
  SentSource,
  Tile,
} from '@converge/protocol/realtime/media';
import {
  kindOf,
  mediaConnect,
  mediaConsumersClosed,
  mediaConsumersOpened,
  mediaConsumersReady,
  mediaProduce,
  mediaSetPaused,
  mediaView,
} from '@converge/protocol/realtime/media';
import type { PathOffer } from '@converge/protocol/rest/join';
import { Device, type types } from 'mediasoup-client';
import { MediaStream, MediaStreamTrack, RTCPeerConnection, RtpPacket } from 'werift';
import type { RoutedCall } from '../src/media/call-media.ts';
import { routerCapabilities } from '../src/media/codecs.ts';
import type { TestSession } from './call-house.ts';

// mediasoup-client looks for a browser's WebRTC in the global scope.
Object.assign(globalThis, { RTCPeerConnection, MediaStream, MediaStreamTrack });

/** What the descriptor and the first bytes of a VP8 key frame look like (RFC 7741). */
const VP8_KEY_FRAME = Buffer.from([
  0x10, 0x10, 0x02, 0x00, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00,
]);
const OPUS_FRAME = Buffer.alloc(60, 0x78);
/** Time between packets of a source, in milliseconds. */
const PACE_MS = 20;

interface Sending {
  readonly producer: types.Producer;
  readonly timer: NodeJS.Timeout;
  sent: number;
}

interface Receiving {
  readonly offer: ConsumerOffer;
  readonly consumer: types.Consumer;
  received: number;
  /** When the latest packet came, by `performance.now`. */
  latestAt: number;
}

export class MediaBot {
  readonly session: TestSession;
  readonly receiving = new Map<ConsumerId, Receiving>();
  readonly sending = new Map<SentSource, Sending>();
  /** Goes on listening to what the server says is over, so that one hears whether it is. */
  listensOn = false;
  readonly #packets = new EventEmitter();
  #device: Device | null = null;
  #send: types.Transport | null = null;
  #receive: types.Transport | null = null;
  /** Made before it comes in. */
  #ahead: { readonly token: PathToken; readonly transport: types.Transport } | null = null;

  constructor(session: TestSession) {
    this.session = session;
    this.#packets.setMaxListeners(0);
    session.on(mediaConsumersOpened, ({ consumers }) => void this.#open(consumers));
    session.on(mediaConsumersClosed, ({ consumerIds }) => {
      if (!this.listensOn) for (const id of consumerIds) this.#drop(id);
    });
  }

  get id(): ParticipantId {
    assert.ok(this.session.admission, 'joined before');
    return this.session.admission.participantId;
  }

  /** Makes a media path before it comes in, and waits until it stands. */
  async prepare(call: RoutedCall): Promise<PathOffer> {
    this.#device ??= await loadDevice();
    const rtpCapabilities = this.#device.recvRtpCapabilities as RouterCapabilities;
    const offer = await call.openPath(rtpCapabilities, this.session.network);
    const transport = this.#device.createRecvTransport(
      structuredClone(offer.transport) as types.TransportOptions,
    );
    this.#ahead = { token: offer.token, transport };
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      call.connectPath(offer.token, dtlsParameters as DtlsParameters).then(done, fail);
    });
    const stands = new Promise<void>((resolve) => {
      transport.on('connectionstatechange', (state) => state === 'connected' && resolve());
    });
    const { id, producerId, rtpParameters } = structuredClone(offer.blank);
    await transport.consume({
      ...{ id, producerId, kind: 'video' },
      rtpParameters: rtpParameters as types.RtpParameters,
    });
    await stands;
    return offer;
  }

  /** Goes away again without having come in. */
  turnBack(): void {
    this.#ahead?.transport.close();
    this.#ahead = null;
  }

  /** Joins and opens everything it is offered. */
  async join(seat?: SeatToken): Promise<Admission> {
    this.#device ??= await loadDevice();
    const rtpCapabilities = this.#device.recvRtpCapabilities as RouterCapabilities;
    const ahead = this.#ahead;
    const admission = await this.session.join(seat, { rtpCapabilities, path: ahead?.token });
    if (!admission.resumed || !this.#send) {
      this.closeMedia();
      this.#send = this.#device.createSendTransport(
        structuredClone(admission.transports.send) as types.TransportOptions,
      );
      this.#wire(this.#send);
      if (ahead?.transport.id === admission.transports.receive.id) {
        this.#receive = ahead.transport;
      } else {
        this.#receive = this.#device.createRecvTransport(
          structuredClone(admission.transports.receive) as types.TransportOptions,
        );
        this.#wire(this.#receive);
      }
    }
    await this.#open(admission.consumers);
    return admission;
  }

  /** Sends packets from a source until `stop` or `close`. */
  async produce(
    source: SentSource,
    encodings?: types.RtpEncodingParameters[],
  ): Promise<ProducerId> {
    assert.ok(this.#send, 'joined before');
    const track = new MediaStreamTrack({ kind: kindOf[source] });
    const producer = await this.#send.produce({
      track: track as never,
      appData: { source },
      ...(encodings ? { encodings } : {}),
    });
    const payload = kindOf[source] === 'audio' ? OPUS_FRAME : VP8_KEY_FRAME;
    const sending: Sending = {
      producer,
      sent: 0,
      // Whatever the server says about it, this client goes on sending.
      timer: setInterval(() => {
        sending.sent += 1;
        track.writeRtp(rtp(payload, sending.sent, kindOf[source] === 'audio' ? 960 : 1_800));
        this.#packets.emit(`sent ${source}`);
      }, PACE_MS),
    };
    this.sending.set(source, sending);
    return producer.id as ProducerId;
  }

  async setPaused(source: SentSource, paused: boolean): Promise<void> {
    const producerId = this.sending.get(source)?.producer.id as ProducerId;
    await this.session.ask(mediaSetPaused, { producerId, paused });
  }

  async view(tiles: Tile[]): Promise<void> {
    await this.session.ask(mediaView, { tiles });
  }

  /** Resolves when it receives a stream from there. */
  async receives(from: ParticipantId, source: SentSource): Promise<Receiving> {
    for (;;) {
      const found = this.received(from, source);
      if (found) return found;
      await once(this.#packets, 'opened');
    }
  }

  received(from: ParticipantId, source: SentSource): Receiving | undefined {
    return [...this.receiving.values()].find(
      ({ offer }) => offer.participantId === from && offer.source === source,
    );
  }

  /** Resolves when `count` more packets of a stream have come. */
  async hears(from: ParticipantId, source: SentSource, count = 5): Promise<void> {
    const receiving = await this.receives(from, source);
    const enough = receiving.received + count;
    while (receiving.received < enough) await once(this.#packets, receiving.offer.id);
  }

  /**
   * How many packets of a stream still come, once those under way have arrived,
   * while its sender goes on sending.
   */
  async hearsAfterAll(receiving: Receiving, sender: MediaBot, source: SentSource): Promise<number> {
    await sender.#sends(source, 10);
    const before = receiving.received;
    await sender.#sends(source, 25);
    return receiving.received - before;
  }

  /** Resolves when so many more packets have been sent. */
  async #sends(source: SentSource, packets: number): Promise<void> {
    const sending = this.sending.get(source);
    assert.ok(sending);
    const enough = sending.sent + packets;
    while (sending.sent < enough) await once(this.#packets, `sent ${source}`);
  }

  stop(source: SentSource): void {
    const sending = this.sending.get(source);
    clearInterval(sending?.timer);
    sending?.producer.close();
    this.sending.delete(source);
  }

  closeMedia(): void {
    for (const source of [...this.sending.keys()]) this.stop(source);
    for (const id of [...this.receiving.keys()]) this.#drop(id);
    this.#send?.close();
    this.#receive?.close();
    this.#send = null;
    this.#receive = null;
  }

  close(): void {
    this.closeMedia();
    this.session.close();
  }

  #wire(transport: types.Transport): void {
    transport.on('connect', ({ dtlsParameters }, done, fail) => {
      this.session
        .ask(mediaConnect, {
          transportId: transport.id as never,
          dtlsParameters: dtlsParameters as never,
        })
        .then(() => done(), fail);
    });
    transport.on('produce', ({ kind, rtpParameters, appData }, done, fail) => {
      this.session
        .ask(mediaProduce, {
          transportId: transport.id as never,
          source: appData.source as SentSource,
          kind,
          rtpParameters: rtpParameters as never,
        })
        .then(({ producerId }) => done({ id: producerId }), fail);
    });
  }

  async #open(offers: readonly ConsumerOffer[]): Promise<void> {
    const fresh = offers.filter(({ id }) => !this.receiving.has(id));
    const transport = this.#receive;
    if (!transport) return;
    await Promise.all(
      fresh.map(async (offer) => {
        const consumer = await transport.consume({
          id: offer.id,
          producerId: offer.producerId,
          kind: offer.kind,
          rtpParameters: offer.rtpParameters as types.RtpParameters,
        });
        const receiving: Receiving = { offer, consumer, received: 0, latestAt: 0 };
        this.receiving.set(offer.id, receiving);
        const track = consumer.track as unknown as MediaStreamTrack;
        track.onReceiveRtp.subscribe(() => {
          receiving.received += 1;
          receiving.latestAt = performance.now();
          this.#packets.emit(offer.id);
        });
        this.#packets.emit('opened');
      }),
    );
    if (this.session.closed || fresh.length === 0) return;
    await this.session.ask(mediaConsumersReady, { consumerIds: fresh.map(({ id }) => id) });
  }

  #drop(id: ConsumerId): void {
    this.receiving.get(id)?.consumer.close();
    this.receiving.delete(id);
  }
}

async function loadDevice(): Promise<Device> {
  const device = new Device({ handlerName: 'Chrome111' });
  await device.load({ routerRtpCapabilities: routerCapabilities() as types.RtpCapabilities });
  return device;
}

/** Number and time count from 1; werift puts in ssrc, payload type and header extensions. */
function rtp(payload: Buffer, sequence: number, step: number): RtpPacket {
  const header = Buffer.alloc(12);
  header[0] = 0x80;
  header[1] = 0x80;
  header.writeUInt16BE(sequence & 0xffff, 2);
  header.writeUInt32BE((sequence * step) >>> 0, 4);
  return RtpPacket.deSerialize(Buffer.concat([header, payload]));
}
