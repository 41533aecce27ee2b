/**
 * A house for tests of the call: sessions without sockets, rooms without a
 * database, a fake SFU, and for each person a copy of the call kept from the
 * snapshot and the changes they were told, as a client would.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { ConvergeError } from '@converge/protocol/errors';
import type {
  JoinAttempt,
  ParticipantId,
  PathToken,
  PersonId,
  ProducerId,
  RoomId,
  SeatToken,
} from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type {
  Actor,
  Capability,
  Policy,
  RoomDoor,
  RoomRole,
  RoomRules,
  SpaceRole,
} from '@converge/protocol/permissions';
import { presetPolicies } from '@converge/protocol/permissions';
import type { Admission, CallSnapshot } from '@converge/protocol/realtime/call';
import { callChanged, callJoin } from '@converge/protocol/realtime/call';
import type { AnyEvent, AnyRequest, InputOf, OutputOf } from '@converge/protocol/realtime/define';
import type { RouterCapabilities, SentSource } from '@converge/protocol/realtime/media';
import { kindOf, mediaProduce } from '@converge/protocol/realtime/media';
import { applyCallChange } from '@converge/protocol/reduce/call';
import type { CallReport } from '@converge/protocol/rest/calls';
import pino from 'pino';
import * as z from 'zod/mini';
import { viewFor } from '../src/calls/audience.ts';
import { callHandlers } from '../src/calls/call.events.ts';
import { Calls } from '../src/calls/calls.service.ts';
import type { CallObserver } from '../src/calls/observer.ts';
import { ownedCalls } from '../src/calls/owned.ts';
import type { CallRooms, MediaPort } from '../src/calls/ports.ts';
import { createMemoryDirectory } from '../src/cluster/directory.ts';
import type { AuditNote } from '../src/features/rooms/index.ts';
import { FakeMedia } from '../src/media/fake.ts';
import { systemClock } from '../src/platform/clock.ts';
import type { Log } from '../src/platform/log.ts';
import type { Broadcast, Identity, Session, Topic } from '../src/platform/realtime/ports.ts';
import { clientOf } from '../src/platform/user-agent.ts';

export const capabilities = { codecs: [], headerExtensions: [] };
export const rtpParameters = { codecs: [] };

interface Heard {
  readonly name: string;
  readonly payload: unknown;
}

/** What a client knows of the call it is in. */
interface Copy {
  call: CallSnapshot;
  seq: number;
}

let connected = 0;

export class TestSession implements Session {
  readonly id = randomUUID();
  readonly nr = ++connected;
  network = '192.0.2.1';
  identity: Identity;
  readonly from = '192.0.2.1';
  readonly client = clientOf(null);
  readonly topics = new Set<Topic>();
  readonly heard: Heard[] = [];
  copy: Copy | null = null;
  admission: Admission | null = null;
  readonly #house: House;
  readonly #told = new EventEmitter();
  #asked = 0;
  readonly #changes: z.output<typeof callChanged.payload>[] = [];
  #listeners: Array<() => void> = [];
  #closed = false;

  constructor(house: House, identity: Identity) {
    this.#house = house;
    this.identity = identity;
  }

  send(event: AnyEvent, payload: unknown): void {
    if (this.#closed) return;
    assert.ok(z.safeParse(event.payload, payload).success, `${event.name} fits its schema`);
    this.heard.push({ name: event.name, payload });
    this.#told.emit(event.name, payload);
    if (event.name !== callChanged.name) return;
    this.#changes.push(z.parse(callChanged.payload, payload));
    this.#follow();
  }

  /** Enters the call of the house, or takes a seat again. */
  async join(
    seat?: SeatToken,
    {
      rtpCapabilities = capabilities,
      fresh,
      direct,
      path,
      attempt,
      returning,
    }: {
      rtpCapabilities?: RouterCapabilities;
      fresh?: boolean;
      direct?: boolean;
      path?: PathToken | undefined;
      attempt?: JoinAttempt;
      returning?: boolean;
    } = {},
  ): Promise<Admission> {
    this.copy = null;
    this.#asked += 1;
    const turn = this.#asked;
    const admission = await this.knock(seat, {
      ...{ rtpCapabilities, fresh, direct, path, attempt, returning },
    });
    assert.equal(admission.state, 'admitted');
    // Of several that were asked for at once the last one counts.
    if (turn !== this.#asked) return admission;
    this.admission = admission;
    this.copy = { call: admission.call, seq: admission.seq };
    this.#follow();
    return admission;
  }

  /** Asks to come in, with whatever the answer is. */
  knock(
    seat?: SeatToken,
    {
      rtpCapabilities = capabilities,
      fresh,
      direct,
      path,
      attempt,
      returning,
    }: {
      rtpCapabilities?: RouterCapabilities;
      fresh?: boolean | undefined;
      direct?: boolean | undefined;
      path?: PathToken | undefined;
      attempt?: JoinAttempt | undefined;
      returning?: boolean | undefined;
    } = {},
  ) {
    return this.ask(callJoin, {
      roomId: this.#house.roomId,
      rtpCapabilities,
      ...(seat === undefined ? {} : { seat }),
      ...(fresh === undefined ? {} : { fresh }),
      ...(direct === undefined ? {} : { direct }),
      ...(path === undefined ? {} : { path }),
      ...(attempt === undefined ? {} : { attempt }),
      ...(returning === undefined ? {} : { returning }),
    });
  }

  /** Sends from a source; resolves to the producer's id. */
  async produce(source: SentSource, paused = false): Promise<ProducerId> {
    assert.ok(this.admission, 'joined before');
    const { producerId } = await this.ask(mediaProduce, {
      transportId: this.admission.transports.send.id,
      source,
      kind: kindOf[source],
      rtpParameters,
      paused,
    });
    return producerId;
  }

  /** Changes may come before the answer whose snapshot they follow. */
  #follow(): void {
    if (!this.copy) return;
    for (const { callId, seq, change } of this.#changes.splice(0)) {
      if (callId !== this.copy.call.id || seq <= this.copy.seq) continue;
      assert.equal(seq, this.copy.seq + 1, 'changes come without gaps');
      this.copy = { call: applyCallChange(this.copy.call, change), seq };
    }
  }

  /** Calls `listener` for each event of this kind. */
  on<E extends AnyEvent>(event: E, listener: (payload: z.output<E['payload']>) => void): void {
    this.#told.on(event.name, listener);
  }

  /** The next event of this kind. */
  async next<E extends AnyEvent>(event: E): Promise<z.output<E['payload']>> {
    const [payload] = await once(this.#told, event.name);
    return payload;
  }

  subscribe(topic: Topic): void {
    this.topics.add(topic);
  }

  unsubscribe(topic: Topic): void {
    this.topics.delete(topic);
  }

  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#listeners.push(listener);
  }

  /** The line is lost. */
  close(): void {
    this.#closed = true;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Payloads of the events of one kind, in order. */
  events<E extends AnyEvent>(event: E): z.output<E['payload']>[] {
    return this.heard
      .filter(({ name }) => name === event.name)
      .map(({ payload }) => payload as z.output<E['payload']>);
  }

  async ask<R extends AnyRequest>(request: R, input: InputOf<R>): Promise<OutputOf<R>> {
    const handler = this.#house.handlers.find((h) => h.request.name === request.name);
    assert.ok(handler, `${request.name} is handled`);
    const output = await handler.handle(this, z.parse(request.input, input));
    return z.parse(request.output, output) as OutputOf<R>;
  }
}

/** The code with which a promise is refused; fails the test where it isn't. */
export async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ConvergeError) return error.code;
    throw error;
  }
  assert.fail('it was not refused');
}

export interface Somebody {
  readonly personId: PersonId;
  readonly person: Person;
  /** A new connection of this person, as from another device. */
  connect(): TestSession;
}

export class House {
  readonly roomId = randomUUID() as RoomId;
  readonly media = new FakeMedia();
  readonly sessions: TestSession[] = [];
  readonly told: { topic: Topic; name: string; payload: unknown }[] = [];
  readonly actors = new Map<PersonId, Actor>();
  readonly floors = new Map<PersonId, readonly Capability[]>();
  readonly expelled: PersonId[] = [];
  readonly liveSince: number[] = [];
  /** When everybody was lost from the call. */
  readonly lost: number[] = [];
  /** The database doesn't answer: what is to be stored isn't. */
  databaseAway = false;
  /** What was written down of calls, in order. */
  readonly kept: { readonly report: CallReport; readonly running: boolean }[] = [];
  readonly notes: AuditNote[] = [];
  readonly bans: { readonly id: PersonId; readonly networks: readonly string[] }[] = [];
  rules: RoomRules = {
    ...{ state: 'active', access: 'link', door: 'open' },
    policy: presetPolicies.meeting,
  };
  readonly calls: Calls;
  readonly directory;
  readonly handlers;

  constructor(
    options: {
      maxParticipants?: number;
      media?: MediaPort;
      log?: Log;
      direct?: boolean;
      observer?: CallObserver;
    } = {},
  ) {
    const rooms: CallRooms = {
      access: async (roomId, { person }) => {
        if (roomId !== this.roomId) throw new ConvergeError('room_not_found');
        if (this.expelled.includes(person.id)) throw new ConvergeError('removed');
        const actor = this.actors.get(person.id) ?? { spaceRole: null, roomRole: null };
        return { actor, rules: this.rules, floor: this.floors.get(person.id) ?? [] };
      },
      wentLive: async (_roomId, at) => {
        this.liveSince.push(at);
      },
      keepReport: async (_roomId, report, running) => {
        this.#reach();
        this.kept.push({ report, running });
      },
      callOver: async () => {
        this.#reach();
        for (const [id, floor] of this.floors) {
          const kept = Object.entries(this.actors.get(id)?.grants ?? {}).filter(
            ([capability]) => !floor.includes(capability as Capability),
          );
          this.#store(id, { grants: Object.fromEntries(kept), floor: [] });
        }
      },
      callLost: async (_roomId, at) => {
        this.#reach();
        this.lost.push(at);
      },
      lostCalls: async () => this.lost.map((at) => ({ roomId: this.roomId, at })),
      expel: async (_roomId, { id }) => {
        this.expelled.push(id);
      },
      grant: async (_roomId, by, target, change) => {
        const { capability, allowed, forCall } = change;
        this.notes.push({ by, target, action: 'grant', details: { ...change } });
        const { [capability]: _old, ...others } = this.actors.get(target.id)?.grants ?? {};
        const rest = (this.floors.get(target.id) ?? []).filter((one) => one !== capability);
        this.#store(target.id, {
          grants: allowed === null ? others : { ...others, [capability]: allowed },
          floor: forCall && allowed !== null ? [...rest, capability] : rest,
        });
      },
      appoint: async (_roomId, by, target, role) => {
        this.notes.push({ by, target, action: 'appoint', details: { role } });
        this.#store(target.id, { roomRole: role });
      },
      handOver: async (_roomId, by, target) => {
        this.notes.push({ by, target, action: 'handOver' });
        for (const [id, { roomRole }] of this.actors) {
          if (roomRole === 'owner') this.#store(id, { roomRole: 'moderator' });
        }
        this.#store(target.id, { roomRole: 'owner' });
      },
      ban: async (_roomId, by, target, networks) => {
        this.notes.push({ by, target, action: 'ban' });
        this.bans.push({ id: target.id, networks });
        this.expelled.push(target.id);
      },
      admit: async (_roomId, by, people) => {
        for (const target of people) {
          this.notes.push({ by, target, action: 'admit' });
          this.#store(target.id, { admitted: 'now' });
        }
      },
      changePolicy: async (_roomId, note, policy) => {
        this.notes.push(note);
        this.changePolicy({ ...this.rules.policy, ...policy });
      },
      note: async (_roomId, note) => {
        this.notes.push(note);
      },
    };
    const broadcast: Broadcast = (topic, event, payload, how) => {
      this.told.push({ topic, name: event.name, payload });
      for (const session of this.sessions) {
        if (session.topics.has(topic) && session !== how?.except) session.send(event, payload);
      }
    };
    this.calls = new Calls({
      media: options.media ?? this.media,
      rooms,
      broadcast,
      clock: systemClock,
      log: options.log ?? pino({ level: 'silent' }),
      maxParticipants: options.maxParticipants ?? 200,
      direct: options.direct ?? true,
      ...(options.observer ? { observer: options.observer } : {}),
    });
    this.directory = createMemoryDirectory(ownedCalls(this.calls));
    this.handlers = callHandlers(this.calls, rooms);
  }

  somebody(name: string, role: RoomRole | null, spaceRole: SpaceRole | null = null): Somebody {
    const id = randomUUID() as PersonId;
    const person = { id, name, avatar: null };
    this.actors.set(id, { spaceRole, roomRole: role });
    const identity: Identity =
      role === 'guest'
        ? { kind: 'guest', person: { ...person, kind: 'guest' }, roomId: this.roomId }
        : {
            kind: 'user',
            person: { ...person, kind: 'user' },
            spaceRole: spaceRole ?? 'member',
            sessionId: randomUUID(),
          };
    return {
      personId: id,
      person: identity.person,
      connect: () => {
        const session = new TestSession(this, identity);
        this.sessions.push(session);
        return session;
      },
    };
  }

  get call() {
    return this.calls.find(this.roomId);
  }

  #reach(): void {
    if (this.databaseAway) throw new Error('the database is away');
  }

  /** Stores what somebody is now, and says it to the call. */
  #store(id: PersonId, change: Partial<Actor> & { floor?: readonly Capability[] }): void {
    const { floor = this.floors.get(id) ?? [], ...actor } = change;
    const now = { ...(this.actors.get(id) ?? { spaceRole: null, roomRole: null }), ...actor };
    this.actors.set(id, now);
    this.floors.set(id, floor);
    const { grants = {}, roomRole } = now;
    if (roomRole) this.directory.rightsChanged(this.roomId, id, { role: roomRole, grants, floor });
  }

  /** The room's door is another: stored first, then said. */
  changeDoor(door: RoomDoor): void {
    this.rules = { ...this.rules, door };
    this.directory.rulesChanged(this.roomId, this.rules);
  }

  /** The room's policy is changed: stored first, then said. */
  changePolicy(policy: Policy): void {
    this.rules = { ...this.rules, policy };
    this.directory.rulesChanged(this.roomId, this.rules);
  }

  /** What everybody inside holds is what a fresh snapshot says. */
  checkCopies(): void {
    for (const { copy, topics, closed, admission } of this.sessions) {
      if (closed || !copy || !topics.has(`call:${this.roomId}`)) continue;
      assert.ok(this.call, 'somebody is inside, so the call lives');
      const participant = admission && this.call.participants.get(admission.participantId);
      if (!participant) continue;
      assert.deepEqual(copy, { call: viewFor(this.call, participant), seq: this.call.seq });
    }
  }
}

export const idOf = (session: TestSession): ParticipantId => {
  assert.ok(session.admission, 'joined before');
  return session.admission.participantId;
};
