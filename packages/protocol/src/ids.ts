/**
 * Branded identifiers: an id of one thing can't be passed where another's is
 * meant. Ours are UUIDs; those of media objects are mediasoup's own strings.
 */
import * as z from 'zod/mini';

const uuid = () => z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/));
const mediaId = () => z.string().check(z.minLength(1), z.maxLength(64));

/** Somebody with an account, or a guest: `PersonKind` tells which. */
export const PersonId = uuid().brand<'PersonId'>();
export type PersonId = z.infer<typeof PersonId>;

export const RoomId = uuid().brand<'RoomId'>();
export type RoomId = z.infer<typeof RoomId>;

export const InviteId = uuid().brand<'InviteId'>();
export type InviteId = z.infer<typeof InviteId>;

export const BanId = uuid().brand<'BanId'>();
export type BanId = z.infer<typeof BanId>;

export const AuditEntryId = uuid().brand<'AuditEntryId'>();
export type AuditEntryId = z.infer<typeof AuditEntryId>;

export const MessageId = uuid().brand<'MessageId'>();
export type MessageId = z.infer<typeof MessageId>;

/** Chosen by the sender, unique per author: the key that makes a retry harmless. */
export const ClientMessageId = uuid().brand<'ClientMessageId'>();
export type ClientMessageId = z.infer<typeof ClientMessageId>;

/** A file or a folder of a room; an upload has the id of the file it becomes. */
export const FileId = uuid().brand<'FileId'>();
export type FileId = z.infer<typeof FileId>;

/** Chosen by whoever uploads, unique per author in a room: asked twice, an upload begins once. */
export const ClientUploadId = uuid().brand<'ClientUploadId'>();
export type ClientUploadId = z.infer<typeof ClientUploadId>;

/** What was deleted by one act, and comes back by one. */
export const DeletionId = uuid().brand<'DeletionId'>();
export type DeletionId = z.infer<typeof DeletionId>;

export const CallId = uuid().brand<'CallId'>();
export type CallId = z.infer<typeof CallId>;

/** One person on one device in one call. */
export const ParticipantId = uuid().brand<'ParticipantId'>();
export type ParticipantId = z.infer<typeof ParticipantId>;

/** One connection between two who speak directly. */
export const DirectId = uuid().brand<'DirectId'>();
export type DirectId = z.infer<typeof DirectId>;

export const TransportId = mediaId().brand<'TransportId'>();
export type TransportId = z.infer<typeof TransportId>;

export const ProducerId = mediaId().brand<'ProducerId'>();
export type ProducerId = z.infer<typeof ProducerId>;

export const ConsumerId = mediaId().brand<'ConsumerId'>();
export type ConsumerId = z.infer<typeof ConsumerId>;

/** Opens a held seat once; rotated at every use. */
export const SeatToken = z.string().check(z.minLength(20), z.maxLength(64)).brand<'SeatToken'>();
export type SeatToken = z.infer<typeof SeatToken>;

/** Names a line that was opened ahead to the request that makes it somebody's; once. */
export const LineToken = z.string().check(z.minLength(20), z.maxLength(64)).brand<'LineToken'>();
export type LineToken = z.infer<typeof LineToken>;

/** Names a media path that was opened ahead to the request that takes it over; once. */
export const PathToken = z.string().check(z.minLength(20), z.maxLength(64)).brand<'PathToken'>();
export type PathToken = z.infer<typeof PathToken>;

/** Chosen by who comes into a room or its call, and the same when they ask again since no answer came. */
export const JoinAttempt = uuid().brand<'JoinAttempt'>();
export type JoinAttempt = z.infer<typeof JoinAttempt>;

/**
 * What stands behind /join/: a room's readable code (`kuzo-mira-tel`) or an
 * invite's random one. Letters, digits, `-` and `_` only, so it survives any chat.
 */
export const JoinCode = z
  .string()
  .check(z.regex(/^[A-Za-z0-9_-]{3,64}$/))
  .brand<'JoinCode'>();
export type JoinCode = z.infer<typeof JoinCode>;

/** Milliseconds since 1970, by the server's clock. */
export const Timestamp = z.int().check(z.gte(0));
export type Timestamp = z.infer<typeof Timestamp>;

/** Position in a gap-free sequence that begins with 1; 0 means "before the first". */
export const Seq = z.int().check(z.gte(0));
export type Seq = z.infer<typeof Seq>;
