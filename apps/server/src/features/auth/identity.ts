/** Who sent this cookie. The one way in which any part of the server learns it. */
import { ConvergeError } from '@converge/protocol/errors';
import type { PersonId } from '@converge/protocol/ids';
import type { SpaceRole } from '@converge/protocol/permissions';
import type { Locale } from '@converge/protocol/rest/me';
import { eq, sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/client.ts';
import type { Log } from '../../platform/log.ts';
import { sessions } from './auth.tables.ts';
import { type Engine, engineCode, headersOf } from './engine.ts';

export interface UserIdentity {
  readonly kind: 'user';
  readonly id: PersonId;
  readonly name: string;
  readonly email: string;
  readonly role: SpaceRole;
  /** Key of the avatar; `avatarPath` makes a path of it. */
  readonly image: string | null;
  readonly locale: Locale | null;
  /** To be compared with what `onSessionEnd` names. */
  readonly sessionId: string;
}

/** @returns null for a missing, foreign, ended or expired session */
export type Identify = (cookieHeader: string | undefined) => Promise<UserIdentity | null>;

export interface Identities {
  readonly identify: Identify;
  /** Like `identify`, and prolongs a session that is in use: `cookies` are to be set anew. */
  renew(
    cookieHeader: string | undefined,
  ): Promise<{ identity: UserIdentity | null; cookies: Headers }>;
}

const lastSeenStepMs = 60_000;

export function createIdentities(engine: () => Promise<Engine>, db: Db, log: Log): Identities {
  async function find(cookie: string | undefined, disableRefresh: boolean) {
    // Without our cookie there is nothing to look up, and the engine needn't be loaded.
    if (!cookie?.includes('converge.session_token')) {
      return { identity: null, cookies: new Headers() };
    }
    const { response, headers } = await (await engine()).api
      .getSession({
        headers: headersOf({ cookie }),
        query: { disableRefresh },
        returnHeaders: true,
      })
      .catch((error: unknown) => {
        // It tells nothing more of why it could not look; most often the database is away.
        if (engineCode(error) !== 'FAILED_TO_GET_SESSION') throw error;
        throw new ConvergeError('unavailable', {}, { cause: error });
      });
    if (!response) return { identity: null, cookies: headers };
    const { user, session } = response;
    // A session that began while its account was being disabled.
    if (user.disabledAt) return { identity: null, cookies: headers };
    if (Date.now() - session.updatedAt.getTime() > lastSeenStepMs) seen(session.id);
    const identity: UserIdentity = {
      kind: 'user',
      id: user.id as PersonId,
      name: user.name,
      email: user.email,
      role: user.role as SpaceRole,
      image: user.image ?? null,
      locale: (user.locale ?? null) as Locale | null,
      sessionId: session.id,
    };
    return { identity, cookies: headers };
  }

  /** Written beside the request: nobody waits for it, and a lost one is no loss. */
  function seen(sessionId: string): void {
    db.update(sessions)
      .set({ updatedAt: sql`now()` })
      .where(eq(sessions.id, sessionId))
      .catch((error: unknown) => log.warn({ err: error }, 'last seen could not be written'));
  }

  return {
    identify: async (cookie) => (await find(cookie, true)).identity,
    renew: (cookie) => find(cookie, false),
  };
}
