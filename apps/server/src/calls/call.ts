/**
 * One live call. It keeps the truth (a snapshot and its number) and changes it
 * in one place, `apply`, with the reducer that clients use too; so what a client
 * holds can't differ from what a fresh snapshot would say.
 */
import { randomUUID } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import type { CallId, ParticipantId, PersonId, RoomId, Seq } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import { type Actor, moderates, type RoomRules } from '@converge/protocol/permissions';
import type {
  CallChange,
  CallSnapshot,
  LeaveReason,
  Participant as Shown,
} from '@converge/protocol/realtime/call';
import { callOver } from '@converge/protocol/realtime/call';
import { sources } from '@converge/protocol/realtime/media';
import { applyCallChange } from '@converge/protocol/reduce/call';
import type { Live } from '@converge/protocol/rest/rooms';
import type { Clock } from '../platform/clock.ts';
import type { Log } from '../platform/log.ts';
import type { Broadcast, Session, Topic } from '../platform/realtime/ports.ts';
import type { RoomPace } from '../platform/realtime/room-pace.ts';
import { tellAll } from './audience.ts';
import { Chronicle } from './chronicle.ts';
import { DirectWay } from './direct.ts';
import { hostOf } from './media-host.ts';
import type { CallObserver } from './observer.ts';
import type { Participant } from './participant.ts';
import type { CallMedia, CallRooms, MediaPort } from './ports.ts';
import { type CallQuality, qualityOfCall } from './quality.ts';
import { reviewWall } from './wall.ts';

export interface CallContext {
  readonly media: MediaPort;
  readonly rooms: CallRooms;
  readonly broadcast: Broadcast;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer: CallObserver;
  readonly limits: { readonly participants: number; readonly seatMs: number };
  /** Whether two may be sent past the SFU. */
  readonly direct: boolean;
  readonly pace: RoomPace;
  /** Somebody came or went, or it is all over. */
  readonly changed: (call: Call) => void;
}

export interface Arrival {
  readonly participant: Participant;
  readonly person: Person;
  readonly actor: Actor;
}

export class Call {
  readonly roomId: RoomId;
  readonly topic: Topic;
  /** Of those who see everybody. */
  readonly listTopic: Topic;
  readonly context: CallContext;
  readonly participants = new Map<ParticipantId, Participant>();
  /** Taken out by a moderator: they stay out for as long as this call lives. */
  readonly removed: Set<PersonId>;
  readonly quality: CallQuality;
  readonly chronicle = new Chronicle();
  readonly direct: DirectWay;
  rules: RoomRules;
  /** Those on their way in, their transports being made. */
  readonly arrivals = new Map<ParticipantId, Arrival>();
  #snapshot: CallSnapshot;
  /** The snapshot's participants by id; made when asked for, since each change makes it stale. */
  #shown: Map<ParticipantId, Shown> | null = null;
  #seq: Seq = 0;
  #media: Promise<CallMedia> | null = null;
  /** The same, once it is there, for what must act at once. */
  #openMedia: CallMedia | null = null;
  #ended = false;
  /** Why somebody left last. */
  #leftBy: LeaveReason | null = null;
  /** Whoever led went by choice and left the others without anybody who leads. */
  #concluded = false;
  #lost = false;

  /** `removed`: who was taken out already, where it goes on with what was given for one before. */
  constructor(
    roomId: RoomId,
    rules: RoomRules,
    context: CallContext,
    removed = new Set<PersonId>(),
  ) {
    this.roomId = roomId;
    this.removed = removed;
    this.topic = `call:${roomId}`;
    this.listTopic = `list:${roomId}`;
    this.rules = rules;
    this.context = context;
    this.quality = qualityOfCall(this);
    this.direct = new DirectWay(this);
    this.#snapshot = {
      id: randomUUID() as CallId,
      roomId,
      startedAt: context.clock.now(),
      policy: rules.policy,
      participants: [],
      activeSpeaker: null,
      direct: null,
      wall: null,
    };
  }

  get snapshot(): CallSnapshot {
    return this.#snapshot;
  }

  get seq(): Seq {
    return this.#seq;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** It ended, and only since the last line was lost: nobody wanted it to. */
  get lost(): boolean {
    return this.#lost;
  }

  /** null: nobody is inside (yet). Somebody on two devices counts once. */
  get live(): Live | null {
    const people = new Set(this.#snapshot.participants.map(({ person }) => person.id));
    return people.size > 0 ? { since: this.#snapshot.startedAt, count: people.size } : null;
  }

  /** What happens in the call happens here, and everybody inside hears of it. */
  apply(change: CallChange): void {
    this.#snapshot = applyCallChange(this.#snapshot, change);
    this.#shown = null;
    this.chronicle.take(change, this.#snapshot, this.context.clock.now());
    this.#seq += 1;
    tellAll(this, change);
    this.#note(change);
    this.direct.take(change);
  }

  /** A line of the log for each change, to be found by the call's id. */
  #note(change: CallChange): void {
    const { id: callId } = this.#snapshot;
    const participantId =
      change.type === 'joined'
        ? change.participant.id
        : 'participantId' in change
          ? change.participantId
          : undefined;
    const line = {
      callId,
      roomId: this.roomId,
      seq: this.#seq,
      change: change.type,
      participantId,
      ...(change.type === 'direct' ? { because: change.because } : {}),
    };
    // Who came and went is asked for months later; the rest while somebody looks for a fault.
    const kept = change.type === 'joined' || change.type === 'left' || change.type === 'presence';
    this.context.log[kept ? 'info' : 'debug'](line, 'a call changed');
  }

  /** Whatever somebody sent is gone from the SFU: so everybody sees it. */
  mediaOff(participantId: ParticipantId): void {
    const media = this.shown(participantId)?.media;
    for (const source of sources) {
      if (!media || media[source] === 'off') continue;
      this.apply({ type: 'media', participantId, source, state: 'off' });
    }
    reviewWall(this);
  }

  /** A participant as the others see them. */
  shown(id: ParticipantId): Shown | undefined {
    this.#shown ??= new Map(this.#snapshot.participants.map((one) => [one.id, one]));
    return this.#shown.get(id);
  }

  /** A participant as `can` wants them. */
  actor(id: ParticipantId): Actor {
    const shown = this.shown(id);
    if (!shown) return this.arrivals.get(id)?.actor ?? { spaceRole: null, roomRole: null };
    const { spaceRole, role: roomRole, grants } = shown;
    // Who is inside has passed the door, however it stands now.
    return { spaceRole, roomRole, grants, admitted: 'now' };
  }

  /**
   * The call's place at the SFU, opened when first asked for.
   * @throws ConvergeError media_unavailable, unavailable (the call ended meanwhile)
   */
  media(): Promise<CallMedia> {
    if (this.#media) return this.#media;
    const opening = this.#open();
    this.#media = opening;
    // A failed opening isn't kept: the next who asks tries again.
    opening.catch(() => {
      if (this.#media === opening) this.#media = null;
    });
    return opening;
  }

  async #open(): Promise<CallMedia> {
    const media = await this.context.media.open(this.#snapshot.id, hostOf(this));
    if (this.#ended) {
      media.close();
      throw new ConvergeError('unavailable');
    }
    this.#openMedia = media;
    return media;
  }

  /** Looks again at who may see whom. */
  reviewMedia(): void {
    this.#openMedia?.review();
  }

  /** The SFU is gone with all that was attached; the next who asks opens another. */
  forgetMedia(): void {
    this.#media = null;
    this.#openMedia = null;
  }

  /** Takes a participant out; harmless where they are out already. */
  leave(participant: Participant, reason: LeaveReason): void {
    const { connection } = participant;
    const led = this.#leads(participant.id);
    if (!participant.close(reason)) return;
    this.participants.delete(participant.id);
    const others = [...this.participants.keys()];
    if (led) this.#concluded = reason === 'left' && !others.some((id) => this.#leads(id));
    this.quality.forget(participant.id);
    if (connection) {
      connection.seated = null;
      this.silence(connection.session);
      if (reason === 'removed') {
        connection.session.send(callOver, { roomId: this.roomId, reason });
      }
    }
    this.#leftBy = reason;
    this.apply({ type: 'left', participantId: participant.id, reason });
    reviewWall(this);
    this.endIfEmpty();
    if (!this.#ended) this.context.changed(this);
  }

  /** Held seats count: who leads and is away may come back. */
  #leads(id: ParticipantId): boolean {
    return moderates(this.actor(id));
  }

  /** This connection hears no more of the call. */
  silence(session: Session): void {
    session.unsubscribe(this.topic);
    session.unsubscribe(this.listTopic);
  }

  endIfEmpty(): void {
    if (this.#ended || this.participants.size > 0 || this.arrivals.size > 0) return;
    this.#lost = this.#leftBy === 'lost' && !this.#concluded;
    this.end();
  }

  /** The end for everybody inside: the media first, then the word. */
  end(): void {
    if (this.#ended) return;
    this.#openMedia?.close();
    if (this.participants.size > 0) {
      this.context.broadcast(this.topic, callOver, { roomId: this.roomId, reason: 'ended' });
    }
    this.shut();
  }

  /** Closes everything without a word. */
  shut(): void {
    if (this.#ended) return;
    this.#ended = true;
    for (const participant of this.participants.values()) {
      const { connection } = participant;
      participant.close('ended');
      if (!connection) continue;
      connection.seated = null;
      this.silence(connection.session);
    }
    this.participants.clear();
    this.quality.close();
    this.direct.close();
    this.#openMedia?.close();
    this.forgetMedia();
    this.#snapshot = {
      ...this.#snapshot,
      participants: [],
      activeSpeaker: null,
      direct: null,
      wall: null,
    };
    this.#shown = null;
    this.context.changed(this);
  }
}
