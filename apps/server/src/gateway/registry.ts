/** All live sessions, findable by what may end them. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { Identity, Sessions, Topic } from '../platform/realtime/ports.ts';
import type { SocketSession } from './session.ts';

type Key = `person:${string}` | `account:${string}` | `guests:${string}`;

/** How long an ended right is remembered: longer than any handshake takes. */
const rememberMs = 60_000;

export class SessionRegistry implements Sessions {
  readonly #groups = new Map<Key, Set<SocketSession>>();
  /** Rights that ended a moment ago: a handshake that was just looking at one must not slip through. */
  readonly #ended = new Map<Key, number>();
  /** The same of networks that rooms have banned; who comes later finds it in the database. */
  readonly #banned = new Map<RoomId, { at: number; isBanned: (network: string) => boolean }[]>();
  readonly #now: () => number;
  #size = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes a session in until it closes. False: what it stands on ended in the meantime. */
  add(session: SocketSession): boolean {
    const keys = keysOf(session.identity);
    if (keys.some((key) => this.#ended.has(key)) || this.#isBanned(session)) return false;
    this.#size += 1;
    for (const key of keys) {
      const group = this.#groups.get(key);
      if (group) group.add(session);
      else this.#groups.set(key, new Set([session]));
    }
    session.onClose(() => {
      this.#size -= 1;
      for (const key of keys) {
        const group = this.#groups.get(key);
        group?.delete(session);
        if (group?.size === 0) this.#groups.delete(key);
      }
    });
    return true;
  }

  countOf(personId: PersonId): number {
    return this.#groups.get(`person:${personId}`)?.size ?? 0;
  }

  closePerson(personId: PersonId): void {
    this.#end(`person:${personId}`);
  }

  readmit(personId: PersonId): void {
    this.#ended.delete(`person:${personId}`);
  }

  closeAccountSession(sessionId: string): void {
    this.#end(`account:${sessionId}`);
  }

  reconnect(personId: PersonId): void {
    for (const session of this.#of(`person:${personId}`)) session.disconnect();
  }

  closeGuestsOf(roomId: RoomId): void {
    this.#end(`guests:${roomId}`);
  }

  guestsOf(roomId: RoomId): { readonly id: PersonId; readonly network: string }[] {
    const guests = this.#of(`guests:${roomId}`);
    return guests.map(({ identity, network }) => ({ id: identity.person.id, network }));
  }

  networksBanned(roomId: RoomId, isBanned: (network: string) => boolean): void {
    const bans = this.#banned.get(roomId) ?? [];
    this.#banned.set(roomId, [...bans, { at: this.#now(), isBanned }]);
  }

  networksReadmitted(roomId: RoomId): void {
    this.#banned.delete(roomId);
  }

  unsubscribe(topic: Topic, personId?: PersonId): void {
    if (personId) {
      for (const session of this.#of(`person:${personId}`)) session.unsubscribe(topic);
      return;
    }
    for (const [key, group] of this.#groups) {
      if (!key.startsWith('person:')) continue;
      for (const session of group) session.unsubscribe(topic);
    }
  }

  rename(person: Person): void {
    for (const session of this.#of(`person:${person.id}`)) session.rename(person);
  }

  /** Forgets ends that no handshake can be looking at any more. */
  sweep(): void {
    const before = this.#now() - rememberMs;
    for (const [key, at] of this.#ended) if (at < before) this.#ended.delete(key);
    for (const [roomId, bans] of this.#banned) {
      const kept = bans.filter(({ at }) => at >= before);
      if (kept.length > 0) this.#banned.set(roomId, kept);
      else this.#banned.delete(roomId);
    }
  }

  #isBanned({ identity, network }: SocketSession): boolean {
    if (identity.kind !== 'guest') return false;
    return this.#banned.get(identity.roomId)?.some(({ isBanned }) => isBanned(network)) ?? false;
  }

  #end(key: Key): void {
    this.#ended.set(key, this.#now());
    for (const session of this.#of(key)) session.disconnect();
  }

  /** A copy: closing a session takes it out of the group that is being walked. */
  #of(key: Key): SocketSession[] {
    return [...(this.#groups.get(key) ?? [])];
  }
}

function keysOf(identity: Identity): Key[] {
  const person: Key = `person:${identity.person.id}`;
  return identity.kind === 'user'
    ? [person, `account:${identity.sessionId}`]
    : [person, `guests:${identity.roomId}`];
}
