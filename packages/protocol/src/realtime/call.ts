/**
 * The live call of a room: who is inside and what they do. Joining answers a
 * snapshot and its number; every change after it carries the next number and is
 * applied by the same pure reducer (`reduce/call.ts`) on both sides.
 */
import * as z from 'zod/mini';
import {
  CallId,
  JoinAttempt,
  ParticipantId,
  PathToken,
  PersonId,
  RoomId,
  SeatToken,
  Seq,
  Timestamp,
} from '../ids.ts';
import { Person } from '../people.ts';
import { Capability, Grants, Policy, RoomRole, SpaceRole } from '../permissions.ts';
import { Arrival, Quality, QualityReport } from '../quality.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';
import { Direct, DirectReason } from './direct.ts';
import { ConsumerOffer, RouterCapabilities, Source, TransportOffer } from './media.ts';

/** What a participant sends: absent, held back, or flowing. */
export const SourceState = z.enum(['off', 'paused', 'on']);
export type SourceState = z.infer<typeof SourceState>;

export const Participant = z.object({
  id: ParticipantId,
  person: Person,
  role: RoomRole,
  spaceRole: z.nullable(SpaceRole),
  grants: Grants,
  /** Which of the grants are the floor: they were given for this call and end with it. */
  floor: z.optional(z.array(Capability)),
  joinedAt: Timestamp,
  /** away: the line is gone and the seat is held. */
  presence: z.enum(['here', 'away']),
  /** When the hand went up; null: it is down. */
  handRaisedAt: z.nullable(Timestamp),
  media: z.record(Source, SourceState),
  /** How well they are connected; absent until the server has heard of it. */
  quality: z.optional(Quality),
});
export type Participant = z.infer<typeof Participant>;

/** Those who lead have asked for the screens of all others (SPEC WALL). */
export const Wall = z.object({
  by: ParticipantId,
  /** Whose screen everybody sees now, as a share of theirs; null: nobody's. */
  staged: z.nullable(ParticipantId),
});
export type Wall = z.infer<typeof Wall>;

export const CallSnapshot = z.object({
  id: CallId,
  roomId: RoomId,
  startedAt: Timestamp,
  policy: Policy,
  /** In the order of joining. */
  participants: z.array(Participant),
  /** Who speaks, by the server's observer; null: nobody. */
  activeSpeaker: z.nullable(ParticipantId),
  /** Two send to each other; null: everything goes through the server. */
  direct: z.nullable(Direct),
  /** null: nobody asks for screens. Who shows theirs is told to those who lead only. */
  wall: z.nullable(Wall),
});
export type CallSnapshot = z.infer<typeof CallSnapshot>;

export const LeaveReason = z.enum(['left', 'lost', 'removed', 'ended', 'replaced']);
export type LeaveReason = z.infer<typeof LeaveReason>;

/** What can happen in a call, each change with all it takes to apply it. */
export const CallChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('joined'), participant: Participant }),
  z.object({ type: z.literal('left'), participantId: ParticipantId, reason: LeaveReason }),
  z.object({
    type: z.literal('presence'),
    participantId: ParticipantId,
    presence: z.enum(['here', 'away']),
  }),
  z.object({
    type: z.literal('media'),
    participantId: ParticipantId,
    source: Source,
    state: SourceState,
    /** Set where somebody else decided. */
    by: z.optional(ParticipantId),
  }),
  z.object({
    type: z.literal('hand'),
    participantId: ParticipantId,
    raisedAt: z.nullable(Timestamp),
  }),
  z.object({
    type: z.literal('renamed'),
    personId: PersonId,
    name: z.string(),
    avatar: z.nullable(z.string()),
  }),
  z.object({ type: z.literal('policy'), policy: Policy }),
  z.object({
    type: z.literal('rights'),
    participantId: ParticipantId,
    role: RoomRole,
    /** Where what they are in the space is another now. */
    spaceRole: z.optional(SpaceRole),
    grants: Grants,
    floor: z.optional(z.array(Capability)),
  }),
  z.object({ type: z.literal('wall'), wall: z.nullable(Wall) }),
  z.object({ type: z.literal('speaker'), participantId: z.nullable(ParticipantId) }),
  /** For who sees only some of the people: others than before, or all of them. */
  z.object({ type: z.literal('snapshot'), call: CallSnapshot }),
  /** Something about somebody one doesn't see; it only takes its number. */
  z.object({ type: z.literal('nothing') }),
  /** Of those whose level or reason is another now, gathered over a short time. */
  z.object({
    type: z.literal('quality'),
    participants: z.array(z.tuple([ParticipantId, Quality])),
  }),
  /** Media takes another way; null: through the server. `because` is for the log. */
  z.object({ type: z.literal('direct'), direct: z.nullable(Direct), because: DirectReason }),
]);
export type CallChange = z.infer<typeof CallChange>;

/** Everything a device needs to be in the call. */
export const Admission = z.object({
  state: z.literal('admitted'),
  participantId: ParticipantId,
  /** Opens the same seat once more within `limits.seatMs` after the line is lost. */
  seat: SeatToken,
  /** True where the seat was taken again: transports and producers of before still live. */
  resumed: z.boolean(),
  call: CallSnapshot,
  seq: Seq,
  transports: z.object({ send: TransportOffer, receive: TransportOffer }),
  /** All that the server sends to this device now; the client closes what isn't in here. */
  consumers: z.array(ConsumerOffer),
});
export type Admission = z.infer<typeof Admission>;

/**
 * The answer to somebody before a lobby: no seat, no media, and nothing of the
 * room. `lobby.decided` says how it goes on; on a new line the client asks again.
 */
export const Waiting = z.object({
  state: z.literal('waiting'),
  /** What the host says to all who wait; null: nothing. */
  message: z.nullable(z.string()),
});
export type Waiting = z.infer<typeof Waiting>;

/**
 * Enters the room's call, beginning it where none is. Asked again with `seat`,
 * it takes the held seat; where that is gone, it refuses with `seat_gone`, and
 * the client asks without it. Asked again with the same `attempt`, since no answer
 * came, it answers about the same seat, with or without its key. With `fresh` the seat is kept and its media begun
 * anew, on other transports. Without `direct` everything goes through the server.
 * A `path` that was opened ahead, and still stands, is what is received by; the
 * answer tells by the transport's id.
 * Refusals: room_not_found, room_archived, room_locked, not_admitted, forbidden,
 * removed, call_full, seat_gone, media_unavailable.
 */
export const callJoin = defineRequest(
  'call.join',
  z.object({
    roomId: RoomId,
    seat: z.optional(SeatToken),
    attempt: z.optional(JoinAttempt),
    /** It was inside and lost the line, and its seat as well: it comes back by itself. For what is counted. */
    returning: z.optional(z.boolean()),
    fresh: z.optional(z.boolean()),
    /** This device can speak to another one directly, and its person allows it. */
    direct: z.optional(z.boolean()),
    path: z.optional(PathToken),
    rtpCapabilities: RouterCapabilities,
  }),
  z.discriminatedUnion('state', [Admission, Waiting]),
);

/** Leaves for good; the seat is given up. */
export const callLeave = defineRequest('call.leave', z.object({ roomId: RoomId }), Nothing);

/** Raises or lowers the own hand, or, for moderators, lowers another's. */
export const callHand = defineRequest(
  'call.hand',
  z.object({
    roomId: RoomId,
    raised: z.boolean(),
    participantId: z.optional(ParticipantId),
  }),
  Nothing,
);

/** A short sign over the own tile, such as applause; not stored. */
export const reactions = ['like', 'applause', 'heart', 'laugh', 'surprise', 'celebrate'] as const;
export const Reaction = z.enum(reactions);
export type Reaction = z.infer<typeof Reaction>;
export const callReact = defineRequest(
  'call.react',
  z.object({ roomId: RoomId, reaction: Reaction }),
  Nothing,
);
export const callReaction = defineEvent(
  'call.reaction',
  z.object({ roomId: RoomId, participantId: ParticipantId, reaction: Reaction }),
);

/**
 * `callId` tells the calls of a room apart: each numbers its changes anew, and
 * news of one that ended may still be on its way when the next is joined.
 */
export const callChanged = defineEvent(
  'call.changed',
  z.object({ roomId: RoomId, callId: CallId, seq: Seq, change: CallChange }),
);

/** This device is out of the call by a decision that isn't its own. */
export const callOver = defineEvent('call.over', z.object({ roomId: RoomId, reason: LeaveReason }));

/** Loudness of those who are heard, in dBov (-127 to 0); volatile, about twice a second. */
export const callLevels = defineEvent(
  'call.levels',
  z.object({
    roomId: RoomId,
    levels: z.array(z.tuple([ParticipantId, z.number()])),
  }),
);

/**
 * What this device measured of its own media; the latest counts. The server
 * judges it and tells the others only when the level changes. `arrival` comes
 * with one report of each joining, and is counted for the space, not for the person.
 */
export const callQuality = defineRequest(
  'call.quality',
  z.object({ roomId: RoomId, report: QualityReport, arrival: z.optional(Arrival) }),
  Nothing,
);

const DeviceLabel = z.nullable(z.string().check(z.maxLength(200)));

/** What the devices in use call themselves; null: none of the kind is in use. */
export const DeviceLabels = z.object({
  microphone: DeviceLabel,
  camera: DeviceLabel,
  speaker: DeviceLabel,
});
export type DeviceLabels = z.infer<typeof DeviceLabels>;

/**
 * Tells whoever leads the room which devices this one uses; the latest counts,
 * null takes it back. A client sends it only if its person knows (MON-4).
 */
export const callDevices = defineRequest(
  'call.devices',
  z.object({ roomId: RoomId, devices: z.nullable(DeviceLabels) }),
  Nothing,
);

/** How everybody is connected, and with what; for who leads the room. Refusals: forbidden. */
export const callStatistics = defineRequest(
  'call.statistics',
  z.object({ roomId: RoomId }),
  z.object({
    participants: z.array(
      z.object({
        participantId: ParticipantId,
        joinedAt: Timestamp,
        /** Since when the level is what it is. */
        since: Timestamp,
        /** null: they have not told anything yet. */
        latest: z.nullable(z.object({ at: Timestamp, report: QualityReport })),
        /** Network address; behind trusted proxies the person's own. */
        address: z.string(),
        /** What their browser says it is: families, such as Firefox and Windows, or "other". */
        browser: z.string(),
        system: z.string(),
        /** null: they didn't say. */
        devices: z.nullable(DeviceLabels),
      }),
    ),
  }),
);
export type CallStatistics = z.infer<typeof callStatistics.output>;
