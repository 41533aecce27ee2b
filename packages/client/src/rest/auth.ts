/** Register, sign in, sign out, forgotten passwords. */
import * as auth from '@converge/protocol/rest/auth';
import { MeAnswer } from '@converge/protocol/rest/me';
import type * as z from 'zod/mini';
import type { CallOptions, Rest } from './rest.ts';

type Body<Schema extends z.ZodMiniType> = z.input<Schema>;

export const authApi = (rest: Rest) => ({
  /** Makes an account and signs in. email_taken, password_weak, registration_closed. */
  register: (body: Body<typeof auth.RegisterBody>, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'POST',
      path: '/auth/register',
      json: { schema: auth.RegisterBody, body },
      answer: MeAnswer,
      signal,
    }),
  /** wrong_credentials, too_many_attempts. */
  signIn: (body: Body<typeof auth.SignInBody>, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'POST',
      path: '/auth/sign-in',
      json: { schema: auth.SignInBody, body },
      answer: MeAnswer,
      signal,
    }),
  signOut: ({ signal }: CallOptions = {}) =>
    rest.tell({ method: 'POST', path: '/auth/sign-out', signal }),
  /** Sends a link where the address is known; the answer doesn't tell whether it is. */
  forgot: (body: Body<typeof auth.ForgotBody>, { signal }: CallOptions = {}) =>
    rest.tell({
      method: 'POST',
      path: '/auth/forgot',
      json: { schema: auth.ForgotBody, body },
      signal,
    }),
  /** Sets a new password by the link's token. reset_link_invalid, password_weak. */
  reset: (body: Body<typeof auth.ResetBody>, { signal }: CallOptions = {}) =>
    rest.tell({
      method: 'POST',
      path: '/auth/reset',
      json: { schema: auth.ResetBody, body },
      signal,
    }),
});
