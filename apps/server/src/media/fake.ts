/**
 * A MediaPort without an SFU, for tests of the call: it keeps the same books
 * (who sends what, who is sent what), answers in the next microtask, and can be
 * made slow, refuse or die.
 */
import { randomUUID } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import type { ConsumerId, ParticipantId, ProducerId, TransportId } from '@converge/protocol/ids';
import type {
  ConsumerOffer,
  SentSource,
  Tile,
  TransportOffer,
} from '@converge/protocol/realtime/media';
import { kindOf } from '@converge/protocol/realtime/media';
import type { PathOffer } from '@converge/protocol/rest/join';
import type {
  CallMedia,
  Elsewhere,
  MediaHost,
  MediaPort,
  ParticipantMedia,
} from '../calls/ports.ts';

interface Sent {
  readonly id: ProducerId;
  source: SentSource;
  paused: boolean;
}

const transport = (): TransportOffer => ({
  id: randomUUID() as TransportId,
  iceParameters: { usernameFragment: 'fake', password: 'fake', iceLite: true },
  iceCandidates: [],
  dtlsParameters: { role: 'auto', fingerprints: [{ algorithm: 'sha-256', value: 'fake' }] },
});

export class FakeMedia implements MediaPort {
  readonly calls: FakeCallMedia[] = [];
  /** Waited for by each answer; replace it to hold answers back. */
  gate: Promise<unknown> = Promise.resolve();
  /** The next answer is this refusal. */
  refusal: ConvergeError | null = null;

  async open(_callId: string, host: MediaHost): Promise<FakeCallMedia> {
    await this.answer();
    const call = new FakeCallMedia(this, host);
    this.calls.push(call);
    return call;
  }

  /** Of the newest call. */
  get current(): FakeCallMedia {
    const call = this.calls.at(-1);
    if (!call) throw new Error('no call was opened');
    return call;
  }

  async answer(): Promise<void> {
    await this.gate;
    const { refusal } = this;
    this.refusal = null;
    if (refusal) throw refusal;
  }
}

export class FakeCallMedia implements CallMedia {
  readonly fake: FakeMedia;
  readonly host: MediaHost;
  readonly members = new Map<ParticipantId, FakeParticipantMedia>();
  /** In the order in which things were done, for tests of "the SFU first". */
  readonly log: string[] = [];
  closed = false;

  constructor(fake: FakeMedia, host: MediaHost) {
    this.fake = fake;
    this.host = host;
  }

  async attach(participantId: ParticipantId): Promise<FakeParticipantMedia> {
    await this.fake.answer();
    if (this.closed) throw new ConvergeError('media_unavailable');
    const member = new FakeParticipantMedia(this, participantId);
    this.members.set(participantId, member);
    member.reconcile(false);
    return member;
  }

  async openPath(): Promise<PathOffer> {
    throw new ConvergeError('media_unavailable');
  }

  async connectPath(): Promise<void> {
    throw new ConvergeError('media_not_found');
  }

  review(): void {
    for (const member of this.members.values()) member.reconcile(true);
  }

  close(): void {
    this.closed = true;
    for (const member of [...this.members.values()]) member.detach();
  }

  /** The worker dies. */
  die(): void {
    this.close();
    this.host.lost();
  }

  /** What is forwarded now, as `sender source -> receiver`. */
  get flowing(): string[] {
    return [...this.members.values()].flatMap((receiver) =>
      receiver
        .consumers()
        .filter((consumer) => !receiver.holds(consumer))
        .filter(({ participantId, producerId }) =>
          [...(this.members.get(participantId)?.sent.values() ?? [])].some(
            ({ id, paused }) => id === producerId && !paused,
          ),
        )
        .map(({ participantId, source }) => `${participantId} ${source} -> ${receiver.id}`),
    );
  }
}

export class FakeParticipantMedia implements ParticipantMedia {
  readonly id: ParticipantId;
  readonly transports = { send: transport(), receive: transport() };
  readonly sent = new Map<SentSource, Sent>();
  readonly #call: FakeCallMedia;
  readonly #consumers = new Map<ProducerId, ConsumerOffer>();
  #view: readonly Tile[] | null = null;
  #elsewhere: Elsewhere | null = null;
  #closed = false;

  constructor(call: FakeCallMedia, id: ParticipantId) {
    this.#call = call;
    this.id = id;
  }

  consumers(): ConsumerOffer[] {
    return [...this.#consumers.values()];
  }

  async connect(transportId: TransportId): Promise<void> {
    this.#own(transportId);
    await this.#answer();
  }

  async restartIce(transportId: TransportId) {
    this.#own(transportId);
    await this.#answer();
    return { usernameFragment: 'fresh', password: 'fresh' };
  }

  async produce(offer: Parameters<ParticipantMedia['produce']>[0]): Promise<ProducerId> {
    if (offer.transportId !== this.transports.send.id) throw new ConvergeError('media_not_found');
    if (this.sent.has(offer.source)) throw new Error(`${offer.source} is sent already`);
    await this.#answer();
    const id = randomUUID() as ProducerId;
    this.sent.set(offer.source, { id, source: offer.source, paused: offer.paused });
    this.#call.log.push(`produce ${offer.source}`);
    this.#call.review();
    return id;
  }

  async setPaused(source: SentSource, paused: boolean): Promise<void> {
    await this.#answer();
    const sent = this.sent.get(source);
    if (!sent) throw new ConvergeError('media_not_found');
    sent.paused = paused;
    this.#call.log.push(`${paused ? 'pause' : 'resume'} ${source}`);
  }

  stop(source: SentSource): void {
    if (!this.sent.delete(source)) return;
    this.#call.log.push(`stop ${source}`);
    this.#call.review();
  }

  setStaged(staged: boolean): void {
    const sent = this.sent.get('wallScreen');
    if (!sent) return;
    sent.source = staged ? 'screen' : 'wallScreen';
    this.#call.log.push(staged ? 'stage' : 'unstage');
    this.#call.review();
  }

  async setView(tiles: readonly Tile[]): Promise<void> {
    await this.#answer();
    this.#view = tiles;
    this.reconcile(true);
  }

  async consumersReady(): Promise<void> {
    await this.#answer();
  }

  async consumersMissing(): Promise<void> {
    await this.#answer();
  }

  async setElsewhere(elsewhere: Elsewhere | null): Promise<void> {
    this.#elsewhere = elsewhere;
    this.#call.log.push(elsewhere ? 'hold back' : 'hold nothing back');
  }

  /** Whether this is sent to them, or held back since it reaches them by another way. */
  holds({ participantId, source }: ConsumerOffer): boolean {
    return this.#elsewhere?.owner === participantId && this.#elsewhere.sources.has(source);
  }

  returned(): void {
    this.#call.log.push('returned');
  }

  detach(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#call.log.push('detach');
    this.#call.members.delete(this.id);
    this.sent.clear();
    this.#consumers.clear();
    this.#call.review();
  }

  /** Makes what is received what should be. */
  reconcile(tell: boolean): void {
    const wanted = new Map<ProducerId, ConsumerOffer>();
    for (const [owner, { sent }] of this.#call.members) {
      if (owner === this.id) continue;
      for (const { id, source } of sent.values()) {
        if (!this.#shows(owner, source)) continue;
        const before = this.#consumers.get(id);
        wanted.set(id, before?.source === source ? before : offer(id, owner, source));
      }
    }
    const opened = [...wanted.values()].filter((it) => this.#consumers.get(it.producerId) !== it);
    const closed = [...this.#consumers.values()]
      .filter((it) => wanted.get(it.producerId) !== it)
      .map(({ id }) => id);
    for (const id of [...this.#consumers.keys()]) if (!wanted.has(id)) this.#consumers.delete(id);
    for (const consumer of opened) this.#consumers.set(consumer.producerId, consumer);
    if (tell && opened.length > 0) {
      this.#call.host.consumersOpened(this.id, this.transports.receive.id, opened);
    }
    if (tell && closed.length > 0) this.#call.host.consumersClosed(this.id, closed);
  }

  #shows(owner: ParticipantId, source: SentSource): boolean {
    if (kindOf[source] === 'audio') return true;
    if (!this.#call.host.maySee(this.id, owner, source)) return false;
    const shown = this.#view?.some((t) => t.participantId === owner && t.source === source);
    return shown ?? source !== 'wallScreen';
  }

  async #answer(): Promise<void> {
    await this.#call.fake.answer();
    if (this.#closed) throw new ConvergeError('media_not_found');
  }

  #own(transportId: TransportId): void {
    const { send, receive } = this.transports;
    if (transportId !== send.id && transportId !== receive.id) {
      throw new ConvergeError('media_not_found');
    }
  }
}

const offer = (
  producerId: ProducerId,
  participantId: ParticipantId,
  source: SentSource,
): ConsumerOffer => ({
  id: randomUUID() as ConsumerId,
  producerId,
  participantId,
  source,
  kind: kindOf[source],
  rtpParameters: { codecs: [] },
});
