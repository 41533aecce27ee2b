/** All running calls of this server: one per room, from the first who enters to the last who leaves. */
import { isDeepStrictEqual } from 'node:util';
import { ConvergeError, isRetryable } from '@converge/protocol/errors';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import { can, type RoomDoor, type RoomRules } from '@converge/protocol/permissions';
import type { Admission, callJoin, Waiting } from '@converge/protocol/realtime/call';
import type { ParsedInputOf } from '@converge/protocol/realtime/define';
import type { Clock } from '../platform/clock.ts';
import { createKeyedQueue } from '../platform/keyed-queue.ts';
import type { Log } from '../platform/log.ts';
import type { Broadcast, Session } from '../platform/realtime/ports.ts';
import { createRoomPace, type RoomPace } from '../platform/realtime/room-pace.ts';
import { admit } from './admission.ts';
import { Call, type CallContext } from './call.ts';
import { type Connection, createConnection } from './connection.ts';
import { createLiveNews } from './live.ts';
import { Lobby } from './lobby.ts';
import { LostCalls } from './lost-calls.ts';
import { type CallObserver, observers } from './observer.ts';
import { changeRules } from './policy.ts';
import type { CallRooms, MediaPort } from './ports.ts';
import { findSeat, holdSeat, takeSeat } from './presence.ts';
import { createReports } from './reports.ts';
import { UntilStored } from './until-stored.ts';

export interface CallsOptions {
  readonly media: MediaPort;
  readonly rooms: CallRooms;
  readonly broadcast: Broadcast;
  readonly clock: Clock;
  readonly log: Log;
  /** Who counts; nobody by default. */
  readonly observer?: CallObserver;
  /** The most who may be in one call; a lecture of 200 and those who lead it, by default. */
  readonly maxParticipants?: number;
  /** Whether two may speak past the SFU; absent: no. */
  readonly direct?: boolean;
  readonly seatMs?: number;
  /** How much is written into one room; one of its own, by default. */
  readonly pace?: RoomPace;
}

export class Calls {
  readonly #options: CallsOptions;
  readonly #context: CallContext;
  readonly #calls = new Map<RoomId, Call>();
  readonly #connections = new WeakMap<Session, Connection>();
  /** Those that somebody entered. */
  readonly #begun = new WeakSet<Call>();
  readonly #news;
  readonly #reports;
  readonly #untilStored;
  readonly #lost;
  readonly #attempts = createKeyedQueue();
  /** Counts changes of rules and rights, so that who is just entering is looked at again. */
  #revision = 0;
  readonly #lobbies = new Map<RoomId, Lobby>();
  #closing = false;

  constructor(options: CallsOptions) {
    this.#options = options;
    this.#untilStored = new UntilStored(options);
    this.#lost = new LostCalls(options.clock, (roomId) => this.#over({ roomId }));
    this.#reports = createReports({ ...options, untilStored: this.#untilStored });
    this.#news = createLiveNews(options.broadcast, (roomId) => this.find(roomId)?.live ?? null);
    this.#context = {
      media: options.media,
      rooms: options.rooms,
      broadcast: options.broadcast,
      clock: options.clock,
      log: options.log,
      observer: options.observer ?? observers(),
      limits: {
        participants: options.maxParticipants ?? 250,
        seatMs: options.seatMs ?? limits.seatMs,
      },
      direct: options.direct ?? false,
      pace: options.pace ?? createRoomPace(options.clock),
      changed: (call) => this.#changed(call),
    };
  }

  find(roomId: RoomId): Call | undefined {
    return this.#calls.get(roomId);
  }

  all(): IterableIterator<Call> {
    return this.#calls.values();
  }

  /** How many calls go on, how many devices are in them, held seats included, and how many pairs speak directly. */
  counts(): { calls: number; people: number; directPairs: number } {
    const calls = [...this.all()];
    return {
      calls: calls.length,
      people: calls.reduce((n, call) => n + call.participants.size, 0),
      directPairs: calls.filter(({ snapshot }) => snapshot.direct !== null).length,
    };
  }

  /** Goes on waiting for those whom the server before had lost. */
  async recover(): Promise<void> {
    for (const { roomId, at } of await this.#options.rooms.lostCalls()) this.#lost.keep(roomId, at);
  }

  /** They may come into the room's call again, and into one of which everybody was lost. */
  forgive(roomId: RoomId, personId: PersonId): void {
    this.find(roomId)?.removed.delete(personId);
    this.#lost.removed(roomId)?.delete(personId);
  }

  /** Ends the room's call for everybody, also one that waits for those who were lost. */
  end(roomId: RoomId): void {
    this.find(roomId)?.end();
    this.#lost.end(roomId);
  }

  /** To be said after any change of a room's rules or somebody's rights, before it is acted upon. */
  revised(): void {
    this.#revision += 1;
  }

  /** Enters a room's call, beginning it where none is; or takes a held seat. */
  join(session: Session, request: ParsedInputOf<typeof callJoin>): Promise<Admission | Waiting> {
    const connection = this.connection(session);
    const { attempt } = request;
    const enter = () => this.#enter(connection, request);
    const entering = connection.serial(() => {
      if (attempt === undefined) return enter();
      // Asked again on another line, it waits for what becomes of the first asking.
      return this.#attempts(`${session.identity.person.id} ${attempt}`, enter);
    });
    // Who comes back to a seat in vain joins anew; that is when it counts.
    if (request.seat === undefined) {
      entering.catch((error: unknown) => this.#refused(error, request.returning));
    }
    return entering;
  }

  /** Gives the seat up; harmless where none is held. */
  leave(session: Session, roomId: RoomId): Promise<void> {
    const connection = this.connection(session);
    return connection.serial(() => {
      const { seated } = connection;
      connection.waiting?.left(connection);
      if (seated?.call.roomId !== roomId) return;
      return seated.participant.serial(() => seated.call.leave(seated.participant, 'left'));
    });
  }

  /** In which call a session sits, or which one it asked about, for the log. */
  concerns(session: Session, roomId?: RoomId): Readonly<Record<string, string>> {
    const seated = this.#connections.get(session)?.seated;
    if (!seated) return roomId === undefined ? {} : this.concernsRoom(roomId);
    return { callId: seated.call.snapshot.id, participantId: seated.participant.id };
  }

  /** Which room, and which call where one goes on in it, for the log. */
  concernsRoom(roomId: RoomId): Readonly<Record<string, string>> {
    const call = this.find(roomId);
    return { roomId, ...(call ? { callId: call.snapshot.id } : {}) };
  }

  /**
   * Where this session sits in the room's call.
   * @throws ConvergeError not_in_call
   */
  seated(session: Session, roomId: RoomId): NonNullable<Connection['seated']> {
    const { seated } = this.connection(session);
    if (seated?.call.roomId !== roomId) throw new ConvergeError('not_in_call');
    return seated;
  }

  /** Who waits before this room's call. */
  lobby(roomId: RoomId): Lobby {
    const known = this.#lobbies.get(roomId);
    if (known) return known;
    for (const [id, lobby] of this.#lobbies) if (lobby.idle) this.#lobbies.delete(id);
    const { broadcast, clock } = this.#options;
    const holdMs = this.#context.limits.seatMs;
    const lobby = new Lobby(roomId, { broadcast, clock, holdMs });
    this.#lobbies.set(roomId, lobby);
    return lobby;
  }

  /** Who waits comes in where the door is open now, and is sent away where it is locked. */
  doorChanged(roomId: RoomId, door: RoomDoor): void {
    const lobby = this.#lobbies.get(roomId);
    if (!lobby || door === 'lobby') return;
    lobby.decide(lobby.people(null), door === 'open' ? 'admitted' : 'refused');
    if (door !== 'open') return;
    lobby.say('');
    this.#lobbies.delete(roomId);
  }

  /** The session as the calls know it. */
  connection(session: Session): Connection {
    const known = this.#connections.get(session);
    if (known) return known;
    const connection = createConnection(session);
    this.#connections.set(session, connection);
    session.onClose(() => {
      connection.closed = true;
      connection.waiting?.lost(connection);
      void connection.serial(() => holdSeat(connection));
    });
    return connection;
  }

  /**
   * Closes all calls without a word to those inside: the gateway has told them to
   * come back. Settles when what stays of them is stored.
   */
  async close(): Promise<void> {
    this.#news.close();
    this.#reports.close();
    this.#closing = true;
    this.#lost.close();
    for (const lobby of this.#lobbies.values()) lobby.close();
    for (const call of [...this.#calls.values()]) call.shut();
    await this.#reports.written();
    await this.#untilStored.close();
  }

  async #enter(
    connection: Connection,
    request: ParsedInputOf<typeof callJoin>,
  ): Promise<Admission | Waiting> {
    const { session } = connection;
    const { roomId, seat, attempt, fresh, direct = false, path, rtpCapabilities } = request;
    const { returning } = request;
    // What was given for the call before may still wait for the database: it ends first.
    if (this.#untilStored.has(overKey(roomId))) await this.#untilStored.again(overKey(roomId));
    const standing = await this.#standing(session, roomId);
    const { actor, rules, floor } = standing;
    let { revision } = standing;
    const running = this.#calls.get(roomId);
    const proof = { seat, attempt };
    const held = running && findSeat(running, connection, proof);
    if (held) {
      return takeSeat(running, connection, held, proof, { rtpCapabilities, fresh, direct });
    }
    if (seat !== undefined) throw new ConvergeError('seat_gone');
    if (!can(actor, 'call.pass', rules)) return this.#knock(connection, roomId, rules);
    connection.waiting?.left(connection);
    // One connection sits in one call: the client has forgotten the seat it had, or moves on.
    const before = connection.seated;
    before?.call.leave(before.participant, before.call.roomId === roomId ? 'replaced' : 'left');
    const call = this.#callOf(roomId, rules);
    const confirm = async () => {
      let now = { actor, rules, floor };
      while (revision !== this.#revision) {
        revision = this.#revision;
        now = await this.#access(session, roomId);
      }
      // Of a call that just begins nobody could be told that the rules had changed.
      if (!isDeepStrictEqual(now.rules, call.rules)) changeRules(call, now.rules);
      // A lobby that was put up meanwhile: asked once more, they wait before it.
      if (!can(now.actor, 'call.pass', now.rules)) throw new ConvergeError('unavailable');
      return now;
    };
    const wishes = { rtpCapabilities, direct, path, attempt, returning };
    return admit(call, connection, actor, confirm, wishes);
  }

  /**
   * What somebody is in the room, read while nothing changed: a door that opens
   * in between must not leave them waiting before it.
   */
  async #standing(session: Session, roomId: RoomId) {
    for (;;) {
      const revision = this.#revision;
      const access = await this.#access(session, roomId);
      if (revision === this.#revision) return { ...access, revision };
    }
  }

  /** Before a door that isn't open. */
  #knock(connection: Connection, roomId: RoomId, rules: RoomRules): Waiting {
    if (rules.door === 'locked') throw new ConvergeError('room_locked');
    if (connection.closed) throw new ConvergeError('unavailable');
    return this.lobby(roomId).wait(connection);
  }

  async #access(session: Session, roomId: RoomId) {
    const access = await this.#options.rooms.access(roomId, session.identity);
    const { actor, rules } = access;
    if (!can(actor, 'call.join', rules)) {
      if (can(actor, 'call.join', { ...rules, state: 'active' })) {
        throw new ConvergeError('room_archived');
      }
      // A room that doesn't show itself to somebody isn't there for them.
      throw new ConvergeError(can(actor, 'room.see', rules) ? 'forbidden' : 'room_not_found');
    }
    return access;
  }

  #refused(error: unknown, returning = false): void {
    const code = error instanceof ConvergeError ? error.code : 'internal';
    // Who was inside asks until they are in again: it is one way in, however often.
    if (!returning || !isRetryable(code)) this.#context.observer.refused(code);
  }

  #callOf(roomId: RoomId, rules: ConstructorParameters<typeof Call>[1]): Call {
    const running = this.#calls.get(roomId);
    if (running) return running;
    const call = new Call(roomId, rules, this.#context, this.#lost.removed(roomId));
    this.#calls.set(roomId, call);
    return call;
  }

  #changed(call: Call): void {
    const { roomId, live, ended } = call;
    if (ended && this.#calls.get(roomId) === call) {
      this.#calls.delete(roomId);
      this.#options.log.info({ roomId, callId: call.snapshot.id }, 'a call ended');
    }
    if (live && !this.#begun.has(call)) this.#began(call);
    if (ended && this.#begun.delete(call)) {
      this.#news.changed(roomId);
      this.#reports.ended(call);
      // A server that stops isn't the end of what was given: the call goes on in the next one.
      if (!this.#closing) this.#ended(call);
      const { clock } = this.#options;
      this.#context.observer.ended(clock.now() - call.snapshot.startedAt);
    }
    // A call that nobody ever entered was never live.
    if (this.#begun.has(call)) this.#news.changed(roomId);
  }

  /** What was given for the call ends with it, or waits for those who were lost from it. */
  #ended({ roomId, snapshot, lost, removed }: Call): void {
    const concerns = { roomId, callId: snapshot.id };
    if (!lost) {
      this.#over(concerns);
      return;
    }
    const at = this.#options.clock.now();
    this.#lost.keep(roomId, at, removed);
    this.#options.log.info(concerns, 'everybody was lost from a call, which waits for them');
    this.#store(concerns, () => this.#options.rooms.callLost(roomId, at));
  }

  /** What was given for the call ends. */
  #over(concerns: { readonly roomId: RoomId }): void {
    this.#store(concerns, () => this.#options.rooms.callOver(concerns.roomId));
  }

  #store(concerns: { readonly roomId: RoomId }, write: () => Promise<void>): void {
    const { roomId } = concerns;
    this.#untilStored.store(overKey(roomId), concerns, async () => {
      // The next call goes on already, and something is given for it: its end ends both.
      if (!this.find(roomId)?.live) await write();
    });
  }

  #began(call: Call): void {
    const { roomId, snapshot } = call;
    this.#begun.add(call);
    this.#lost.goesOn(roomId);
    this.#options.log.info({ roomId, callId: snapshot.id }, 'a call began');
    this.#reports.began(call);
    const concerns = { roomId, callId: snapshot.id };
    this.#untilStored.store(`live ${roomId}`, concerns, () =>
      this.#options.rooms.wentLive(roomId, snapshot.startedAt),
    );
  }
}

const overKey = (roomId: RoomId) => `over ${roomId}`;
