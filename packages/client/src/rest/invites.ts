/** Invites of a room: links with an expiry and a use limit. */
import type { InviteId, RoomId } from '@converge/protocol/ids';
import { CreateInviteBody, InviteAnswer, InvitesAnswer } from '@converge/protocol/rest/invites';
import type * as z from 'zod/mini';
import { type CallOptions, path, type Rest } from './rest.ts';

export const invitesApi = (rest: Rest) => ({
  list: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: path`/rooms/${roomId}/invites`,
      answer: InvitesAnswer,
      signal,
    }),
  create: (
    roomId: RoomId,
    body: z.input<typeof CreateInviteBody> = {},
    { signal }: CallOptions = {},
  ) =>
    rest.ask({
      method: 'POST',
      path: path`/rooms/${roomId}/invites`,
      json: { schema: CreateInviteBody, body },
      answer: InviteAnswer,
      signal,
    }),
  revoke: (roomId: RoomId, inviteId: InviteId, { signal }: CallOptions = {}) =>
    rest.tell({
      method: 'DELETE',
      path: path`/rooms/${roomId}/invites/${inviteId}`,
      signal,
    }),
});
