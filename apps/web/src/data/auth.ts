/** Getting in and out. */

import { authApi } from '@converge/client/rest/auth';
import type { ForgotBody, RegisterBody, ResetBody, SignInBody } from '@converge/protocol/rest/auth';
import { useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keepMe, spaceQuery } from './space.ts';

const auth = authApi(rest);

/** Registers, signs in or out; each leaves the cache as the new person must see it. */
export function useAuth() {
  const client = useQueryClient();
  /** What the last person saw is nobody else's: everything but the space is dropped. */
  const startOver = () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== spaceQuery.queryKey[0] });
  };
  return {
    async register(body: RegisterBody): Promise<void> {
      const { me } = await auth.register(body);
      startOver();
      keepMe(client, me);
    },
    async signIn(body: SignInBody): Promise<void> {
      const { me } = await auth.signIn(body);
      startOver();
      keepMe(client, me);
    },
    async signOut(): Promise<void> {
      await auth.signOut();
      keepMe(client, null);
      startOver();
    },
    forgot: (body: ForgotBody): Promise<void> => auth.forgot(body),
    reset: (body: ResetBody): Promise<void> => auth.reset(body),
  };
}
