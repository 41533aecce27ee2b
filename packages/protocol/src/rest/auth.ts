/**
 * Register, sign in, sign out, forgotten passwords.
 * The session itself travels in an httpOnly cookie, never in a body.
 *
 *   POST /auth/register   RegisterBody  -> MeAnswer
 *   POST /auth/sign-in    SignInBody    -> MeAnswer
 *   POST /auth/sign-out   (nothing)     -> 204
 *   POST /auth/forgot     ForgotBody    -> 202, whether or not the address is known
 *   POST /auth/reset      ResetBody     -> 204
 */
import * as z from 'zod/mini';
import { limits } from '../limits.ts';
import { DisplayName } from '../people.ts';
import { Locale } from './me.ts';

/**
 * The rule of `z.email()`, which is that of signing in: an account under another address could be
 * made and never be entered. Written out, since what is taken from zod travels with every page.
 */
export const addressRule =
  /^(?:[A-Za-z0-9_'+-]+\.)*[A-Za-z0-9_'+-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

/** An address as people type it; kept in lower case, since no mail host of today tells case apart. */
export const Email = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(limits.email.max)),
    z.transform((address: string) => address.trim().toLowerCase()),
  ),
  z.string().check(z.regex(addressRule)),
);

/** Length is what makes a password strong; no rules about signs and digits (NIST SP 800-63B). */
export const NewPassword = z
  .string()
  .check(z.minLength(limits.password.min), z.maxLength(limits.password.max));

const ExistingPassword = z.string().check(z.minLength(1), z.maxLength(limits.password.max));

export const RegisterBody = z.object({
  name: DisplayName,
  email: Email,
  password: NewPassword,
  locale: z.optional(Locale),
  /** From the space's link, where one needs it to register. */
  invitation: z.optional(z.string().check(z.maxLength(64))),
});
export type RegisterBody = z.infer<typeof RegisterBody>;

export const SignInBody = z.object({ email: Email, password: ExistingPassword });
export type SignInBody = z.infer<typeof SignInBody>;

export const ForgotBody = z.object({ email: Email });
export type ForgotBody = z.infer<typeof ForgotBody>;

export const ResetBody = z.object({
  token: z.string().check(z.minLength(16), z.maxLength(128)),
  password: NewPassword,
});
export type ResetBody = z.infer<typeof ResetBody>;

export const ChangePasswordBody = z.object({ current: ExistingPassword, next: NewPassword });
export type ChangePasswordBody = z.infer<typeof ChangePasswordBody>;
