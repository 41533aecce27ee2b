/** The media of one call: a router on one worker, and what is attached to it. */
import { ConvergeError } from '@converge/protocol/errors';
import type { ParticipantId, PathToken, ProducerId, TransportId } from '@converge/protocol/ids';
import type { DtlsParameters, RouterCapabilities } from '@converge/protocol/realtime/media';
import type { PathOffer } from '@converge/protocol/rest/join';
import type { Producer, Router } from 'mediasoup/types';
import type { CallMedia, MediaHost, ParticipantMedia } from '../calls/ports.ts';
import type { Log } from '../platform/log.ts';
import { codecs } from './codecs.ts';
import { Demand } from './demand.ts';
import { atSfu } from './errors.ts';
import { Loudness } from './loudness.ts';
import { Member } from './member.ts';
import { receiveCapabilities } from './parameters.ts';
import { openBlank, type PathsAhead } from './paths-ahead.ts';
import { Receiver } from './receiver.ts';
import { watchSilence } from './silence.ts';
import type { Stream } from './stream.ts';
import { limitIncoming, limitOutgoing, noteStates, onNewPath, openTransport } from './transport.ts';
import type { RunningWorker } from './worker.ts';

export class RoutedCall implements CallMedia {
  readonly worker: RunningWorker;
  readonly router: Router;
  readonly #host: MediaHost;
  readonly #loudness: Loudness;
  readonly #log: Log;
  readonly #members = new Map<ParticipantId, Member>();
  readonly #streams = new Map<ProducerId, Stream>();
  readonly #demand: Demand;
  readonly #paths: PathsAhead;
  /** What paths ahead are connected with; made when the first is asked for. */
  #blank: Promise<Producer> | null = null;
  #speaker: ParticipantId | null = null;

  /** @throws ConvergeError media_unavailable */
  static async open(
    worker: RunningWorker,
    host: MediaHost,
    paths: PathsAhead,
    log: Log,
  ): Promise<RoutedCall> {
    return await atSfu(async () => {
      const router = await worker.worker.createRouter({ mediaCodecs: [...codecs] });
      try {
        let call: RoutedCall | null = null;
        const loudness = await Loudness.open(
          router,
          {
            levels: (levels) => host.levels(levels),
            speaker(id) {
              call?.speaks(id);
              host.speaker(id);
            },
          },
          log,
        );
        call = new RoutedCall(worker, router, host, loudness, paths, log);
        return call;
      } catch (error) {
        router.close();
        throw error;
      }
    }, 'media_unavailable');
  }

  private constructor(
    worker: RunningWorker,
    router: Router,
    host: MediaHost,
    loudness: Loudness,
    paths: PathsAhead,
    log: Log,
  ) {
    this.worker = worker;
    this.router = router;
    this.#host = host;
    this.#loudness = loudness;
    this.#paths = paths;
    this.#log = log;
    this.#demand = new Demand({
      streams: () => this.#streams.values(),
      wanters: () => this.#receivers(),
      tell: (owner, producerId, layer) => host.layersWanted(owner, producerId, layer),
    });
    router.observer.once('close', () => this.#demand.close());
    router.on('workerclose', () => {
      this.#members.clear();
      if (worker.died) host.lost();
    });
  }

  async attach(
    id: ParticipantId,
    capabilities: RouterCapabilities,
    path?: PathToken,
  ): Promise<ParticipantMedia> {
    return await atSfu(async () => {
      const { router, worker } = this;
      const ahead = path === undefined ? null : this.#paths.take(path, router);
      const results = await Promise.allSettled([
        openTransport(router, worker.server),
        ahead ?? openTransport(router, worker.server),
      ]);
      const [send, receive] = results.map((one) => (one.status === 'fulfilled' ? one.value : null));
      if (!send || !receive || router.closed) {
        send?.close();
        receive?.close();
        throw new ConvergeError('media_unavailable');
      }
      limitIncoming(send, this.#log);
      onNewPath(send, () => {
        for (const { receiver } of this.#members.values()) receiver.refresh(id);
      });
      watchSilence([send, receive], (silent) => this.#host.silent(id, silent));
      const log = this.#log.child({ participantId: id });
      for (const [direction, transport] of [
        ['send', send],
        ['receive', receive],
      ] as const) {
        noteStates(transport, log.child({ direction }));
      }
      limitOutgoing(receive, this.#log);
      const rtpCapabilities = receiveCapabilities(capabilities);
      const receiver = new Receiver({
        id,
        transport: receive,
        rtpCapabilities,
        log,
        streams: () => this.#streams.values(),
        maySee: (owner, source) => this.#host.maySee(id, owner, source),
        speaker: () => this.#speaker,
        opened: (consumers) => this.#host.consumersOpened(id, receive.id as TransportId, consumers),
        closed: (consumerIds) => this.#host.consumersClosed(id, consumerIds),
        thin: (thin) => this.#host.lineThin(id, thin),
        wished: () => this.#demand.review(),
      });
      const member = new Member({
        id,
        send,
        receive,
        receiver,
        announced: worker.announced,
        began: (stream) => this.#began(stream),
        turned: (stream) => this.#turned(stream),
        returned: () => {
          this.#demand.repeat(id);
          this.#host.lineThin(id, receiver.thin);
        },
        detached: () => {
          this.#members.delete(id);
          this.#demand.review();
        },
      });
      this.#members.set(id, member);
      // Sent from the start: the worker asks for a key frame when the client's line is up.
      // By a path that stands packets would come before the client knows of them.
      await receiver.update(ahead === null);
      if (receive.closed) throw new ConvergeError('media_unavailable');
      return member;
    }, 'media_unavailable');
  }

  async openPath(rtpCapabilities: RouterCapabilities, network: string): Promise<PathOffer> {
    const { router, worker } = this;
    const source = await atSfu(() => this.#blankSource(), 'media_unavailable');
    return await this.#paths.open({ router, worker, source, rtpCapabilities, network });
  }

  connectPath(token: PathToken, dtlsParameters: DtlsParameters): Promise<void> {
    return this.#paths.connect(token, dtlsParameters);
  }

  review(): void {
    for (const { receiver } of this.#members.values()) void receiver.update();
  }

  /** Who has the word now goes before the others on narrow lines. */
  speaks(id: ParticipantId | null): void {
    this.#speaker = id;
    this.review();
  }

  close(): void {
    for (const member of [...this.#members.values()]) member.detach();
    this.router.close();
  }

  get participants(): number {
    return this.#members.size;
  }

  get producers(): number {
    return this.#streams.size;
  }

  get consumers(): number {
    let count = 0;
    for (const { receiver } of this.#members.values()) count += receiver.size;
    return count;
  }

  #blankSource(): Promise<Producer> {
    if (this.#blank) return this.#blank;
    const opening = openBlank(this.router);
    this.#blank = opening;
    opening.catch(() => {
      if (this.#blank === opening) this.#blank = null;
    });
    return opening;
  }

  #began(stream: Stream): void {
    const { id, owner, source, producer } = stream;
    this.#streams.set(id, stream);
    producer.observer.once('close', () => {
      this.#streams.delete(id);
      this.#demand.forget(id);
      // Its consumers close by themselves; but another stream may now be among the first shown.
      this.review();
    });
    if (source === 'microphone') this.#loudness.add(producer, owner);
    this.review();
    // Where nobody else is, no receiver looks.
    this.#demand.review();
  }

  /** A stream is something else now, with the same producer. */
  #turned(stream: Stream): void {
    this.#streams.set(stream.id, stream);
    this.review();
  }

  *#receivers(): Iterable<Receiver> {
    for (const { receiver } of this.#members.values()) yield receiver;
  }
}
