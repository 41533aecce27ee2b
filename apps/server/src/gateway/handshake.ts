/**
 * Whether a connection is let in, and as whom. The order of the checks is a
 * promise (SPEC RT-1): a client that speaks another version must learn that
 * before anything else, since it may not understand the rest.
 */
import type { IncomingMessage } from 'node:http';
import { ConvergeError } from '@converge/protocol/errors';
import type { RoomId } from '@converge/protocol/ids';
import { Handshake } from '@converge/protocol/realtime/handshake';
import { PROTOCOL_VERSION } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { Identity } from '../platform/realtime/ports.ts';
import type { Addresses } from './addresses.ts';
import type { GatewayLimits } from './limits.ts';
import type { SessionRegistry } from './registry.ts';

export interface HandshakePorts {
  /** Who the cookies of this request belong to: an account, else the guest of `room`. */
  readonly identify: (
    request: IncomingMessage,
    room: RoomId | undefined,
  ) => Promise<Identity | null>;
  /** Whether a page of the request's origin may connect; true where it names none. */
  readonly allowsOrigin: (request: IncomingMessage) => boolean;
  /** The client's network address, behind trusted proxies as well. */
  readonly addressOf: (request: IncomingMessage) => string;
}

export interface HandshakeContext extends HandshakePorts {
  readonly addresses: Addresses;
  readonly registry: SessionRegistry;
  readonly limits: GatewayLimits;
  readonly now: () => number;
  readonly isClosing: () => boolean;
}

export interface Admitted {
  /** null: the line is opened ahead, for whoever comes. */
  readonly identity: Identity | null;
  readonly address: string;
}

/** How long a refused client that is one too many should wait; something has to close first. */
const crowdedRetryMs = 15_000;

/**
 * Judges one handshake.
 * @throws ConvergeError with the code that the client gets in `connect_error`
 */
export async function admit(
  request: IncomingMessage,
  auth: unknown,
  context: HandshakeContext,
): Promise<Admitted> {
  checkVersion(auth);
  const parsed = z.safeParse(Handshake, auth);
  if (!parsed.success) throw new ConvergeError('bad_request');
  if (!context.allowsOrigin(request)) throw new ConvergeError('origin_forbidden');
  if (context.isClosing()) throw new ConvergeError('unavailable', { retryAfterMs: 1_000 });

  const address = context.addressOf(request);
  const now = context.now();
  const entry = context.addresses.get(address, now);
  const wait = entry.handshakes.take(now);
  if (wait > 0) throw new ConvergeError('rate_limited', { retryAfterMs: wait });
  if (entry.sockets >= context.limits.socketsPerAddress) {
    throw new ConvergeError('rate_limited', { retryAfterMs: crowdedRetryMs });
  }

  if (parsed.data.ahead) {
    if (entry.ahead >= context.limits.aheadPerAddress) {
      throw new ConvergeError('rate_limited', { retryAfterMs: crowdedRetryMs });
    }
    return { identity: null, address };
  }
  const identity = await context.identify(request, parsed.data.room);
  if (!identity) throw new ConvergeError('not_signed_in');
  if (context.registry.countOf(identity.person.id) >= context.limits.socketsPerPerson) {
    throw new ConvergeError('rate_limited', { retryAfterMs: crowdedRetryMs });
  }
  return { identity, address };
}

function checkVersion(auth: unknown): void {
  if (typeof auth !== 'object' || auth === null || !('protocol' in auth)) return;
  if (Number.isInteger(auth.protocol) && auth.protocol !== PROTOCOL_VERSION) {
    throw new ConvergeError('protocol_unsupported');
  }
}
