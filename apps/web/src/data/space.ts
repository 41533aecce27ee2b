/** The space and who we are in it: one answer, asked once per visit. */

import { meApi } from '@converge/client/rest/me';
import { spaceApi } from '@converge/client/rest/space';
import type { Me, UpdateMeBody } from '@converge/protocol/rest/me';
import type { SpaceAnswer } from '@converge/protocol/rest/space';
import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const space = spaceApi(rest);
const me = meApi(rest);

export const spaceQuery = queryOptions({
  queryKey: keys.space,
  async queryFn({ signal }) {
    const answer = await space.get({ signal });
    if (answer.me) signedInHere = true;
    storeHint(answer.me !== null);
    return answer;
  },
  staleTime: 60_000,
});

/** The space: its name, whether one may register, and who we are. */
export const useSpace = () => useQuery(spaceQuery);

/** Who is signed in; null: nobody; undefined: not known yet. */
export const useMe = (): Me | null | undefined => useQuery(spaceQuery).data?.me;

/**
 * Whether somebody is signed in; before the answer is there, whether somebody was
 * at the last visit, so that the right frame stands from the first moment.
 */
export function useSignedIn(): boolean {
  const me = useMe();
  return me === undefined ? wasSignedIn() : me !== null;
}

/** Puts the new state of the signed-in person where everybody reads it. */
export function keepMe(client: QueryClient, me: Me | null): void {
  if (me) signedInHere = true;
  client.setQueryData<SpaceAnswer>(
    keys.space,
    (answer) => answer && { ...answer, me, fresh: false },
  );
}

/**
 * While `over`, the line of the signed-in person says that it is nobody's any more: the session
 * ended elsewhere. Then nobody is signed in here, and what else the server says now is asked for.
 */
export function useSessionOver(over: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!over) return;
    keepMe(client, null);
    void client.invalidateQueries({ queryKey: keys.space });
  }, [over, client]);
}

let signedInHere = false;

/** Whether somebody has been signed in since this page of the browser was loaded. */
export const wasSignedInHere = (): boolean => signedInHere;

/** Changes name or language. */
export function useUpdateMe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateMeBody) => me.update(body),
    onSuccess: ({ me }) => keepMe(client, me),
  });
}

const hintKey = 'converge.was-signed-in';

/** Whether somebody was signed in here at the last visit. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(hintKey) === 'yes';
  } catch {
    return false; // storage is forbidden
  }
}

function storeHint(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(hintKey, 'yes');
    else localStorage.removeItem(hintKey);
  } catch {
    // storage is forbidden; the next visit begins with the other frame
  }
}
