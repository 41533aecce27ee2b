/** What somebody leaves among the files; who fetched something stands there by name. */
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { GuestTraces } from '../rooms/index.ts';
import { files, fileUploads } from './files.tables.ts';

export const fileTraces: GuestTraces = {
  owns: (roomId, personId) =>
    sql`(${brought(files, roomId, personId)} or ${brought(fileUploads, roomId, personId)})`,
};

const brought = (
  what: typeof files | typeof fileUploads,
  roomId: SQLWrapper,
  personId: SQLWrapper,
): SQL =>
  sql`exists (select 1 from ${what} where ${what.roomId} = ${roomId} and ${what.authorId} = ${personId})`;
