/** What people change about themselves. */
import { createHash } from 'node:crypto';
import { ConvergeError } from '@converge/protocol/errors';
import { limits } from '@converge/protocol/limits';
import { avatarSide, type UpdateMeBody } from '@converge/protocol/rest/me';
import { eq } from 'drizzle-orm';
import type { BlobStore } from '../../platform/blobs/blobs.ts';
import type { Db } from '../../platform/db/client.ts';
import { sizeOfPicture } from '../../platform/picture-size.ts';
import { users } from '../auth/index.ts';
import { type PictureFormat, pictureTypes, sniffPicture } from './picture.ts';

export type Account = typeof users.$inferSelect;

export interface People {
  update(id: string, change: UpdateMeBody): Promise<Account>;
  /** @throws ConvergeError too_large, unsupported_media_type */
  setAvatar(id: string, bytes: Uint8Array): Promise<Account>;
  removeAvatar(id: string): Promise<Account>;
  /** Null when there is no such picture. */
  avatar(key: string): Promise<{ bytes: Buffer; type: string } | null>;
}

const blobOf = (key: string) => `avatars/${key}`;

export interface PeopleOptions {
  readonly db: Db;
  readonly blobs: BlobStore;
  /** Told after a change is stored, for what shows the person elsewhere. */
  readonly changed?: (account: Account) => void;
}

export function createPeople({ db, blobs, changed }: PeopleOptions): People {
  async function change(id: string, values: Partial<Account>): Promise<Account> {
    const [account] = await db
      .update(users)
      .set({ ...values, updatedAt: new Date() })
      .where(eq(users.id, id))
      .returning();
    if (!account) throw new ConvergeError('not_signed_in');
    changed?.(account);
    return account;
  }

  /** The key is made of the content, so two people may have the same picture. */
  async function exchange(id: string, image: string | null): Promise<Account> {
    const [before] = await db.select({ image: users.image }).from(users).where(eq(users.id, id));
    const account = await change(id, { image });
    if (before?.image && before.image !== image) await forget(before.image);
    return account;
  }

  async function forget(key: string): Promise<void> {
    const used = await db.select({ id: users.id }).from(users).where(eq(users.image, key)).limit(1);
    if (used.length === 0) await blobs.delete(blobOf(key));
  }

  return {
    update: (id, { name, locale }) =>
      change(id, {
        ...(name === undefined ? {} : { name }),
        ...(locale === undefined ? {} : { locale }),
      }),
    async setAvatar(id, bytes) {
      if (bytes.byteLength > limits.avatarBytes) throw new ConvergeError('too_large');
      const format = sniffPicture(bytes);
      const size = sizeOfPicture(bytes);
      if (!format || !size) throw new ConvergeError('unsupported_media_type');
      if (Math.max(size.width, size.height) > avatarSide) {
        throw new ConvergeError('too_large');
      }
      const key = `${createHash('sha256').update(bytes).digest('hex').slice(0, 40)}.${format}`;
      await blobs.put(blobOf(key), bytes);
      return exchange(id, key);
    },
    removeAvatar: (id) => exchange(id, null),
    async avatar(key) {
      const bytes = await blobs.get(blobOf(key));
      const format = key.slice(key.lastIndexOf('.') + 1) as PictureFormat;
      return bytes && { bytes, type: pictureTypes[format] };
    },
  };
}
