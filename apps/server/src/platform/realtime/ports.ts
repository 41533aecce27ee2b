/**
 * What features and calls know of the live connection: sessions, topics, and
 * how a request is handled. The gateway implements it over Socket.IO; nothing
 * but the gateway knows that.
 */

import type { LineToken, PersonId, RoomId } from '@converge/protocol/ids';
import type { Person } from '@converge/protocol/people';
import type { SpaceRole } from '@converge/protocol/permissions';
import type {
  AnyEvent,
  AnyRequest,
  ParsedInputOf,
  PayloadOf,
} from '@converge/protocol/realtime/define';
import type * as z from 'zod/mini';
import type { Client } from '../user-agent.ts';

/** Who is at the other end of a session. A guest is one in a single room. */
export type Identity =
  | {
      readonly kind: 'user';
      readonly person: Person;
      readonly spaceRole: SpaceRole;
      /** The account's session behind it, so that ending that one closes the socket. */
      readonly sessionId: string;
    }
  | { readonly kind: 'guest'; readonly person: Person; readonly roomId: RoomId };

/** One live connection. It closes once; whatever hangs on it registers `onClose`. */
export interface Session {
  readonly id: string;
  /** Of two connections the one that began later has the higher number. */
  readonly nr: number;
  readonly identity: Identity;
  /** The network address of the other end; behind trusted proxies the person's own. */
  readonly from: string;
  /** What kind of browser and device is at the other end. */
  readonly client: Client;
  /** From which network it comes (`networkOf` its address). */
  readonly network: string;
  /** Sends to this connection alone. `volatile`: may be dropped when the line is busy. */
  send<E extends AnyEvent>(event: E, payload: PayloadOf<E>, how?: { volatile?: boolean }): void;
  subscribe(topic: Topic): void;
  unsubscribe(topic: Topic): void;
  /** Runs when the connection is gone, once; at once if it already is. */
  onClose(listener: () => void): void;
}

/** Groups of sessions that hear the same events. */
export type Topic =
  | `room:${RoomId}`
  | `call:${RoomId}`
  | `list:${RoomId}`
  | `lobby:${RoomId}`
  | `questions:${RoomId}`
  | `person:${PersonId}`;

/** Tells many. Encoded once, whatever the number of listeners. */
export type Broadcast = <E extends AnyEvent>(
  topic: Topic,
  event: E,
  payload: PayloadOf<E>,
  how?: { volatile?: boolean; except?: Session },
) => void;

/** What may be done to live connections from outside of their own requests. */
export interface Sessions {
  /** Closes every connection of a person whose right to be here ended (a guest who was removed). */
  closePerson(personId: PersonId): void;
  /** Their right is back: a new connection is no remnant of the old ones. */
  readmit(personId: PersonId): void;
  /** Closes every connection that stands on this session of an account. */
  closeAccountSession(sessionId: string): void;
  /** Cuts a person's connections, which may come back at once: as what they are by then. */
  reconnect(personId: PersonId): void;
  /** Closes the connections of all guests of a room. */
  closeGuestsOf(roomId: RoomId): void;
  /** The guests of a room who are connected, each with the network of each line. */
  guestsOf(roomId: RoomId): { readonly id: PersonId; readonly network: string }[];
  /** From now on the database says of these networks that no guest of the room comes from them. */
  networksBanned(roomId: RoomId, isBanned: (network: string) => boolean): void;
  /** A ban is lifted: a new connection is no remnant of what it ended. */
  networksReadmitted(roomId: RoomId): void;
  /** Takes one person, or everybody, off a topic. */
  unsubscribe(topic: Topic, personId?: PersonId): void;
  /** What this person does from now on carries the new name and picture. */
  rename(person: Person): void;
}

/** Lines that were opened before it was known for whom (SPEC RT-13). */
export interface LinesAhead {
  /**
   * Makes one of them this person's, once. False: there is no such line (any
   * more), or it doesn't come from this network.
   */
  bind(line: LineToken, identity: Identity, network: string): boolean;
}

/** How one declared request is answered; it throws `ConvergeError` to refuse. */
export interface Handler<R extends AnyRequest = AnyRequest> {
  readonly request: R;
  readonly handle: (session: Session, input: ParsedInputOf<R>) => Promise<z.input<R['output']>>;
}

/** Pairs a declared request with its handler, so that both types meet. */
export const handler = <R extends AnyRequest>(request: R, handle: Handler<R>['handle']): Handler =>
  ({ request, handle }) as unknown as Handler;
