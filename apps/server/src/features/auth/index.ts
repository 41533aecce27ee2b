/** Accounts: what other parts of the server may use of them. */
import type { Registration } from '@converge/protocol/rest/space';
import type { Db } from '../../platform/db/client.ts';
import type { Log } from '../../platform/log.ts';
import type { Post } from '../../platform/mail/mail.ts';
import type { Outbox } from '../../platform/outbox/outbox.ts';
import type { RateLimits } from '../../platform/rate-limits.ts';
import { createAttempts } from './attempts.ts';
import { createAuthService } from './auth.service.ts';
import { createDevices } from './devices.ts';
import { createEngine } from './engine.ts';
import { createFirstAccount } from './first-account.ts';
import { createForgot, type Forgot } from './forgot.ts';
import { createIdentities } from './identity.ts';
import { createPasswordLinks, endLinks } from './password-links.ts';
import { createSessions } from './sessions.ts';

export { avatarPath, presentMe } from './auth.present.ts';
export { askedBy, registerAuthRoutes } from './auth.routes.ts';
export { sessions as sessionsTable, users } from './auth.tables.ts';
export { setCookies } from './cookies.ts';
export type { Identify, UserIdentity } from './identity.ts';

export { requireSpace, requireUser } from './require-user.ts';

export interface AuthOptions {
  readonly db: Db;
  readonly log: Log;
  readonly secret: string;
  readonly spaceName: () => Promise<string>;
  readonly outbox: Outbox;
  readonly post: Post;
  readonly rateLimits: RateLimits;
  readonly registration: () => Promise<Registration>;
  /** Whether this is what stands in the space's link for those who are invited. */
  readonly isInvitation: (token: string) => Promise<boolean>;
}

export type Auth = ReturnType<typeof createAuth>;

export function createAuth(options: AuthOptions) {
  const { db, log, secret } = options;
  const devices = createDevices(secret);
  const attempts = createAttempts(options.rateLimits, devices);
  const sessions = createSessions(db, log);
  const firstAccount = createFirstAccount(db);
  // The engine tells `forgot` about tokens, and `forgot` asks the engine for them.
  let forgot: Forgot | null = null;
  const engine = createEngine({
    db,
    secret,
    log,
    sendResetLink: async (userId, token, origin) => forgot?.sendLink(userId, token, origin),
    passwordWasReset: async ({ id, email }) => {
      await Promise.all([sessions.endAll(id), endLinks(db, id), attempts.forget(email)]);
    },
  });
  forgot = createForgot({ ...options, engine });
  const { identify, renew } = createIdentities(engine, db, log);
  return {
    service: createAuthService({
      ...{ ...options, engine, attempts, devices, firstAccount, forgot, sessions },
    }),
    /** Who sent this cookie header; null for nobody. */
    identify,
    renew,
    sessions,
    /** Ways to a (new) password that admins hand over. */
    passwordLinks: createPasswordLinks({ ...options, engine }),
    /** True until the first account, which becomes the admin, exists. */
    isFresh: firstAccount.isFresh,
    /** Loads what the first request would otherwise wait for. */
    async warmUp(): Promise<void> {
      await engine();
    },
  };
}
