/** Whether an invite still works, and whether it is about to stop. Pure. */
import type { Invite } from '@converge/protocol/rest/invites';

export type InviteState =
  | { readonly kind: 'working'; readonly soon: boolean; readonly lastUse: boolean }
  | { readonly kind: 'expired' | 'revoked' | 'usedUp' };

const day = 24 * 3_600_000;

/**
 * An invite is about to expire in its last day, or, where it lives for less than
 * four, in the last quarter of its life; one whose last use is left says so too.
 */
export function inviteState(invite: Invite, now: number): InviteState {
  const { createdAt, expiresAt, maxUses, revokedAt, uses } = invite;
  if (revokedAt !== null) return { kind: 'revoked' };
  if (expiresAt !== null && expiresAt <= now) return { kind: 'expired' };
  if (maxUses !== null && uses >= maxUses) return { kind: 'usedUp' };
  return {
    kind: 'working',
    soon: expiresAt !== null && expiresAt - now < Math.min(day, (expiresAt - createdAt) / 4),
    lastUse: maxUses !== null && maxUses > 1 && maxUses - uses === 1,
  };
}
