/** What files take, in the database: in all, by room, by person. */
import type { JoinCode, PersonId, RoomId } from '@converge/protocol/ids';
import type {
  StorageAnswer,
  StoragePerson,
  StorageQuery,
  StorageRoom,
} from '@converge/protocol/rest/storage';
import { and, eq, isNull, lt, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { users } from '../auth/index.ts';
import { roomsTable as rooms } from '../rooms/index.ts';
import { fileBlobs, files, fileUploads } from './files.tables.ts';

/** As many as one page shows. */
const shown = 50;
const mebibyte = 1024 * 1024;

type Taken = StorageAnswer['stored'];
type Sums = Pick<
  StorageAnswer,
  'stored' | 'shared' | 'handIns' | 'deleted' | 'infected' | 'unused' | 'uploads'
>;

/** Everything together. */
export async function findSums(tx: Tx): Promise<Sums> {
  const of = async (from: SQL): Promise<Taken> => {
    const { rows } = await tx.execute<{ count: string; bytes: string }>(
      sql`select count(*) as count, coalesce(sum(size), 0) as bytes from ${from}`,
    );
    return { count: Number(rows[0]?.count), bytes: Number(rows[0]?.bytes) };
  };
  const there = sql`${files} where kind = 'file' and deleted_at is null`;
  const [stored, shared, handIns, deleted, infected, unused, uploads] = await Promise.all([
    of(sql`${fileBlobs}`),
    of(sql`${there} and purpose = 'share'`),
    of(sql`${there} and purpose = 'handIn'`),
    of(sql`${files} where kind = 'file' and deleted_at is not null`),
    of(sql`${there} and "check" = 'infected'`),
    of(sql`${fileBlobs} b where not exists (select from ${files} f where f.sha256 = b.sha256)
      and not exists (
        select from ${fileUploads} u where u.sha256 = b.sha256 and u.state = 'open')`),
    of(sql`${fileUploads} where state = 'open'`),
  ]);
  return { stored, shared, handIns, deleted, infected, unused, uploads };
}

const ofFiles = {
  count: sql<number>`count(${files.id})::int`,
  bytes: sql<string>`coalesce(sum(${files.size}), 0)`,
};

/** By what is asked, else those that take most first; of equal ones always in the same order. */
function order(
  { sort = 'bytes', order: way = sort === 'name' ? 'ascending' : 'descending' }: StorageQuery,
  name: SQL,
  last: SQL,
): SQL[] {
  const by = { bytes: sql`coalesce(sum(${files.size}), 0)`, count: ofFiles.count, name }[sort];
  return [way === 'ascending' ? sql`${by} asc` : sql`${by} desc`, last];
}

/** All rooms, also those without a file. */
export async function findRoomsBySize(
  tx: Tx,
  query: StorageQuery,
): Promise<{ rooms: StorageRoom[]; total: number }> {
  const [rows, total] = await Promise.all([
    tx
      .select({
        ...{ id: rooms.id, code: rooms.code, name: rooms.name, owner: users.name },
        quota: rooms.quota,
        ...ofFiles,
        handIns: sql<string>`coalesce(sum(${files.size}) filter (where ${files.purpose} = 'handIn'), 0)`,
      })
      .from(rooms)
      .innerJoin(users, eq(users.id, rooms.ownerId))
      .leftJoin(
        files,
        and(eq(files.roomId, rooms.id), eq(files.kind, 'file'), isNull(files.deletedAt)),
      )
      .groupBy(rooms.id, users.name)
      .orderBy(
        ...order(
          query,
          sql`lower(coalesce(nullif(${rooms.name}, ''), ${rooms.code}))`,
          sql`${rooms.id}`,
        ),
      )
      .limit(shown)
      .offset(query.offset ?? 0),
    tx.$count(rooms),
  ]);
  return {
    rooms: rows.map(({ quota, bytes, handIns, ...row }) => ({
      ...row,
      id: row.id as RoomId,
      code: row.code as JoinCode,
      bytes: Number(bytes),
      handIns: Number(handIns),
      quotaMb: quota === null ? null : Math.round(quota / mebibyte),
    })),
    total,
  };
}

/** Whose files they are; a guest is somebody else in each room. */
export async function findPeopleBySize(
  tx: Tx,
  query: StorageQuery,
): Promise<{ people: StoragePerson[]; total: number }> {
  const there = and(eq(files.kind, 'file'), isNull(files.deletedAt));
  const name = sql<string>`(array_agg(${files.authorName} order by ${files.createdAt} desc))[1]`;
  const [rows, [all]] = await Promise.all([
    tx
      .select({
        id: files.authorId,
        name,
        kind: files.authorKind,
        ...ofFiles,
        rooms: sql<number>`count(distinct ${files.roomId})::int`,
      })
      .from(files)
      .where(there)
      .groupBy(files.authorId, files.authorKind)
      .orderBy(...order(query, sql`lower(${name})`, sql`${files.authorId}`))
      .limit(shown)
      .offset(query.offset ?? 0),
    tx
      .select({ total: sql<number>`count(distinct ${files.authorId})::int` })
      .from(files)
      .where(there),
  ]);
  return {
    people: rows.map(({ bytes, ...row }) => ({
      ...row,
      id: row.id as PersonId,
      bytes: Number(bytes),
    })),
    total: all?.total ?? 0,
  };
}

const old = (before: Date) =>
  and(eq(files.kind, 'file'), isNull(files.deletedAt), lt(files.createdAt, before));

/** What is older than that. */
export async function sumFilesBefore(tx: Tx, before: Date): Promise<Taken> {
  const [row] = await tx.select(ofFiles).from(files).where(old(before));
  return { count: row?.count ?? 0, bytes: Number(row?.bytes ?? 0) };
}

/** Forgets it; folders stay. @returns what it was, by room */
export async function forgetFiles(
  tx: Tx,
  before: Date,
): Promise<{ roomId: RoomId; purpose: 'share' | 'handIn'; authorId: string; size: number }[]> {
  const gone = await tx.delete(files).where(old(before)).returning({
    roomId: files.roomId,
    purpose: files.purpose,
    authorId: files.authorId,
    size: files.size,
  });
  return gone.map((row) => ({ ...row, roomId: row.roomId as RoomId }));
}
