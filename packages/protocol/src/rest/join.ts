/**
 * The way in, for people with and without an account.
 *
 *   GET  /join/:code  -> JoinCard      what stands behind this link, or why it is closed
 *   POST /join/:code  JoinBody -> JoinAnswer
 *   POST /join/:code/path       PathBody -> PathAnswer    a media path that stands ahead
 *   POST /join/:code/path/dtls  PathHandshake -> Nothing  its handshake
 *
 * POST gives a guest a key to this one room (an httpOnly cookie), and makes a
 * signed-in person who comes by an invite a member. Sending it again is
 * harmless: who has a key or membership already keeps it, and whose answer was
 * lost with the key in it gets it by the same `attempt`, for ten minutes.
 *
 * Refusals: code_unknown, invite_expired, invite_revoked, invite_used_up,
 * room_archived, room_deleted, room_private, room_locked, removed, name_required.
 */
import * as z from 'zod/mini';
import {
  ConsumerId,
  JoinAttempt,
  JoinCode,
  LineToken,
  PathToken,
  ProducerId,
  RoomId,
} from '../ids.ts';
import { DisplayName, Person } from '../people.ts';
import { Preset, RoomRole } from '../permissions.ts';
import {
  DtlsParameters,
  RouterCapabilities,
  RtpParameters,
  TransportOffer,
} from '../realtime/media.ts';
import { IceKind } from './ice.ts';
import { LiveSeen } from './rooms.ts';

export const JoinParams = z.object({ code: JoinCode });

export const JoinCard = z.object({
  room: z.object({
    id: RoomId,
    name: z.string(),
    code: JoinCode,
    preset: Preset,
    owner: z.string(),
  }),
  live: z.nullable(LiveSeen),
  /** Whether one waits in a lobby first; then nothing is told of who is inside. */
  waits: z.boolean(),
  /** Names of some who are inside; empty where the policy hides people from each other. */
  inside: z.array(z.string()),
  /** Who the asker is here already; null: a name is wanted. */
  me: z.nullable(z.object({ person: Person, role: RoomRole })),
  /** What the asker will be allowed to send once inside. */
  may: z.object({ speak: z.boolean(), camera: z.boolean(), screen: z.boolean() }),
  /** Lets the browser make its media device ready while the person still looks into the mirror. */
  media: RouterCapabilities,
  /** Whether there are ICE servers to ask for, so that nobody waits for an answer without any. */
  ice: IceKind,
});
export type JoinCard = z.infer<typeof JoinCard>;

export const JoinBody = z.object({
  /** Needed from guests; ignored from people with an account. */
  name: z.optional(DisplayName),
  /** A line of the asker's that was opened ahead; a guest's from now on. */
  line: z.optional(LineToken),
  /** Without it a guest who asks again without a key is another guest, and another use of an invite. */
  attempt: z.optional(JoinAttempt),
});
export type JoinBody = z.infer<typeof JoinBody>;

export const JoinAnswer = z.object({
  room: z.object({ id: RoomId, name: z.string(), code: JoinCode, preset: Preset }),
  me: Person,
  role: RoomRole,
  /** Whether `line` is theirs now; if not, a new one opens with the key. */
  line: z.boolean(),
});
export type JoinAnswer = z.infer<typeof JoinAnswer>;

export const PathBody = z.object({ rtpCapabilities: RouterCapabilities });
export type PathBody = z.infer<typeof PathBody>;

/** A path by which the media server can send, and by which nothing is sent yet (SPEC MEDIA-15). */
export const PathOffer = z.object({
  /** Names it in `call.join`, once. */
  token: PathToken,
  transport: TransportOffer,
  /** A picture that never comes: browsers connect a transport with its first stream, not before. */
  blank: z.object({ id: ConsumerId, producerId: ProducerId, rtpParameters: RtpParameters }),
});
export type PathOffer = z.infer<typeof PathOffer>;

/** null: no call goes on, or one waits before it; joining makes a path then. */
export const PathAnswer = z.object({ path: z.nullable(PathOffer) });
export type PathAnswer = z.infer<typeof PathAnswer>;

/** Finishes DTLS for a path. Sending the same again is harmless. */
export const PathHandshake = z.object({ token: PathToken, dtlsParameters: DtlsParameters });
export type PathHandshake = z.infer<typeof PathHandshake>;

/** How many names `inside` holds at most. */
export const insideNames = 8;
