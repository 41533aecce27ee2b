/** A person's sessions: listed, ended, and who has to know that one ended. */
import { and, desc, eq, gt, ne, type SQL, sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/client.ts';
import type { Log } from '../../platform/log.ts';
import { sessions } from './auth.tables.ts';

export interface EndedSession {
  readonly userId: string;
  readonly sessionId: string;
}

export type SessionRow = Pick<
  typeof sessions.$inferSelect,
  'id' | 'userAgent' | 'ipAddress' | 'createdAt' | 'updatedAt'
>;

export interface Sessions {
  /** Living ones, the last used first. */
  list(userId: string): Promise<SessionRow[]>;
  /** @returns false when this person has no such session */
  end(userId: string, sessionId: string): Promise<boolean>;
  endOthers(userId: string, keptId: string): Promise<void>;
  endAll(userId: string): Promise<void>;
  /** Tells that better-auth itself ended one (signing out). */
  ended(session: EndedSession): void;
  /** The listener is called after a session is gone from the database. @returns how to stop listening */
  onEnd(listener: (session: EndedSession) => void): () => void;
}

export function createSessions(db: Db, log: Log): Sessions {
  const listeners = new Set<(session: EndedSession) => void>();

  function ended(session: EndedSession): void {
    for (const listener of listeners) {
      try {
        listener(session);
      } catch (error) {
        // One that fails must not keep the others from hearing it.
        log.error({ err: error }, 'a listener failed');
      }
    }
  }

  async function remove(where: SQL | undefined): Promise<number> {
    const gone = await db
      .delete(sessions)
      .where(where)
      .returning({ sessionId: sessions.id, userId: sessions.userId });
    gone.forEach(ended);
    return gone.length;
  }

  return {
    list: (userId) =>
      db
        .select({
          id: sessions.id,
          userAgent: sessions.userAgent,
          ipAddress: sessions.ipAddress,
          createdAt: sessions.createdAt,
          updatedAt: sessions.updatedAt,
        })
        .from(sessions)
        .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, sql`now()`)))
        .orderBy(desc(sessions.updatedAt)),
    end: async (userId, id) =>
      (await remove(and(eq(sessions.userId, userId), eq(sessions.id, id)))) > 0,
    async endOthers(userId, keptId) {
      await remove(and(eq(sessions.userId, userId), ne(sessions.id, keptId)));
    },
    async endAll(userId) {
      await remove(eq(sessions.userId, userId));
    },
    ended,
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
