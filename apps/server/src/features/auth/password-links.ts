/**
 * Ways to a password that an admin hands over: to an account that has none yet,
 * or to a new one. They are reset tokens of the engine with a longer life, so that
 * one page and one rule (works once) serve all three (docs/adr/0046).
 */
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/client.ts';
import type { Post } from '../../platform/mail/mail.ts';
import type { Outbox } from '../../platform/outbox/outbox.ts';
import { users, verifications } from './auth.tables.ts';
import type { Engine } from './engine.ts';
import { linkTo } from './forgot.ts';
import { type LinkOccasion, linkMail } from './link-mail.ts';

interface Deps {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly post: Post;
  readonly spaceName: () => Promise<string>;
  readonly engine: () => Promise<Engine>;
}

export interface PasswordLinks {
  /**
   * Makes a link; whatever links this person had before stop working.
   * @param origin what the link begins with
   */
  make(userId: string, occasion: LinkOccasion, origin: string): Promise<string>;
  /** Sends it to the person it is for, in their language. */
  mail(userId: string, occasion: LinkOccasion, link: string): Promise<void>;
}

/** Ends every way to a password that this person was given and didn't use. */
export async function endLinks(tx: Tx, userId: string): Promise<void> {
  await tx.delete(verifications).where(eq(verifications.value, userId));
}

const day = 24 * 3_600_000;
const lifeMs: Readonly<Record<LinkOccasion, number>> = { welcome: 7 * day, reset: day };

export function createPasswordLinks({ db, outbox, post, spaceName, engine }: Deps): PasswordLinks {
  return {
    async make(userId, occasion, origin) {
      const token = randomBytes(24).toString('base64url');
      const { internalAdapter } = await (await engine()).$context;
      await endLinks(db, userId);
      await internalAdapter.createVerificationValue({
        identifier: `reset-password:${token}`,
        value: userId,
        expiresAt: new Date(Date.now() + lifeMs[occasion]),
      });
      return linkTo(origin, token);
    },
    async mail(userId, occasion, link) {
      const [user] = await db.select().from(users).where(eq(users.id, userId));
      if (!user) throw new Error('a link for nobody');
      const { name, email, locale } = user;
      const mail = linkMail(occasion, { name, space: await spaceName(), link, locale });
      await post.send(db, { to: email, ...mail });
      outbox.poke();
    },
  };
}
