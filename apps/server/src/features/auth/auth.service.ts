/** Making accounts, signing in and out, passwords; each with the limits that slow down guessing. */
import { ConvergeError, type ErrorCode } from '@converge/protocol/errors';
import type { RegisterBody, ResetBody, SignInBody } from '@converge/protocol/rest/auth';
import type { Registration } from '@converge/protocol/rest/space';
import { eq } from 'drizzle-orm';
import type { Db } from '../../platform/db/client.ts';
import { limitByNetwork } from '../../platform/network-limit.ts';
import type { LimitRule, RateLimits } from '../../platform/rate-limits.ts';
import { type Attempts, keyOf } from './attempts.ts';
import { users } from './auth.tables.ts';
import type { Devices } from './devices.ts';
import { type AskedBy, type Engine, engineCode, headersOf, networkOfAsker } from './engine.ts';
import type { FirstAccount } from './first-account.ts';
import type { Forgot } from './forgot.ts';
import type { UserIdentity } from './identity.ts';
import { endLinks } from './password-links.ts';
import { refuseWeak, usingUp } from './passwords.ts';
import type { Sessions } from './sessions.ts';

interface Deps {
  readonly db: Db;
  readonly engine: () => Promise<Engine>;
  readonly rateLimits: RateLimits;
  readonly attempts: Attempts;
  readonly devices: Devices;
  readonly firstAccount: FirstAccount;
  readonly forgot: Forgot;
  readonly sessions: Sessions;
  /** Whether people may make accounts themselves at this moment. */
  readonly registration: () => Promise<Registration>;
  readonly isInvitation: (token: string) => Promise<boolean>;
}

/** An account and the cookies that make the browser its session, and one that is known again. */
export interface SignedIn {
  readonly user: typeof users.$inferSelect;
  readonly cookies: Headers;
}

const hour = 3600;

export type AuthService = ReturnType<typeof createAuthService>;

export function createAuthService(deps: Deps) {
  const { db, engine, rateLimits, attempts, devices, firstAccount, forgot, sessions } = deps;
  const perHour = (name: string, rule: Omit<LimitRule, 'perSeconds'>) =>
    rateLimits.limiter(`auth.${name}`, { perSeconds: hour, ...rule });
  const registrations = perHour('register', { points: 60 });
  const asked = {
    account: perHour('forgot.account', { points: 4, code: 'too_many_attempts', ofOne: true }),
    address: limitByNetwork(rateLimits, 'auth.forgot.address', {
      ...{ points: 30, perSeconds: hour, code: 'too_many_attempts' },
    }),
  };

  async function load(id: string): Promise<typeof users.$inferSelect> {
    const [user] = await db.select().from(users).where(eq(users.id, id));
    if (!user) throw new ConvergeError('not_signed_in');
    return user;
  }

  async function mayRegister(invitation: string | undefined): Promise<boolean> {
    const registration = await deps.registration();
    if (registration !== 'invited') return registration === 'open';
    return invitation !== undefined && (await deps.isInvitation(invitation));
  }

  /** Beside the session: what strangers try elsewhere keeps nobody out on this device any more. */
  function remembered(cookies: Headers, email: string, by: AskedBy): Headers {
    cookies.append('set-cookie', devices.remember(by.cookie, email));
    return cookies;
  }

  return {
    /** @throws ConvergeError registration_closed, email_taken, password_weak, bad_request, rate_limited */
    async register(body: RegisterBody, by: AskedBy): Promise<SignedIn> {
      await registrations.consume(networkOfAsker(by));
      refuseWeak(body.password, [body.name, body.email, body.email.split('@')[0] ?? '']);
      return firstAccount.whenFirst(async (first) => {
        if (!first && !(await mayRegister(body.invitation))) {
          throw new ConvergeError('registration_closed');
        }
        const { name, email, password, locale } = body;
        const role = first ? 'admin' : 'member';
        const { response, headers } = await (await engine()).api
          .signUpEmail({
            body: { name, email, password, role, ...(locale ? { locale } : {}) },
            headers: headersOf(by),
            returnHeaders: true,
          })
          .catch((error: unknown) => refuseRegistration(db, email, error));
        return { user: await load(response.user.id), cookies: remembered(headers, email, by) };
      });
    },

    /** @throws ConvergeError wrong_credentials (whatever was wrong), account_disabled, too_many_attempts */
    signIn: ({ email, password }: SignInBody, by: AskedBy): Promise<SignedIn> =>
      attempts.signingIn(email, by, async () => {
        const { response, headers } = await (await engine()).api
          .signInEmail({ body: { email, password }, headers: headersOf(by), returnHeaders: true })
          .catch(refuse({ INVALID_EMAIL_OR_PASSWORD: 'wrong_credentials' }));
        const user = await load(response.user.id);
        // Said only to who knows the password; the session that began ends unused.
        if (user.disabledAt) {
          await sessions.endAll(user.id);
          throw new ConvergeError('account_disabled');
        }
        return { user, cookies: remembered(headers, email, by) };
      }),

    /** Ends the session of this cookie, if it is one. @returns the cookies to be forgotten */
    async signOut(identity: UserIdentity | null, by: AskedBy): Promise<Headers> {
      const { headers } = await (await engine()).api.signOut({
        headers: headersOf(by),
        returnHeaders: true,
      });
      if (identity) sessions.ended({ userId: identity.id, sessionId: identity.sessionId });
      return headers;
    },

    /** The same for known and unknown addresses. @throws ConvergeError too_many_attempts */
    async forgotPassword(email: string, origin: string, by: AskedBy): Promise<void> {
      await asked.address.consume(networkOfAsker(by));
      await asked.account.consume(keyOf(email));
      await forgot.ask(email, origin);
    },

    /**
     * Nobody is slowed here but by the limit of all writing: a token has 140 bits and more,
     * which nobody guesses, and a class sets its passwords from one address.
     * @throws ConvergeError reset_link_invalid (unknown, used or expired), password_weak,
     * unavailable (the link works on)
     */
    async resetPassword({ token, password }: ResetBody): Promise<void> {
      refuseWeak(password, []);
      const { api } = await engine();
      await usingUp(() => api.resetPassword({ body: { token, newPassword: password } })).catch(
        refuse({ INVALID_TOKEN: 'reset_link_invalid', USER_NOT_FOUND: 'reset_link_invalid' }),
      );
    },

    /** Other sessions end, and links to a password. @throws ConvergeError wrong_credentials, password_weak, too_many_attempts */
    async changePassword(
      who: UserIdentity,
      current: string,
      next: string,
      by: AskedBy,
    ): Promise<void> {
      refuseWeak(next, [who.name, who.email]);
      await attempts.changing(who.id, async () => {
        await (await engine()).api
          .changePassword({
            body: { currentPassword: current, newPassword: next },
            headers: headersOf(by),
          })
          .catch(refuse({ INVALID_PASSWORD: 'wrong_credentials' }));
      });
      await Promise.all([sessions.endOthers(who.id, who.sessionId), endLinks(db, who.id)]);
    },
  };
}

const refuse =
  (codes: Readonly<Record<string, ErrorCode>>) =>
  (error: unknown): never => {
    const code = codes[engineCode(error) ?? ''];
    throw code ? new ConvergeError(code, {}, { cause: error }) : error;
  };

async function refuseRegistration(db: Db, email: string, error: unknown): Promise<never> {
  const code = engineCode(error);
  // Two registrations of one address at once: the second fails at the database.
  const [taken] = await db.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (code !== null && taken)
    throw new ConvergeError('email_taken', { fields: { email: 'taken' } });
  throw error;
}
