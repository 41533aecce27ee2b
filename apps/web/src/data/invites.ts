/** The invites of one room. */

import { invitesApi } from '@converge/client/rest/invites';
import type { InviteId, RoomId } from '@converge/protocol/ids';
import type { CreateInviteBody } from '@converge/protocol/rest/invites';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = invitesApi(rest);

/** Those of the room, ended ones too. */
export const useInvites = (roomId: RoomId) =>
  useQuery({
    queryKey: keys.invites(roomId),
    queryFn: ({ signal }) => api.list(roomId, { signal }),
    // Others come in by them while one looks.
    refetchInterval: 5_000,
    select: ({ invites }) => invites,
  });

/** Makes an invite. */
export function useCreateInvite(roomId: RoomId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateInviteBody) => api.create(roomId, body),
    // Not awaited: the link is wanted at once, the list may come a moment later.
    onSettled: () => void client.invalidateQueries({ queryKey: keys.invites(roomId) }),
  });
}

/** Revokes an invite: nobody comes in by it any more. */
export function useRevokeInvite(roomId: RoomId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: InviteId) => api.revoke(roomId, id),
    onSettled: () => client.invalidateQueries({ queryKey: keys.invites(roomId) }),
  });
}
