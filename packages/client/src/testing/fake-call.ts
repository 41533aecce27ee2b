/**
 * A call server in memory, by the rules of SPEC CALL, SEAT and MEDIA, with
 * mediasoup-client's fake handler on the other side. It numbers its changes,
 * rotates seats, and keeps book of who sends and receives what.
 */
import type {
  ConsumerId,
  ParticipantId,
  PathToken,
  ProducerId,
  TransportId,
} from '@converge/protocol/ids';
import {
  type CallChange,
  type CallSnapshot,
  callChanged,
  callJoin,
  callOver,
  type Participant,
} from '@converge/protocol/realtime/call';
import type { PayloadOf } from '@converge/protocol/realtime/define';
import { lobbyDecided } from '@converge/protocol/realtime/lobby';
import {
  type ConsumerOffer,
  kindOf,
  mediaConsumersClosed,
  mediaConsumersOpened,
  mediaLayersWanted,
  mediaLost,
  mediaProduce,
  mediaProducerOverruled,
  mediaSetPaused,
  mediaStop,
  RouterCapabilities,
  type SentSource,
  TransportOffer,
} from '@converge/protocol/realtime/media';
import { applyCallChange } from '@converge/protocol/reduce/call';
import type { PathOffer } from '@converge/protocol/rest/join';
import { testFakeParameters } from 'mediasoup-client';
import * as z from 'zod/mini';
import type { FakeServer, FakeSession } from './fake-net.ts';
import { makeCall, makeParticipant, makePerson, participantId } from './make.ts';

/** What a server's router can, for `loadMediaDevice`. */
export const fakeCapabilities = (): RouterCapabilities =>
  z.parse(RouterCapabilities, testFakeParameters.generateRouterRtpCapabilities());

interface Member {
  readonly id: ParticipantId;
  session: FakeSession | null;
  seat: string;
  /** By which it was taken last. */
  attempt: string | undefined;
  transports: { send: TransportOffer; receive: TransportOffer } | null;
  readonly producers: Map<SentSource, { readonly id: ProducerId; paused: boolean }>;
  consumers: ConsumerOffer[];
  readonly ready: Set<ConsumerId>;
}

export class FakeCallServer implements FakeServer {
  readonly alive = true;
  call: CallSnapshot = makeCall();
  seq = 0;
  readonly members = new Map<ParticipantId, Member>();
  readonly requests: { readonly name: string; readonly payload: unknown }[] = [];
  /** Set: whoever comes without a seat waits before a lobby, with this said to them. */
  lobby: { message: string | null } | null = null;
  /** Who waits there. */
  readonly knocking = new Set<FakeSession>();
  /** A path that somebody made ahead, and by which who comes with its token receives. */
  path: PathOffer | null = null;
  /** Answers of these requests are held back until `release`. */
  readonly held = new Set<string>();
  /** These requests are refused with this code. */
  readonly refusals = new Map<string, { code: string; retryAfterMs?: number }>();
  #waiting: { readonly name: string; readonly answer: () => void }[] = [];
  #count = 0;

  request(
    session: FakeSession,
    name: string,
    payload: unknown,
    answer: (ack: unknown) => void,
  ): void {
    this.requests.push({ name, payload });
    const refusal = this.refusals.get(name);
    const ack = refusal
      ? { ok: false, error: refusal }
      : (this.#knock(session, name, payload) ?? this.#handle(session, name, payload));
    if (this.held.has(name)) this.#waiting.push({ name, answer: () => answer(ack) });
    else answer(ack);
  }

  #knock(session: FakeSession, name: string, payload: unknown): unknown {
    const asked = name === callJoin.name && z.parse(callJoin.input, payload);
    if (!asked || !this.lobby || asked.seat !== undefined) return null;
    this.knocking.add(session);
    return { ok: true, data: { state: 'waiting', message: this.lobby.message } };
  }

  /** The host decides about everybody who waits, or their places are given away. */
  decide(decision: PayloadOf<typeof lobbyDecided>['decision']): void {
    this.lobby = null;
    for (const session of this.knocking) {
      session.send(lobbyDecided, { roomId: this.call.roomId, decision });
    }
    this.knocking.clear();
  }

  release(name: string): void {
    this.held.delete(name);
    const due = this.#waiting.filter((one) => one.name === name);
    this.#waiting = this.#waiting.filter((one) => one.name !== name);
    for (const { answer } of due) answer();
  }

  closed(session: FakeSession): void {
    this.knocking.delete(session);
    const member = this.#at(session);
    if (!member) return;
    member.session = null;
    this.change({ type: 'presence', participantId: member.id, presence: 'away' });
  }

  /** How often each request came. */
  count(name: string): number {
    return this.requests.filter((request) => request.name === name).length;
  }

  /** Somebody else enters and sends these. */
  arrive(n: number, ...sending: SentSource[]): ParticipantId {
    const id = participantId(n);
    this.#admit(makeParticipant(n), null);
    for (const source of sending) this.send(id, source);
    return id;
  }

  depart(id: ParticipantId): void {
    const member = this.members.get(id);
    if (!member) return;
    for (const source of [...member.producers.keys()]) this.unsend(id, source);
    this.members.delete(id);
    this.change({ type: 'left', participantId: id, reason: 'left' });
  }

  send(id: ParticipantId, source: SentSource, paused = false): ProducerId {
    const member = this.member(id);
    this.unsend(id, source);
    const producerId = `server-${++this.#count}` as ProducerId;
    member.producers.set(source, { id: producerId, paused });
    for (const receiver of this.members.values()) {
      if (receiver === member) continue;
      const offer = this.#offer(producerId, id, source);
      receiver.consumers.push(offer);
      const transportId = receiver.transports?.receive.id;
      if (transportId)
        receiver.session?.send(mediaConsumersOpened, { transportId, consumers: [offer] });
    }
    this.#tellMedia(id, source, paused ? 'paused' : 'on');
    return producerId;
  }

  unsend(id: ParticipantId, source: SentSource): void {
    const producer = this.member(id).producers.get(source);
    if (!producer) return;
    this.member(id).producers.delete(source);
    for (const receiver of this.members.values()) {
      const gone = receiver.consumers.filter((c) => c.producerId === producer.id);
      if (gone.length === 0) continue;
      receiver.consumers = receiver.consumers.filter((c) => c.producerId !== producer.id);
      receiver.session?.send(mediaConsumersClosed, { consumerIds: gone.map((c) => c.id) });
    }
    this.#tellMedia(id, source, 'off');
  }

  /** A moderator, or the policy, decides about what somebody sends. */
  overrule(
    id: ParticipantId,
    source: SentSource,
    action: 'paused' | 'closed',
    by?: ParticipantId,
  ): void {
    const { session, producers } = this.member(id);
    const producer = producers.get(source);
    if (!producer) throw new Error(`${source} is not sent`);
    if (action === 'paused') {
      producer.paused = true;
      this.#tellMedia(id, source, 'paused');
    } else {
      this.unsend(id, source);
    }
    session?.send(mediaProducerOverruled, {
      producerId: producer.id,
      source,
      action,
      ...(by ? { by } : {}),
    });
  }

  /** Says which layers of something anybody receives. */
  wantLayers(id: ParticipantId, source: SentSource, maxSpatial: number | null): void {
    const { session, producers } = this.member(id);
    const producer = producers.get(source);
    if (!producer) throw new Error(`${source} is not sent`);
    session?.send(mediaLayersWanted, { producerId: producer.id, maxSpatial });
  }

  /** Applies a change and tells it; `silently`: the line swallows it. */
  change(change: CallChange, silently = false): void {
    this.call = applyCallChange(this.call, change);
    this.seq++;
    if (silently) return;
    for (const { session } of this.members.values()) {
      session?.send(callChanged, {
        roomId: this.call.roomId,
        callId: this.call.id,
        seq: this.seq,
        change,
      });
    }
  }

  /** The media worker dies. */
  loseMedia(): void {
    for (const member of this.members.values()) {
      this.#dropMedia(member);
      member.session?.send(mediaLost, {});
    }
  }

  #dropMedia(member: Member): void {
    for (const source of member.producers.keys()) this.#tellMedia(member.id, source, 'off');
    member.producers.clear();
    member.consumers = [];
    member.transports = null;
  }

  /** Makes a path for somebody who is about to come in. */
  openPath(): PathOffer {
    const { id, producerId, rtpParameters } = this.#offer(
      'blank' as ProducerId,
      participantId(0),
      'camera',
    );
    const token = `the-token-of-path-number-${++this.#count}` as PathToken;
    this.path = { token, transport: offerTransport(), blank: { id, producerId, rtpParameters } };
    return this.path;
  }

  throwOut(id: ParticipantId, reason: 'removed' | 'ended' | 'replaced'): void {
    const { session } = this.member(id);
    this.depart(id);
    session?.send(callOver, { roomId: this.call.roomId, reason });
  }

  member(id: ParticipantId): Member {
    const member = this.members.get(id);
    if (!member) throw new Error(`${id} is not inside`);
    return member;
  }

  /** The one member with a line. */
  get connected(): Member {
    const member = [...this.members.values()].find(({ session }) => session !== null);
    if (!member) throw new Error('nobody has a line');
    return member;
  }

  #handle(session: FakeSession, name: string, payload: unknown): unknown {
    const done = { ok: true, data: {} };
    if (name === callJoin.name) return this.#join(session, z.parse(callJoin.input, payload));
    if (name === 'call.leave') {
      const member = this.#at(session);
      if (member) this.depart(member.id);
      return done;
    }
    const member = this.#at(session);
    if (!member) return { ok: false, error: { code: 'not_in_call' } };
    switch (name) {
      case mediaProduce.name: {
        const { source, paused } = z.parse(mediaProduce.input, payload);
        return { ok: true, data: { producerId: this.send(member.id, source, paused ?? false) } };
      }
      case mediaSetPaused.name: {
        const { producerId, paused } = z.parse(mediaSetPaused.input, payload);
        const [source, producer] =
          [...member.producers].find(([, { id }]) => id === producerId) ?? [];
        if (!source || !producer) return { ok: false, error: { code: 'media_not_found' } };
        producer.paused = paused;
        this.#tellMedia(member.id, source, paused ? 'paused' : 'on');
        return done;
      }
      case mediaStop.name: {
        const { producerId } = z.parse(mediaStop.input, payload);
        const [source] = [...member.producers].find(([, { id }]) => id === producerId) ?? [];
        if (source) this.unsend(member.id, source);
        return done;
      }
      case 'media.consumersReady': {
        const { consumerIds } = payload as { consumerIds: ConsumerId[] };
        for (const id of consumerIds) member.ready.add(id);
        return done;
      }
      case 'media.restartIce':
        return { ok: true, data: { iceParameters: offerTransport().iceParameters } };
      default:
        return done;
    }
  }

  #join(
    session: FakeSession,
    { seat, attempt, fresh, path }: z.output<typeof callJoin.input>,
  ): unknown {
    const member = [...this.members.values()].find(
      (one) => one.seat === seat || (attempt !== undefined && one.attempt === attempt),
    );
    if (!member && seat === undefined) {
      const before = this.#at(session);
      if (before) this.depart(before.id);
      const n = 100 + ++this.#count;
      const entered = this.#admit({ ...makeParticipant(n), person: makePerson(1) }, session);
      if (entered.transports && path !== undefined && path === this.path?.token) {
        entered.transports.receive = this.path.transport;
        this.path = null;
      }
      return this.#admission(entered, attempt);
    }
    if (!member) return { ok: false, error: { code: 'seat_gone' } };
    if (fresh) this.#dropMedia(member);
    const resumed = member.transports !== null;
    if (!member.session) {
      this.change({ type: 'presence', participantId: member.id, presence: 'here' });
    }
    member.session = session;
    if (!resumed) this.#attach(member);
    return this.#admission(member, attempt, resumed);
  }

  #admit(participant: Participant, session: FakeSession | null): Member {
    const member: Member = {
      id: participant.id,
      session,
      seat: '',
      attempt: undefined,
      transports: null,
      producers: new Map(),
      consumers: [],
      ready: new Set(),
    };
    this.#attach(member);
    this.members.set(member.id, member);
    this.change({ type: 'joined', participant });
    return member;
  }

  #attach(member: Member): void {
    member.transports = { send: offerTransport(), receive: offerTransport() };
    member.consumers = [...this.members.values()]
      .filter((other) => other !== member)
      .flatMap((other) =>
        [...other.producers].map(([source, { id }]) => this.#offer(id, other.id, source)),
      );
  }

  #admission(member: Member, attempt: string | undefined, resumed = false): unknown {
    member.attempt = attempt;
    member.seat = `the-token-of-seat-number-${++this.#count}`;
    return {
      ok: true,
      data: {
        state: 'admitted',
        participantId: member.id,
        seat: member.seat,
        resumed,
        call: this.call,
        seq: this.seq,
        transports: member.transports,
        consumers: member.consumers,
      },
    };
  }

  #at(session: FakeSession): Member | undefined {
    return [...this.members.values()].find((member) => member.session === session);
  }

  #tellMedia(id: ParticipantId, source: SentSource, state: 'off' | 'paused' | 'on'): void {
    // Of the wall the call is told nothing.
    if (source !== 'wallScreen') this.change({ type: 'media', participantId: id, source, state });
  }

  #offer(producerId: ProducerId, owner: ParticipantId, source: SentSource): ConsumerOffer {
    const { rtpParameters } = testFakeParameters.generateConsumerRemoteParameters({
      codecMimeType: kindOf[source] === 'audio' ? 'audio/opus' : 'video/VP8',
    });
    return {
      id: `consumer-${++this.#count}` as ConsumerId,
      producerId,
      participantId: owner,
      source,
      kind: kindOf[source],
      rtpParameters: z.parse(mediaProduce.input.shape.rtpParameters, rtpParameters),
    };
  }
}

function offerTransport(): TransportOffer {
  const offer = testFakeParameters.generateTransportRemoteParameters();
  return z.parse(TransportOffer, { ...offer, id: `transport-${offer.id}` as TransportId });
}
