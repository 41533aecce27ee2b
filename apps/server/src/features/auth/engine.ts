/**
 * better-auth, which keeps accounts, sessions and reset tokens. It is used as a
 * library behind our own routes; its own routes are never reachable.
 * Loaded at the first use or by `warmUp`, since its modules take a third of a
 * second that the server's start needn't wait for.
 */
import { limits } from '@converge/protocol/limits';
import type { Db } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import type { Log } from '../../platform/log.ts';
import { networkOf } from '../../platform/network.ts';
import { accounts, sessions, users, verifications } from './auth.tables.ts';
import { hashPassword, verifyPassword } from './passwords.ts';

export interface EngineOptions {
  readonly db: Db;
  /** Signs session cookies. */
  readonly secret: string;
  readonly log: Log;
  /** Called with a fresh token when somebody known asked for a reset link to `origin`. */
  readonly sendResetLink: (userId: string, token: string, origin: string) => Promise<void>;
  /** Called when a new password was set by such a link. */
  readonly passwordWasReset: (user: {
    readonly id: string;
    readonly email: string;
  }) => Promise<void>;
}

export type Engine = Awaited<ReturnType<typeof load>>;

/** How long a reset link works, in seconds (SPEC AUTH-5). */
export const resetSeconds = 30 * 60;
const day = 24 * 3600;

/** The header in which `asked` hands over the address that Fastify found. */
const addressHeader = 'x-converge-address';

export function createEngine(options: EngineOptions): () => Promise<Engine> {
  let engine: Promise<Engine> | null = null;
  return () => {
    engine ??= load(options);
    return engine;
  };
}

async function load({ db, secret, log, sendResetLink, passwordWasReset }: EngineOptions) {
  const [{ betterAuth }, { drizzleAdapter }] = await Promise.all([
    import('better-auth/minimal'),
    import('better-auth/adapters/drizzle'),
  ]);
  return betterAuth({
    secret,
    // Only needed for links and checks of its own routes, which nobody reaches.
    baseURL: 'http://localhost',
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: { user: users, session: sessions, account: accounts, verification: verifications },
      transaction: true,
    }),
    emailAndPassword: {
      enabled: true,
      autoSignIn: true,
      minPasswordLength: limits.password.min,
      maxPasswordLength: limits.password.max,
      password: { hash: hashPassword, verify: verifyPassword },
      resetPasswordTokenExpiresIn: resetSeconds,
      revokeSessionsOnPasswordReset: true,
      // Its own link leads to its own routes; ours is made from the parts.
      sendResetPassword: ({ user, token, url }) =>
        sendResetLink(user.id, token, new URL(url).searchParams.get('callbackURL') ?? ''),
      onPasswordReset: ({ user }) => passwordWasReset(user),
    },
    user: {
      additionalFields: {
        role: { type: 'string', required: false, input: true },
        locale: { type: 'string', required: false, input: true },
        disabledAt: { type: 'date', required: false, input: false },
      },
    },
    // No cache of sessions in cookies: an ended session is to be refused at once.
    session: { expiresIn: 60 * day, updateAge: day, cookieCache: { enabled: false } },
    verification: { storeIdentifier: 'hashed' },
    advanced: {
      cookiePrefix: 'converge',
      // `Secure` depends on how the request came; the routes add it (cookies.ts).
      useSecureCookies: false,
      database: { generateId: () => newId(), validateSchema: false },
      ipAddress: { ipAddressHeaders: [addressHeader], ipv6Subnet: 128 },
    },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    // Its messages can hold addresses of mail; errors alone are passed on, without arguments.
    logger: {
      level: 'error',
      log: (level, message) => {
        if (level === 'error') log.error({ part: 'accounts' }, message);
      },
    },
  });
}

/** Who asks, in the form that better-auth reads. */
export interface AskedBy {
  readonly cookie?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly address?: string;
}

/** What limits by address count: IPv6 by /64, which is what one subscriber gets. */
export const networkOfAsker = ({ address = '' }: AskedBy): string => networkOf(address);

export function headersOf({ cookie, userAgent, address }: AskedBy): Headers {
  const headers = new Headers();
  if (cookie) headers.set('cookie', cookie);
  if (userAgent) headers.set('user-agent', userAgent.slice(0, 400));
  if (address) headers.set(addressHeader, address);
  return headers;
}

/** The code of an error of better-auth; null for any other error. */
export function engineCode(error: unknown): string | null {
  const body = (error as { body?: { code?: unknown } } | null)?.body;
  return typeof body?.code === 'string' ? body.code : null;
}
