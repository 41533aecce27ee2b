/**
 * Forgotten passwords. The request only writes a job down, for known and unknown
 * addresses alike: the answer and its time can't tell which it was (SPEC AUTH-4).
 */
import { and, eq, isNull } from 'drizzle-orm';
import * as z from 'zod';
import type { Db } from '../../platform/db/client.ts';
import type { Post } from '../../platform/mail/mail.ts';
import { defineJob, type Outbox } from '../../platform/outbox/outbox.ts';
import { users } from './auth.tables.ts';
import type { Engine } from './engine.ts';
import { resetMail } from './reset-mail.ts';

const forgotJob = defineJob('auth.forgot', z.object({ email: z.string(), origin: z.string() }));

interface Deps {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly post: Post;
  readonly spaceName: () => Promise<string>;
  readonly engine: () => Promise<Engine>;
}

export interface Forgot {
  /** @param origin what the link begins with */
  ask(email: string, origin: string): Promise<void>;
  /** For the engine: mails the link for this token. */
  sendLink(userId: string, token: string, origin: string): Promise<void>;
}

/** The token stands behind the #, which no server and no log on the way gets to see. */
export const linkTo = (origin: string, token: string) => `${origin}/reset#${token}`;

export function createForgot({ db, outbox, post, spaceName, engine }: Deps): Forgot {
  outbox.handle(forgotJob, async ({ email, origin }) => {
    const [user] = await db
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.email, email), isNull(users.disabledAt)));
    if (!user) return;
    await (await engine()).api.requestPasswordReset({ body: { email, redirectTo: origin } });
    outbox.poke();
  });

  return {
    async ask(email, origin) {
      await outbox.add(db, forgotJob, { email, origin });
      outbox.poke();
    },
    async sendLink(userId, token, origin) {
      const [user] = await db.select().from(users).where(eq(users.id, userId));
      if (!user) throw new Error('a reset link for nobody');
      const link = linkTo(origin, token);
      const { name, locale, email } = user;
      await post.send(db, {
        to: email,
        ...resetMail({ name, space: await spaceName(), link, locale }),
      });
    },
  };
}
