/**
 * What stays of moderation with a room.
 *
 *   GET    /rooms/:roomId/bans          -> BansAnswer     for who leads it
 *   DELETE /rooms/:roomId/bans/:banId   -> 204            they may come again
 *   GET    /rooms/:roomId/audit?before  -> AuditAnswer    for owner and admin, the latest first
 */
import * as z from 'zod/mini';
import { AuditEntryId, BanId, PersonId, RoomId, Timestamp } from '../ids.ts';

/** Somebody by the name they had then. */
const Named = z.object({ id: PersonId, name: z.string() });

export const Ban = z.object({
  id: BanId,
  person: Named,
  /** Guests from their network address are kept out as well. */
  address: z.boolean(),
  at: Timestamp,
  by: z.string(),
});
export type Ban = z.infer<typeof Ban>;

export const BansAnswer = z.object({ bans: z.array(Ban) });
export type BansAnswer = z.infer<typeof BansAnswer>;

export const BanParams = z.object({ roomId: RoomId, banId: BanId });

export const auditActions = [
  'policy',
  'access',
  'door',
  'grant',
  'lowerHand',
  'lowerHands',
  'wall',
  'stage',
  'unstage',
  'mute',
  'muteAll',
  'stop',
  'remove',
  'ban',
  'unban',
  'admit',
  'refuse',
  'lobbySay',
  'publishQuestion',
  'dismissQuestion',
  'deleteFile',
  'restoreFile',
  'appoint',
  'handOver',
  'end',
] as const;
export const AuditAction = z.enum(auditActions);
export type AuditAction = z.infer<typeof AuditAction>;

/** What exactly, as the action needs it: `capability`, `allowed`, `source`, `door` and the like. */
export const AuditDetails = z.record(z.string(), z.union([z.string(), z.boolean(), z.null()]));
export type AuditDetails = z.infer<typeof AuditDetails>;

export const AuditEntry = z.object({
  id: AuditEntryId,
  at: Timestamp,
  by: Named,
  action: AuditAction,
  /** null: it was done to nobody in particular. */
  target: z.nullable(Named),
  details: AuditDetails,
});
export type AuditEntry = z.infer<typeof AuditEntry>;

export const AuditQuery = z.object({
  /** Entries before this one; absent: the latest. */
  before: z.optional(AuditEntryId),
});

export const AuditAnswer = z.object({
  entries: z.array(AuditEntry),
  /** Whether there are earlier ones. */
  more: z.boolean(),
});
export type AuditAnswer = z.infer<typeof AuditAnswer>;
