/**
 * What the files of the space take, for its admins.
 *
 *   GET  /admin/storage                   -> StorageAnswer
 *   GET  /admin/storage/rooms             StorageQuery -> StorageRoomsAnswer
 *   GET  /admin/storage/people            StorageQuery -> StoragePeopleAnswer
 *   PUT  /admin/rooms/:roomId/quota       QuotaBody -> 204     room_not_found
 *   GET  /admin/storage/old               -> OldAnswer         what retention would forget now
 *   POST /admin/storage/forget            -> OldAnswer         what was forgotten
 */
import * as z from 'zod/mini';
import { JoinCode, PersonId, RoomId } from '../ids.ts';
import { Settings } from './admin.ts';

const Bytes = z.int();
/** So many files, and what they take together. */
const Taken = z.object({ count: z.int(), bytes: Bytes });

export const StorageAnswer = z.object({
  /** The disk the data lie on; null: it can't be said. */
  disk: z.nullable(z.object({ free: Bytes, total: Bytes })),
  /** What lies on it for files: each content once, whatever the number of files that have it. */
  stored: Taken,
  shared: Taken,
  handIns: Taken,
  /** Deleted a moment ago; they can still be brought back. */
  deleted: Taken,
  /** What the virus scan keeps away from everybody. */
  infected: Taken,
  /** Contents that no file has any more; they are swept within the hour. */
  unused: Taken,
  /** On their way in. */
  uploads: Taken,
  roomQuotaMb: Settings.shape.roomQuotaMb,
  handInShare: Settings.shape.handInShare,
});
export type StorageAnswer = z.infer<typeof StorageAnswer>;

export const storageSorts = ['bytes', 'count', 'name'] as const;
export const StorageSort = z.enum(storageSorts);
export type StorageSort = z.infer<typeof StorageSort>;

export const StorageQuery = z.object({
  sort: z.optional(StorageSort),
  order: z.optional(z.enum(['ascending', 'descending'])),
  offset: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000))),
});
export type StorageQuery = z.infer<typeof StorageQuery>;

export const StorageRoom = z.object({
  id: RoomId,
  code: JoinCode,
  name: z.string(),
  owner: z.string(),
  count: z.int(),
  /** All of it; `handIns` of these were handed in. */
  bytes: Bytes,
  handIns: Bytes,
  /** A number of its own, in MiB; null: that of the space. */
  quotaMb: z.nullable(z.int()),
});
export type StorageRoom = z.infer<typeof StorageRoom>;

export const StorageRoomsAnswer = z.object({ rooms: z.array(StorageRoom), total: z.int() });
export type StorageRoomsAnswer = z.infer<typeof StorageRoomsAnswer>;

export const StoragePerson = z.object({
  id: PersonId,
  /** As it stands at the latest of their files. */
  name: z.string(),
  kind: z.enum(['user', 'guest']),
  count: z.int(),
  bytes: Bytes,
  /** In how many rooms. */
  rooms: z.int(),
});
export type StoragePerson = z.infer<typeof StoragePerson>;

export const StoragePeopleAnswer = z.object({ people: z.array(StoragePerson), total: z.int() });
export type StoragePeopleAnswer = z.infer<typeof StoragePeopleAnswer>;

export const QuotaBody = z.object({ quotaMb: z.nullable(Settings.shape.roomQuotaMb) });
export type QuotaBody = z.infer<typeof QuotaBody>;

export const OldAnswer = z.object({
  /** null: it is kept for as long as its room. */
  files: z.nullable(Taken),
  calls: z.nullable(z.int()),
  log: z.nullable(z.int()),
  guests: z.nullable(z.int()),
});
export type OldAnswer = z.infer<typeof OldAnswer>;
