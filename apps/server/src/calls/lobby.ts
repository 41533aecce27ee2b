/**
 * The lobby of one room: who waits before its call, whether a call runs or not.
 * Somebody who waits holds nothing but a place in this list.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Waiting } from '@converge/protocol/realtime/call';
import {
  lobbyChanged,
  lobbyDecided,
  lobbyTold,
  type Lobby as Shown,
} from '@converge/protocol/realtime/lobby';
import type { Clock } from '../platform/clock.ts';
import { siteOf } from '../platform/network.ts';
import type { Broadcast } from '../platform/realtime/ports.ts';
import type { Connection } from './connection.ts';

/** More than any host decides about one by one. */
const WAITING_MAX = 500;
/** Who was sent away doesn't ring again at once. */
const REFUSED_MS = 60_000;

export interface LobbyContext {
  readonly broadcast: Broadcast;
  readonly clock: Clock;
  /** How long a place is kept for a line that was lost. */
  readonly holdMs: number;
}

/** Somebody who waits, on one device or several. */
interface Entry {
  readonly person: Person;
  /** From where they came to wait. */
  readonly network: string;
  readonly since: number;
  readonly connections: Set<Connection>;
  /** Set while no line is there. */
  timer: NodeJS.Timeout | null;
}

/** Whoever has many networks of IPv6 has one site. */
const networkAt = ({ session: { network } }: Connection) => siteOf(network) ?? network;

export class Lobby {
  readonly #roomId: RoomId;
  readonly #context: LobbyContext;
  readonly #waiting = new Map<PersonId, Entry>();
  readonly #refused = new Map<PersonId, number>();
  #message: string | null = null;

  constructor(roomId: RoomId, context: LobbyContext) {
    this.#roomId = roomId;
    this.#context = context;
  }

  /** As those see it who decide. */
  get shown(): Shown {
    const waiting = [...this.#waiting.values()].map(({ person, since }) => ({ person, since }));
    return { waiting, message: this.#message };
  }

  /** Nobody waits and nothing has to be remembered. */
  get idle(): boolean {
    this.#forgetRefused();
    return this.#waiting.size === 0 && this.#message === null && this.#refused.size === 0;
  }

  /**
   * Takes a place in the list, or the one that was kept.
   * @throws ConvergeError not_admitted (sent away a moment ago), call_full
   */
  wait(connection: Connection): Waiting {
    const { person } = connection.session.identity;
    const now = this.#context.clock.now();
    this.#forgetRefused();
    if (this.#refused.has(person.id)) throw new ConvergeError('not_admitted');
    const kept = this.#waiting.get(person.id);
    if (kept) {
      clearTimeout(kept.timer ?? undefined);
      kept.timer = null;
    } else if (this.#waiting.size >= WAITING_MAX) {
      this.#makeRoom(networkAt(connection));
    }
    const network = networkAt(connection);
    const entry = kept ?? { person, network, since: now, connections: new Set(), timer: null };
    entry.connections.add(connection);
    connection.waiting = this;
    if (!kept) {
      this.#waiting.set(person.id, entry);
      this.#changed();
    }
    return { state: 'waiting', message: this.#message };
  }

  /** The line is gone; the place is kept for a while. */
  lost(connection: Connection): void {
    const entry = this.#leave(connection);
    if (!entry || entry.connections.size > 0) return;
    entry.timer = setTimeout(() => this.#drop(entry), this.#context.holdMs);
    entry.timer.unref();
  }

  /** They went away by themselves. */
  left(connection: Connection): void {
    const entry = this.#leave(connection);
    if (entry?.connections.size === 0) this.#drop(entry);
  }

  /** Who waits of these; all where nobody is named. */
  people(personId: PersonId | null): Person[] {
    return [...this.#waiting.values()]
      .map(({ person }) => person)
      .filter(({ id }) => personId === null || id === personId);
  }

  /** Tells these, and takes them off the list. That they may come in is stored by now. */
  decide(people: readonly Pick<Person, 'id'>[], decision: 'admitted' | 'refused'): void {
    const { clock } = this.#context;
    let told = false;
    for (const { id } of people) {
      if (decision === 'refused') this.#refused.set(id, clock.now());
      const entry = this.#waiting.get(id);
      if (!entry) continue;
      told = true;
      this.#forget(entry);
      for (const { session } of entry.connections) {
        session.send(lobbyDecided, { roomId: this.#roomId, decision });
      }
    }
    if (told) this.#changed();
  }

  /** Says something to those who wait and to those who will. @returns whether it is news */
  say(text: string): boolean {
    const message = text || null;
    if (message === this.#message) return false;
    this.#message = message;
    for (const { connections } of this.#waiting.values()) {
      for (const { session } of connections) {
        session.send(lobbyTold, { roomId: this.#roomId, message });
      }
    }
    this.#changed();
    return true;
  }

  /** Ends without a word: the server stops, and they will ask again. */
  close(): void {
    for (const entry of this.#waiting.values()) this.#forget(entry);
  }

  /**
   * In a full lobby the newest of the network that has the most places gives theirs to
   * somebody from another: one who sends many to wait keeps nobody else away.
   * @throws ConvergeError call_full
   */
  #makeRoom(network: string): void {
    const all = Map.groupBy(this.#waiting.values(), (one) => one.network);
    const [most = []] = [...all.values()].sort((a, b) => b.length - a.length);
    const newest = most.at(-1);
    // Where all have about as many, nobody is put out for the next.
    if (!newest || most.length < 2 * ((all.get(network)?.length ?? 0) + 1)) {
      throw new ConvergeError('call_full');
    }
    this.#forget(newest);
    for (const { session } of newest.connections) {
      session.send(lobbyDecided, { roomId: this.#roomId, decision: 'full' });
    }
  }

  #forgetRefused(): void {
    const before = this.#context.clock.now() - REFUSED_MS;
    for (const [id, at] of this.#refused) if (at <= before) this.#refused.delete(id);
  }

  #leave(connection: Connection): Entry | undefined {
    connection.waiting = null;
    const entry = this.#waiting.get(connection.session.identity.person.id);
    return entry?.connections.delete(connection) ? entry : undefined;
  }

  #drop(entry: Entry): void {
    this.#forget(entry);
    this.#changed();
  }

  #forget(entry: Entry): void {
    clearTimeout(entry.timer ?? undefined);
    for (const connection of entry.connections) connection.waiting = null;
    this.#waiting.delete(entry.person.id);
  }

  #changed(): void {
    const { broadcast } = this.#context;
    broadcast(`lobby:${this.#roomId}`, lobbyChanged, { roomId: this.#roomId, lobby: this.shown });
  }
}
