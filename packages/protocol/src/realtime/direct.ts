/**
 * Two people who speak directly: the server says when, and between whom; they
 * agree by signals that it passes on to the other one only, and by nothing else
 * (SPEC P2P).
 */
import * as z from 'zod/mini';
import { DirectId, ParticipantId, RoomId } from '../ids.ts';
import { limits } from '../limits.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';
import { Source, Tile } from './media.ts';

/** One connection between two; when it is begun anew it is another. */
export const Direct = z.object({
  id: DirectId,
  /** The first one makes the first offer, and has its way where both offer at once. */
  between: z.tuple([ParticipantId, ParticipantId]),
});
export type Direct = z.infer<typeof Direct>;

/** Why media takes the way it takes. */
export const directReasons = [
  /** There are two, and nothing speaks against it. */
  'two',
  /** The deployment doesn't want it. */
  'setting',
  /** There are fewer or more than two, or one person on two devices. */
  'people',
  /** One of them doesn't want to show their address, or their device can't. */
  'wish',
  /** Somebody was muted by another. */
  'muted',
  /** Somebody may not do everything, so what they send has to be held at the server. */
  'rights',
  /** There was no way between them, or it was lost. */
  'failed',
] as const;
export const DirectReason = z.enum(directReasons);
export type DirectReason = z.infer<typeof DirectReason>;

/** Short texts of ICE; what fits is far longer than any that a browser makes. */
const short = () => z.string().check(z.maxLength(limits.signal.short));

/** What two peer connections have to tell each other (W3C WebRTC, perfect negotiation). */
export const Signal = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('description'),
    kind: z.enum(['offer', 'answer']),
    sdp: z.string().check(z.maxLength(limits.signal.sdp), z.regex(/^v=0\r\n/)),
  }),
  z.object({
    type: z.literal('candidate'),
    /** Empty: there are no more. */
    candidate: short(),
    mid: z.nullable(short()),
    line: z.nullable(z.int().check(z.gte(0), z.lte(64))),
    ufrag: z.nullable(short()),
  }),
  /** What is on the sender's screen, and how large: more isn't sent to them (MEDIA-5). */
  z.object({
    type: z.literal('view'),
    tiles: z.array(Tile).check(z.maxLength(limits.signal.tiles)),
  }),
]);
export type Signal = z.infer<typeof Signal>;

/** Whether this device may be spoken to directly; the latest wins, and acts at once. */
export const directWish = defineRequest(
  'direct.wish',
  z.object({ roomId: RoomId, willing: z.boolean() }),
  Nothing,
);

/**
 * Passes a signal on to the other one. Refusals: media_not_found (this connection
 * isn't wanted any more, or isn't theirs), rate_limited.
 */
export const directSignal = defineRequest(
  'direct.signal',
  z.object({ roomId: RoomId, id: DirectId, signal: Signal }),
  Nothing,
);

/** The other one's. */
export const directSignalled = defineEvent(
  'direct.signalled',
  z.object({ roomId: RoomId, id: DirectId, signal: Signal }),
);

/**
 * What of the other one arrives directly now; the latest wins. The server holds
 * back its own copy of it for as long. Refusals: media_not_found.
 */
export const directReceived = defineRequest(
  'direct.received',
  z.object({ roomId: RoomId, id: DirectId, sources: z.array(Source).check(z.maxLength(8)) }),
  Nothing,
);

/** It didn't come about, or broke: the call goes on through the server. Saying it again is harmless. */
export const directFailed = defineRequest(
  'direct.failed',
  z.object({ roomId: RoomId, id: DirectId }),
  Nothing,
);
