/** Files in the database. Each function may run inside a caller's transaction. */
import type { DeletionId, FileId, PersonId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { fileFetches, files, fileUploads } from './files.tables.ts';
import { keptForMs, type Use } from './quota.ts';

export type FileRow = typeof files.$inferSelect;

/** Changes of a room's files run one after another: names stay single, the quota exact. */
export const lockFilesOf = (tx: Tx, roomId: RoomId) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${roomId}, 7))`);

const living = (roomId: RoomId) => and(eq(files.roomId, roomId), isNull(files.deletedAt));

/** All that lies in a room. */
export const findFiles = (tx: Tx, roomId: RoomId): Promise<FileRow[]> =>
  tx.select().from(files).where(living(roomId)).orderBy(asc(files.createdAt), asc(files.id));

/** One file or folder of this room; of another room's nothing is known here. */
export async function findFile(tx: Tx, roomId: RoomId, id: FileId): Promise<FileRow | null> {
  const [row] = await tx
    .select()
    .from(files)
    .where(and(living(roomId), eq(files.id, id)));
  return row ?? null;
}

/** Something and everything below it. */
export const findTree = (tx: Tx, roomId: RoomId, top: FileId): Promise<FileRow[]> =>
  tx
    .select()
    .from(files)
    .where(
      and(
        living(roomId),
        sql`${files.id} in (
          with recursive inside as (
            select id from files where id = ${top}
            union
            select f.id from files f join inside on f.parent_id = inside.id
            where f.room_id = ${roomId}
          ) select id from inside)`,
      ),
    )
    .orderBy(asc(files.createdAt), asc(files.id));

/** The folders from `id` up to the top, itself among them; of null there are none. */
export async function findPath(tx: Tx, id: FileId | null): Promise<Set<string>> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    with recursive path as (
      select id, parent_id from files where id = ${id}
      union
      select f.id, f.parent_id from files f join path on f.id = path.parent_id
    ) select id from path`);
  return new Set(rows.map((row) => row.id));
}

/** Something of it came not long ago: what is announced of it is counted upon. */
const comes = sql`(${fileUploads.touchedAt} > now() - ${keptForMs} * interval '1 millisecond')`;

/** How many bytes are still to come into all rooms. */
export async function findAwaited(tx: Tx): Promise<number> {
  const [row] = await tx
    .select({
      bytes: sql`coalesce(sum(${fileUploads.size} - ${fileUploads.received}), 0)`.mapWith(Number),
    })
    .from(fileUploads)
    .where(and(eq(fileUploads.state, 'open'), comes));
  return row?.bytes ?? 0;
}

/** What lies in a room, and what is on its way into it. */
export async function findUse(tx: Tx, roomId: RoomId): Promise<Use> {
  const isThere = sql`(${files.deletedAt} is null)`;
  const stored = await tx
    .select({
      purpose: files.purpose,
      bytes: sql`coalesce(sum(${files.size}) filter (where ${isThere}), 0)`.mapWith(Number),
      deleted: sql`coalesce(sum(${files.size}) filter (where not ${isThere}), 0)`.mapWith(Number),
      count: sql`count(*) filter (where ${isThere})`.mapWith(Number),
    })
    .from(files)
    .where(eq(files.roomId, roomId))
    .groupBy(files.purpose);
  const coming = await tx
    .select({
      ...{ purpose: fileUploads.purpose, author: fileUploads.authorId, leads: fileUploads.leads },
      received: sql`sum(${fileUploads.received})`.mapWith(Number),
      announced: sql`sum(case when ${comes} then ${fileUploads.size}
        else ${fileUploads.received} end)`.mapWith(Number),
      count: sql`count(*) filter (where ${comes})`.mapWith(Number),
    })
    .from(fileUploads)
    .where(and(eq(fileUploads.roomId, roomId), eq(fileUploads.state, 'open')))
    .groupBy(fileUploads.purpose, fileUploads.authorId, fileUploads.leads);
  return { stored, coming };
}

/** Names that are taken in a folder, in lower case, but that of `except`. */
export async function findNames(
  tx: Tx,
  roomId: RoomId,
  parentId: string | null,
  except?: FileId,
): Promise<Set<string>> {
  const rows = await tx
    .select({ name: files.name })
    .from(files)
    .where(
      and(
        living(roomId),
        eq(files.purpose, 'share'),
        parentId === null ? isNull(files.parentId) : eq(files.parentId, parentId),
        except ? ne(files.id, except) : undefined,
      ),
    );
  return new Set(rows.map(({ name }) => name.toLowerCase()));
}

/** Which files this person has fetched. */
export async function findFetchedBy(tx: Tx, roomId: RoomId, person: PersonId) {
  const rows = await tx
    .select({ fileId: fileFetches.fileId })
    .from(fileFetches)
    .innerJoin(files, eq(files.id, fileFetches.fileId))
    .where(and(eq(files.roomId, roomId), eq(fileFetches.personId, person)));
  return new Set(rows.map(({ fileId }) => fileId));
}

/** How many fetched each file of a room. */
export async function countFetches(tx: Tx, roomId: RoomId): Promise<Map<string, number>> {
  const rows = await tx
    .select({ fileId: fileFetches.fileId, count: sql<string>`count(*)` })
    .from(fileFetches)
    .innerJoin(files, eq(files.id, fileFetches.fileId))
    .where(eq(files.roomId, roomId))
    .groupBy(fileFetches.fileId);
  return new Map(rows.map(({ fileId, count }) => [fileId, Number(count)]));
}

export const findFetches = (tx: Tx, fileId: FileId) =>
  tx
    .select()
    .from(fileFetches)
    .where(eq(fileFetches.fileId, fileId))
    .orderBy(asc(fileFetches.fetchedAt));

/** Notes the first fetch of somebody. False: they had it already. */
export async function insertFetch(
  tx: Tx,
  fileId: FileId,
  person: { readonly id: PersonId; readonly name: string },
): Promise<boolean> {
  const stored = await tx
    .insert(fileFetches)
    .values({ fileId, personId: person.id, personName: person.name })
    .onConflictDoNothing()
    .returning({ fileId: fileFetches.fileId });
  return stored.length > 0;
}

/** What one act deleted, while it can come back. */
export const findDeletion = (tx: Tx, roomId: RoomId, id: DeletionId): Promise<FileRow[]> =>
  tx
    .select()
    .from(files)
    .where(
      and(
        eq(files.roomId, roomId),
        eq(files.deletionId, id),
        sql`${files.deletedAt} > now() - ${limits.undoMs} * interval '1 millisecond'`,
      ),
    );
