/** The signed-in person's picture, password and sessions. */

import { meApi } from '@converge/client/rest/me';
import { ConvergeError } from '@converge/protocol/errors';
import type { ChangePasswordBody } from '@converge/protocol/rest/auth';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';
import { keepMe } from './space.ts';

const me = meApi(rest);

/** Changes the password; other sessions end. A wrong present one is a fault of the field `current`. */
export async function changePassword(body: ChangePasswordBody): Promise<void> {
  try {
    await me.changePassword(body);
  } catch (error) {
    if (!(error instanceof ConvergeError) || error.code !== 'wrong_credentials') throw error;
    throw new ConvergeError('bad_request', { fields: { current: 'invalid' } }, { cause: error });
  }
}

/** Puts up a picture (png, jpeg or webp), or with null takes it down. */
export function useSetAvatar() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (picture: Blob | null) => (picture ? me.setAvatar(picture) : me.removeAvatar()),
    onSuccess: (answer) => keepMe(client, answer.me),
  });
}

/** Where one is signed in. */
export const useSessions = () =>
  useQuery({
    queryKey: keys.sessions,
    queryFn: ({ signal }) => me.sessions({ signal }),
    select: ({ sessions }) => sessions,
  });

/** Ends one session, or with null all but this one. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) => (id ? me.endSession(id) : me.endOtherSessions()),
    onSettled: () => client.invalidateQueries({ queryKey: keys.sessions }),
  });
}
