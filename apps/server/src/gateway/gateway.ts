/**
 * The live side of the server: Socket.IO on the web server's port. It knows who
 * is connected and who listens to what; what requests mean is the business of
 * the handlers it is given.
 */
import type { Server as HttpServer } from 'node:http';
import { ConvergeError } from '@converge/protocol/errors';
import { limits as sizes } from '@converge/protocol/limits';
import type { Ack, PayloadOf } from '@converge/protocol/realtime/define';
import { goodbye, ping, SOCKET_PATH, welcome } from '@converge/protocol/realtime/handshake';
import type { Registry } from 'prom-client';
import { Server, type Socket } from 'socket.io';
import { plainAddress } from '../platform/client-address.ts';
import { type Clock, systemClock } from '../platform/clock.ts';
import { isOutage } from '../platform/db/outage.ts';
import { newId } from '../platform/ids.ts';
import type { Log } from '../platform/log.ts';
import { networkOf } from '../platform/network.ts';
import {
  type Broadcast,
  type Handler,
  handler,
  type Identity,
  type LinesAhead,
  type Sessions,
} from '../platform/realtime/ports.ts';
import { Addresses } from './addresses.ts';
import { OpenAhead } from './ahead.ts';
import { type Concerns, createDispatch } from './dispatch.ts';
import { Guard } from './guard.ts';
import { type Admitted, admit, type HandshakeContext, type HandshakePorts } from './handshake.ts';
import { defaultLimits, type GatewayLimits } from './limits.ts';
import { createGatewayMetrics } from './metrics.ts';
import { Persons } from './persons.ts';
import { SessionRegistry } from './registry.ts';
import { SocketSession } from './session.ts';

export interface GatewayOptions extends HandshakePorts {
  readonly log: Log;
  readonly registry: Registry;
  /** Origins besides our own whose pages may read answers of the polling transport. */
  readonly allowedOrigins?: readonly string[];
  readonly limits?: Partial<GatewayLimits>;
  readonly clock?: Clock;
  /** How often lines are looked at that don't take what they are sent, in milliseconds. */
  readonly sweepMs?: number;
}

export interface Gateway {
  readonly broadcast: Broadcast;
  readonly sessions: Sessions;
  readonly ahead: LinesAhead;
  /** How many connections there are. */
  sockets(): number;
  /**
   * Begins to serve on this server's port. Call it once, when all handlers exist.
   * `concerns`: what the log says of a session whose request failed or was refused.
   */
  serve(server: HttpServer, handlers: readonly Handler[], concerns?: Concerns): void;
  /** Says goodbye, lets it arrive, and closes every connection. Resolves when none is left. */
  close(): Promise<void>;
}

/** When clients should be back after a goodbye; each adds some chance of its own. */
const comeBackMs = 1_000;
/** What a client gets to hear the goodbye and close by itself. */
const graceMs = 300;
const usualSweepMs = 10_000;

export function createGateway(options: GatewayOptions): Gateway {
  const { log } = options;
  const clock = options.clock ?? systemClock;
  const now = () => clock.now();
  const limits = { ...defaultLimits, ...options.limits };
  const addresses = new Addresses(limits);
  const persons = new Persons(limits);
  const registry = new SessionRegistry(now);
  const ahead = new OpenAhead(limits.aheadMs);
  const metrics = createGatewayMetrics(options.registry, () => registry.size);
  const guard = new Guard({ addresses, addressOf: options.addressOf, limits, metrics, clock });
  let closing: Promise<void> | null = null;
  let sweeper: NodeJS.Timeout | undefined;

  const io = new Server({
    path: SOCKET_PATH,
    serveClient: false,
    transports: ['websocket', 'polling'],
    maxHttpBufferSize: sizes.frameBytes,
    // A lost line is noticed within 18 s, well before its seat is given up.
    pingInterval: 10_000,
    pingTimeout: 8_000,
    connectTimeout: 10_000,
    upgradeTimeout: 10_000,
    perMessageDeflate: false,
    // Asked for new lines only; what belongs to one that is open already comes by its id.
    allowRequest: (request, decide) => decide(null, guard.mayOpen(request)),
    ...(options.allowedOrigins?.length
      ? { cors: { origin: [...options.allowedOrigins], credentials: true } }
      : {}),
  });
  const admitted = new WeakMap<Socket, Admitted>();
  const { identify, allowsOrigin, addressOf } = options;
  const handshake: HandshakeContext = {
    ...{ identify, allowsOrigin, addressOf, addresses, registry, limits, now },
    isClosing: () => closing !== null,
  };

  io.use((socket, next) => {
    void judge(socket).then(next);
  });

  /** Never rejects: what goes wrong becomes the answer. */
  async function judge(socket: Socket): Promise<Error | undefined> {
    try {
      admitted.set(socket, await admit(socket.request, socket.handshake.auth, handshake));
      metrics.handshake('ok');
      return undefined;
    } catch (error) {
      const refusal = refusalOf(error);
      metrics.handshake(refusal.code);
      return Object.assign(new Error(refusal.code), { data: refusal.failure });
    }
  }

  function refusalOf(error: unknown): ConvergeError {
    if (error instanceof ConvergeError) return error;
    const requestId = newId();
    log.error({ err: error, requestId }, 'a handshake failed');
    return new ConvergeError(isOutage(error) ? 'unavailable' : 'internal', { requestId });
  }

  function connect(socket: Socket, dispatch: ReturnType<typeof createDispatch>): void {
    const who = admitted.get(socket);
    if (!who || closing) {
      socket.disconnect(true);
      return;
    }
    const address = addresses.get(who.address, now());
    const from = plainAddress(who.address);
    const network = networkOf(who.address);
    address.sockets += 1;
    socket.once('disconnect', () => {
      address.sockets -= 1;
    });
    let session: SocketSession | null = null;
    // A middleware that never goes on: names that clients choose never become
    // events of the emitter that Socket.IO uses for its own.
    socket.use((event: unknown[]) => {
      const last = event.at(-1);
      const answer = typeof last === 'function' ? last : null;
      if (!session) return answer?.(nobody);
      const input = event.length > (answer ? 2 : 1) ? event[1] : undefined;
      void dispatch(session, event[0], input).then((ack) => answer?.(ack));
    });
    const begin = (identity: Identity): boolean => {
      const begun = new SocketSession(
        socket,
        { identity, from, address, network },
        { log, limits },
      );
      const crowded = registry.countOf(identity.person.id) >= limits.socketsPerPerson;
      if (crowded || !registry.add(begun)) {
        begun.disconnect();
        return false;
      }
      session = begun;
      begun.send(welcome, { me: identity.person, serverTime: now() });
      return true;
    };
    if (who.identity) begin(who.identity);
    else ahead.hold({ socket, network, address, become: begin });
  }

  const broadcast: Broadcast = (topic, event, payload, how) => {
    metrics.told(event.name);
    let target = io.to(topic);
    if (how?.except) target = target.except(how.except.id);
    if (how?.volatile) target = target.volatile;
    target.emit(event.name, payload);
  };

  function serve(
    server: HttpServer,
    handlers: readonly Handler[],
    concerns: Concerns = () => ({}),
  ): void {
    const dispatch = createDispatch([alive, ...handlers], {
      ...{ log, limits, persons, metrics, now, concerns },
    });
    io.on('connection', (socket) => connect(socket, dispatch));
    io.attach(server);
    guard.watch(io);
    sweeper = setInterval(() => {
      addresses.sweep(now());
      registry.sweep();
      guard.sweep();
    }, options.sweepMs ?? usualSweepMs);
    sweeper.unref();
  }

  async function end(): Promise<void> {
    if (!sweeper) return;
    clearInterval(sweeper);
    metrics.told(goodbye.name);
    io.emit(goodbye.name, { retryAfterMs: comeBackMs } satisfies PayloadOf<typeof goodbye>);
    await guard.whenEmpty(graceMs);
    io.disconnectSockets(true);
    await guard.whenEmpty(graceMs);
    guard.destroyAll();
    io.engine.close();
  }

  return {
    broadcast,
    sessions: registry,
    ahead,
    sockets: () => registry.size,
    serve,
    close() {
      closing ??= end();
      return closing;
    },
  };
}

/** What a line that is nobody's is answered, whatever it asks. */
const nobody: Ack = { ok: false, error: { code: 'not_signed_in' } };

/** Clients ask it of a line that may be dead. */
const alive = handler(ping, async () => ({}));
