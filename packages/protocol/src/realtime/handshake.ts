/**
 * What a client says when it opens its socket (Socket.IO's `auth`), and the
 * refusals it may get (`connect_error` with `data: Failure`).
 *
 * Who it is comes from cookies alone: the account's session, else the guest key
 * of `room`. Refusals: bad_request, protocol_unsupported, origin_forbidden,
 * not_signed_in, rate_limited, unavailable.
 *
 * Somebody who is only about to come in has no key yet. Their line may be opened
 * ahead: it is nobody's, can ask for nothing (`not_signed_in`), and hears
 * `line.ahead`. `POST /join/:code` with that token makes it the guest's, who is
 * then welcomed as on any other line.
 */
import * as z from 'zod/mini';
import { LineToken, RoomId, Timestamp } from '../ids.ts';
import { Person } from '../people.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

export const SOCKET_PATH = '/socket.io';

export const Handshake = z.object({
  protocol: z.int(),
  /** For guests: the room whose key is to be used. */
  room: z.optional(RoomId),
  /** Nobody's yet, whatever the cookies say. */
  ahead: z.optional(z.boolean()),
});
export type Handshake = z.infer<typeof Handshake>;

/** The first event on a line that was opened ahead: what to name it by. */
export const lineAhead = defineEvent('line.ahead', z.object({ line: LineToken }));

/** The first event on every connection of somebody. */
export const welcome = defineEvent('welcome', z.object({ me: Person, serverTime: Timestamp }));

/** The server is going down in order; come back by yourself after `retryAfterMs`. */
export const goodbye = defineEvent('goodbye', z.object({ retryAfterMs: z.int() }));

/**
 * Looks whether the line still lives: after the network changed, and in a call
 * after every second of silence. Any answer will do, also a refusal.
 */
export const ping = defineRequest('ping', z.object({}), Nothing);
