/**
 * What finds a way for the media where none is open: STUN tells a device its
 * outer address, a relay (TURN) carries packets for it.
 *
 *   GET /ice-servers?room= -> IceServersAnswer
 *
 * For whoever has an account, or the guest's key to `room`; that there are none
 * is told to anybody. Asked anew it gives
 * new credentials; the relay honours them for as long as `lifetimeMs` says.
 *
 * Refusals: not_signed_in, rate_limited.
 */
import * as z from 'zod/mini';
import { RoomId } from '../ids.ts';

/** What a space has of it; `relay` may have STUN beside it. */
export const IceKind = z.enum(['none', 'stun', 'relay']);
export type IceKind = z.infer<typeof IceKind>;

export const IceServersQuery = z.object({
  /** Where one is a guest: the room of the key. */
  room: z.optional(RoomId),
});

/** W3C `RTCIceServer`. */
export const IceServer = z.object({
  urls: z.array(z.string()),
  username: z.optional(z.string()),
  credential: z.optional(z.string()),
});
export type IceServer = z.infer<typeof IceServer>;

export const IceServersAnswer = z.object({
  /** Empty where the space has none. */
  iceServers: z.array(IceServer),
  /**
   * For how long from now the credentials are good, in milliseconds, so that
   * clocks needn't agree; null: for ever.
   */
  lifetimeMs: z.nullable(z.int().check(z.gte(0))),
});
export type IceServersAnswer = z.infer<typeof IceServersAnswer>;
