/**
 * Invites: links with an expiry and a use limit.
 *
 *   GET    /rooms/:roomId/invites            -> InvitesAnswer
 *   POST   /rooms/:roomId/invites            CreateInviteBody -> InviteAnswer (201)
 *   DELETE /rooms/:roomId/invites/:inviteId  -> 204   revokes it
 *
 * A use is a person coming in for the first time by it; coming back is none.
 */
import * as z from 'zod/mini';
import { InviteId, JoinCode, RoomId, Timestamp } from '../ids.ts';
import { limits } from '../limits.ts';

export const Invite = z.object({
  id: InviteId,
  code: JoinCode,
  label: z.string(),
  createdAt: Timestamp,
  /** null: never. */
  expiresAt: z.nullable(Timestamp),
  /** null: as many as come. */
  maxUses: z.nullable(z.int()),
  uses: z.int(),
  revokedAt: z.nullable(Timestamp),
});
export type Invite = z.infer<typeof Invite>;

export const InviteAnswer = z.object({ invite: Invite });
export type InviteAnswer = z.infer<typeof InviteAnswer>;
export const InvitesAnswer = z.object({ invites: z.array(Invite) });
export type InvitesAnswer = z.infer<typeof InvitesAnswer>;

export const CreateInviteBody = z.object({
  label: z.optional(
    z.pipe(
      z.pipe(
        z.string().check(z.maxLength(400)),
        z.transform((label: string) => label.replace(/[\p{C}\s]+/gu, ' ').trim()),
      ),
      z.string().check(z.maxLength(limits.inviteLabel.max)),
    ),
  ),
  /** Seconds from now, a minute to a year. */
  expiresIn: z.optional(z.nullable(z.int().check(z.gte(60), z.lte(366 * 86_400)))),
  maxUses: z.optional(z.nullable(z.int().check(z.gte(1), z.lte(10_000)))),
});
export type CreateInviteBody = z.infer<typeof CreateInviteBody>;

export const InviteParams = z.object({ roomId: RoomId, inviteId: InviteId });
