/** Links with an expiry and a use limit (SPEC INVITE). */
import { ConvergeError } from '@converge/protocol/errors';
import type { InviteId, JoinCode, RoomId } from '@converge/protocol/ids';
import type { CreateInviteBody, Invite } from '@converge/protocol/rest/invites';
import type * as z from 'zod/mini';
import { newId } from '../../platform/ids.ts';
import { assertCan } from './access.ts';
import type { User } from './asker.ts';
import { newInviteCode } from './code.ts';
import type { RoomsContext } from './context.ts';
import { findInvites, type InviteRow, insertInvite, revokeInvite } from './invites.repo.ts';

export type InvitesService = ReturnType<typeof createInvitesService>;

export function createInvitesService({ db, clock, actorIn }: RoomsContext) {
  return {
    async list(user: User, roomId: RoomId): Promise<Invite[]> {
      assertCan(await actorIn(roomId, user), 'room.invite');
      return (await findInvites(db, roomId)).map(presentInvite);
    },

    async create(
      user: User,
      roomId: RoomId,
      body: z.output<typeof CreateInviteBody>,
    ): Promise<Invite> {
      assertCan(await actorIn(roomId, user), 'room.invite');
      const now = clock.now();
      const row = await insertInvite(db, {
        id: newId(),
        roomId,
        code: newInviteCode(),
        label: body.label ?? '',
        expiresAt: body.expiresIn ? new Date(now + body.expiresIn * 1000) : null,
        maxUses: body.maxUses ?? null,
        createdBy: user.person.id,
        createdAt: new Date(now),
      });
      return presentInvite(row);
    },

    /** Who came by it stays, until somebody removes them; nobody comes by it any more. */
    async revoke(user: User, roomId: RoomId, inviteId: InviteId): Promise<void> {
      assertCan(await actorIn(roomId, user), 'room.invite');
      if (!(await revokeInvite(db, roomId, inviteId, new Date(clock.now())))) {
        throw new ConvergeError('not_found');
      }
    },
  };
}

/** Why an invite doesn't work any more; null: it does. */
export function faultOf(
  { revokedAt, expiresAt, maxUses, uses }: InviteRow,
  now: number,
): 'invite_revoked' | 'invite_expired' | 'invite_used_up' | null {
  if (revokedAt) return 'invite_revoked';
  if (expiresAt && expiresAt.getTime() <= now) return 'invite_expired';
  return maxUses !== null && uses >= maxUses ? 'invite_used_up' : null;
}

const presentInvite = (row: InviteRow): Invite => ({
  id: row.id as InviteId,
  code: row.code as JoinCode,
  label: row.label,
  createdAt: row.createdAt.getTime(),
  expiresAt: row.expiresAt?.getTime() ?? null,
  maxUses: row.maxUses,
  uses: row.uses,
  revokedAt: row.revokedAt?.getTime() ?? null,
});
