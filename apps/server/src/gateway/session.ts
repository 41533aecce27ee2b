/** One live connection, as features see it. */
import type { Person } from '@converge/protocol/people';
import type { AnyEvent, PayloadOf } from '@converge/protocol/realtime/define';
import type { Socket } from 'socket.io';
import type { Log } from '../platform/log.ts';
import type { Identity, Session, Topic } from '../platform/realtime/ports.ts';
import { TokenBucket } from '../platform/token-bucket.ts';
import { type Client, clientOf } from '../platform/user-agent.ts';
import type { AddressEntry } from './addresses.ts';
import { classOf, type GatewayLimits, type RequestClass } from './limits.ts';
import { unsent } from './line.ts';

/** Of the refusals of one connection so many are worth a line of the log; the rest are for who looks closely. */
const NOTED = { burst: 10, perSecond: 0.1 };

let begun = 0;

export class SocketSession implements Session {
  readonly id: string;
  readonly nr = ++begun;
  readonly from: string;
  readonly client: Client;
  readonly network: string;
  /** What its network address has open and asked. */
  readonly address: AddressEntry;
  /** Requests under way. */
  inFlight = 0;
  readonly #socket: Socket;
  readonly #log: Log;
  readonly #limits: GatewayLimits;
  readonly #buckets = new Map<RequestClass, TokenBucket>();
  #refusals: TokenBucket | null = null;
  #identity: Identity;
  #listeners: Array<() => void> = [];
  #closed = false;

  constructor(
    socket: Socket,
    who: { identity: Identity; from: string; network: string; address: AddressEntry },
    context: { log: Log; limits: GatewayLimits },
  ) {
    this.id = socket.id;
    this.from = who.from;
    this.client = clientOf(socket.handshake.headers['user-agent'] ?? null);
    this.network = who.network;
    this.address = who.address;
    this.#socket = socket;
    this.#identity = who.identity;
    this.#log = context.log;
    this.#limits = context.limits;
    socket.once('disconnect', () => this.#close());
    this.subscribe(`person:${who.identity.person.id}`);
  }

  get identity(): Identity {
    return this.#identity;
  }

  /** The person got another name or picture; what they do from now on carries it. */
  rename(person: Person): void {
    this.#identity = { ...this.#identity, person };
  }

  send<E extends AnyEvent>(event: E, payload: PayloadOf<E>, how?: { volatile?: boolean }): void {
    const socket = how?.volatile ? this.#socket.volatile : this.#socket;
    socket.emit(event.name, payload);
  }

  subscribe(topic: Topic): void {
    if (!this.#closed) void this.#socket.join(topic);
  }

  unsubscribe(topic: Topic): void {
    if (!this.#closed) void this.#socket.leave(topic);
  }

  onClose(listener: () => void): void {
    if (this.#closed) this.#run(listener);
    else this.#listeners.push(listener);
  }

  /** Whether it asks without taking the answers; more of them would only pile up here. */
  isBehind(): boolean {
    const { bytes, packets } = unsent(this.#socket.conn);
    return bytes > this.#limits.behindBytes || packets > this.#limits.behindPackets;
  }

  /** Cuts the connection; the client hears that the server did it. */
  disconnect(): void {
    this.#socket.disconnect(true);
  }

  /** Draws from the bucket of this request's class. 0: go on; else milliseconds to wait. */
  take(request: string, now: number): number {
    const kind = classOf(request);
    let bucket = this.#buckets.get(kind);
    if (!bucket) {
      bucket = new TokenBucket(this.#limits.requests[kind], now);
      this.#buckets.set(kind, bucket);
    }
    return bucket.take(now);
  }

  /** Whether one more refusal of this connection is worth a line of the log. */
  noteRefusal(now: number): boolean {
    this.#refusals ??= new TokenBucket(NOTED, now);
    return this.#refusals.take(now) === 0;
  }

  #close(): void {
    this.#closed = true;
    const listeners = this.#listeners;
    this.#listeners = [];
    for (const listener of listeners) this.#run(listener);
  }

  /** A listener that throws must not keep the others from cleaning up. */
  #run(listener: () => void): void {
    try {
      listener();
    } catch (error) {
      this.#log.error({ err: error, session: this.id }, 'a listener of a closed session failed');
    }
  }
}
