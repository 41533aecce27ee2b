/** What somebody leaves in conversations. */
import { inArray, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { GuestTraces } from '../rooms/index.ts';
import { messages, questions, readMarks } from './chat.tables.ts';

export const chatTraces: GuestTraces = {
  owns: (roomId, personId) =>
    sql`(${wrote(messages, roomId, personId)} or ${wrote(questions, roomId, personId)})`,
  /** How far they had read. */
  async forget(tx, guests) {
    const ids = guests.map(({ id }) => id);
    const rooms = [...new Set(guests.map(({ roomId }) => roomId))];
    await tx
      .delete(readMarks)
      .where(sql`${inArray(readMarks.roomId, rooms)} and ${inArray(readMarks.personId, ids)}`);
  },
};

const wrote = (
  what: typeof messages | typeof questions,
  roomId: SQLWrapper,
  personId: SQLWrapper,
): SQL =>
  sql`exists (select 1 from ${what} where ${what.roomId} = ${roomId} and ${what.authorId} = ${personId})`;
