/** Uploads in the database. */
import type { ClientUploadId, FileId, PersonId, RoomId } from '@converge/protocol/ids';
import { and, asc, eq, inArray, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/db/client.ts';
import { fileBlobs, fileUploads } from '../files.tables.ts';

export type UploadRow = typeof fileUploads.$inferSelect;

export async function findUpload(tx: Tx, id: string): Promise<UploadRow | null> {
  const [row] = await tx.select().from(fileUploads).where(eq(fileUploads.id, id));
  return row ?? null;
}

/** Whoever takes it away meanwhile waits for the end of this transaction. */
export async function lockUpload(tx: Tx, id: string): Promise<UploadRow | null> {
  const [row] = await tx.select().from(fileUploads).where(eq(fileUploads.id, id)).for('update');
  return row ?? null;
}

/** The one that an author's client began under this id. */
export async function findBegun(
  tx: Tx,
  roomId: RoomId,
  author: PersonId,
  clientId: ClientUploadId,
): Promise<UploadRow | null> {
  const [row] = await tx
    .select()
    .from(fileUploads)
    .where(
      and(
        eq(fileUploads.roomId, roomId),
        eq(fileUploads.authorId, author),
        eq(fileUploads.clientId, clientId),
      ),
    );
  return row ?? null;
}

/** Somebody's own in this room that aren't complete. */
export const findOpenUploads = (tx: Tx, roomId: RoomId, author: PersonId): Promise<UploadRow[]> =>
  tx
    .select()
    .from(fileUploads)
    .where(
      and(
        eq(fileUploads.roomId, roomId),
        eq(fileUploads.authorId, author),
        eq(fileUploads.state, 'open'),
      ),
    )
    .orderBy(asc(fileUploads.id));

export async function insertUpload(
  tx: Tx,
  upload: typeof fileUploads.$inferInsert,
): Promise<UploadRow> {
  const [row] = await tx.insert(fileUploads).values(upload).returning();
  if (!row) throw new Error('an upload was not stored');
  return row;
}

/** What others have on its way into a room, the latest last. */
export const findOthersUploads = (tx: Tx, roomId: RoomId, person: PersonId): Promise<UploadRow[]> =>
  tx
    .select()
    .from(fileUploads)
    .where(
      and(
        eq(fileUploads.roomId, roomId),
        ne(fileUploads.authorId, person),
        eq(fileUploads.state, 'open'),
      ),
    )
    .orderBy(asc(fileUploads.id));

/** Notes how much of it is here now; what comes beyond its size is not kept. */
export const noteReceived = (tx: Tx, id: string, received: number) =>
  tx
    .update(fileUploads)
    .set({
      received: sql`least(${fileUploads.size}, ${received}::bigint)`,
      touchedAt: sql`now()`,
    })
    .where(eq(fileUploads.id, id));

export const completeUpload = (tx: Tx, id: string) =>
  tx
    .update(fileUploads)
    .set({ state: 'done', touchedAt: sql`now()` })
    .where(eq(fileUploads.id, id));

/** Nothing came of it for want of space: under its client's id it may begin anew. */
export const failUpload = (tx: Tx, id: string) =>
  tx
    .update(fileUploads)
    .set({ state: 'storageFull', clientId: null, touchedAt: sql`now()` })
    .where(eq(fileUploads.id, id));

/** Somebody who leads ended it; whoever begins it again hears so for a day. */
export const stopUpload = (tx: Tx, id: string) =>
  tx
    .update(fileUploads)
    .set({ state: 'stopped', touchedAt: sql`now()` })
    .where(eq(fileUploads.id, id));

export const deleteUpload = (tx: Tx, id: FileId) =>
  tx.delete(fileUploads).where(eq(fileUploads.id, id));

/** What these people have on its way into a room; the sweep takes the bytes. */
export const deleteOpenUploads = (tx: Tx, roomId: RoomId, authors: readonly PersonId[]) =>
  tx
    .delete(fileUploads)
    .where(
      and(
        eq(fileUploads.roomId, roomId),
        inArray(fileUploads.authorId, [...authors]),
        eq(fileUploads.state, 'open'),
      ),
    );

/**
 * Says that an upload's content is about to be a blob. What is fresh isn't
 * swept; one that is being swept now is waited for.
 */
export async function noteContent(
  tx: Tx,
  id: string,
  content: { readonly sha256: string; readonly type: string; readonly size: number },
): Promise<void> {
  const { sha256, size, type } = content;
  await tx
    .insert(fileBlobs)
    .values({ sha256, size })
    .onConflictDoUpdate({ target: fileBlobs.sha256, set: { touchedAt: sql`now()` } });
  await tx.update(fileUploads).set({ sha256, type }).where(eq(fileUploads.id, id));
}

/** Of `ids`, those that are still known. */
export async function knownUploads(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({ id: fileUploads.id })
    .from(fileUploads)
    .where(inArray(fileUploads.id, [...ids]));
  return new Set(rows.map(({ id }) => id));
}
