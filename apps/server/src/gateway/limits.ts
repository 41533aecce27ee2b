/**
 * How much one connection, one person and one address may ask. Sized so that a
 * school whose computers share one address doesn't feel them, and so that a
 * single hostile client can't keep the process busy.
 */
import type { Rate } from '../platform/token-bucket.ts';

/** Families of requests that share a bucket within one connection. */
export type RequestClass =
  | 'write'
  | 'read'
  | 'mark'
  | 'call'
  | 'media'
  | 'sending'
  | 'point'
  | 'quality'
  | 'signal';

export interface GatewayLimits {
  /** Requests of one connection, by class. */
  readonly requests: Readonly<Record<RequestClass, Rate>>;
  /** Requests of one person over all their connections, by class. */
  readonly personRequests: Readonly<Record<RequestClass, Rate>>;
  /** Requests of all connections of one address together. */
  readonly addressRequests: Rate;
  /** Handshakes of one address; a whole school comes back at once after a restart. */
  readonly handshakes: Rate;
  /** Raw packets of one connection, whatever they hold; beyond it the line is cut. */
  readonly packets: Rate;
  readonly socketsPerPerson: number;
  readonly socketsPerAddress: number;
  /** Of the sockets of an address those that nobody has come in by yet; a school arrives at once. */
  readonly aheadPerAddress: number;
  /** How long a line may be nobody's: people look into the mirror for a while. */
  readonly aheadMs: number;
  /** Requests of one connection that may be under way at once. */
  readonly inFlight: number;
  /** After this time a request is answered with `timeout`, whatever becomes of it. */
  readonly requestMs: number;
  /** What may lie unsent for one connection before its next requests are put off. */
  readonly behindBytes: number;
  readonly behindPackets: number;
  /** What may lie unsent for one connection before it counts as one that doesn't read. */
  readonly unsentBytes: number;
  readonly unsentPackets: number;
}

export const defaultLimits: GatewayLimits = {
  requests: {
    write: { burst: 30, perSecond: 5 },
    read: { burst: 80, perSecond: 20 },
    mark: { burst: 30, perSecond: 5 },
    call: { burst: 30, perSecond: 5 },
    media: { burst: 200, perSecond: 40 },
    // Each opens or closes something at the worker for everybody inside. Four sources at once,
    // both paths looked for anew, a camera that is tried ten times: all that fits.
    sending: { burst: 40, perSecond: 1 },
    // A pointer that moves tells sixteen places a second.
    point: { burst: 40, perSecond: 20 },
    // One comes every four seconds, and one more when a path breaks or stands again.
    quality: { burst: 10, perSecond: 0.5 },
    // One connection between two takes some thirty; what changes on their screens, one each.
    signal: { burst: 120, perSecond: 5 },
  },
  // A class on one account fits: thirty devices come into a call at once, and speak there.
  personRequests: {
    write: { burst: 60, perSecond: 10 },
    read: { burst: 400, perSecond: 80 },
    mark: { burst: 120, perSecond: 20 },
    call: { burst: 200, perSecond: 20 },
    media: { burst: 1_000, perSecond: 100 },
    sending: { burst: 160, perSecond: 5 },
    point: { burst: 80, perSecond: 40 },
    quality: { burst: 320, perSecond: 16 },
    signal: { burst: 240, perSecond: 10 },
  },
  addressRequests: { burst: 6_000, perSecond: 1_200 },
  handshakes: { burst: 600, perSecond: 100 },
  packets: { burst: 2_000, perSecond: 200 },
  socketsPerPerson: 32,
  socketsPerAddress: 2_000,
  aheadPerAddress: 400,
  aheadMs: 10 * 60_000,
  inFlight: 64,
  requestMs: 20_000,
  behindBytes: 1024 * 1024,
  behindPackets: 200,
  unsentBytes: 8 * 1024 * 1024,
  unsentPackets: 4_000,
};

/** All rates and counts multiplied, for places where very many share one address. */
export function scaleLimits(limits: GatewayLimits, factor: number): GatewayLimits {
  const scale = ({ burst, perSecond }: Rate): Rate => ({
    burst: burst * factor,
    perSecond: perSecond * factor,
  });
  const scaleAll = (rates: GatewayLimits['requests']): GatewayLimits['requests'] => ({
    write: scale(rates.write),
    read: scale(rates.read),
    mark: scale(rates.mark),
    call: scale(rates.call),
    media: scale(rates.media),
    sending: scale(rates.sending),
    point: scale(rates.point),
    quality: scale(rates.quality),
    signal: scale(rates.signal),
  });
  return {
    ...limits,
    requests: scaleAll(limits.requests),
    personRequests: scaleAll(limits.personRequests),
    addressRequests: scale(limits.addressRequests),
    handshakes: scale(limits.handshakes),
    packets: scale(limits.packets),
    socketsPerPerson: limits.socketsPerPerson * factor,
    socketsPerAddress: limits.socketsPerAddress * factor,
    aheadPerAddress: limits.aheadPerAddress * factor,
  };
}

const classes: Readonly<Record<string, RequestClass>> = {
  'chat.send': 'write',
  'chat.ask': 'write',
  'chat.questions': 'read',
  'chat.history': 'read',
  'chat.read': 'mark',
  ping: 'read',
  'call.quality': 'quality',
  'call.statistics': 'read',
  'direct.signal': 'signal',
  'call.point': 'point',
  'media.produce': 'sending',
  'media.stop': 'sending',
  'media.restartIce': 'sending',
  'room.open': 'read',
  'room.close': 'read',
};

/** Which bucket a request draws from; what nobody declared draws from a small one. */
export function classOf(request: string): RequestClass {
  const known = Object.hasOwn(classes, request) ? classes[request] : undefined;
  if (known) return known;
  return request.startsWith('media.') ? 'media' : 'call';
}
