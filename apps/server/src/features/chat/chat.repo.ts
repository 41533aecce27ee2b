/** Conversations in the database. */
import type { PersonId, RoomId, Seq } from '@converge/protocol/ids';
import { and, asc, desc, eq, gt, lt, sql } from 'drizzle-orm';
import type { Db } from '../../platform/db/client.ts';
import { users } from '../auth/index.ts';
import { conversations, messages, readMarks } from './chat.tables.ts';

/** A message with its author's picture of today. */
export type MessageRow = typeof messages.$inferSelect & { readonly image: string | null };

/** Exclusive bounds of a page, in sequence numbers. */
export interface Bounds {
  readonly after?: Seq | undefined;
  readonly before?: Seq | undefined;
}

/**
 * A run of messages in ascending order: from `after` on where it is given, else
 * the last ones (before `before`).
 */
export async function findMessages(
  db: Db,
  roomId: RoomId,
  { after, before }: Bounds,
  limit: number,
): Promise<MessageRow[]> {
  const forward = after !== undefined;
  const found = await db
    .select({ message: messages, image: users.image })
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorId))
    .where(
      and(
        eq(messages.roomId, roomId),
        after === undefined ? undefined : gt(messages.seq, after),
        before === undefined ? undefined : lt(messages.seq, before),
      ),
    )
    .orderBy(forward ? asc(messages.seq) : desc(messages.seq))
    .limit(limit);
  if (!forward) found.reverse();
  return found.map(({ message, image }) => ({ ...message, image }));
}

/** The newest number of a conversation (0: nothing was written) and how far somebody has read. */
export async function findPosition(
  db: Db,
  roomId: RoomId,
  reader: PersonId,
): Promise<{ latest: Seq; read: Seq }> {
  const [latest] = await db
    .select({ seq: conversations.lastSeq })
    .from(conversations)
    .where(eq(conversations.roomId, roomId));
  const [read] = await db
    .select({ seq: readMarks.seq })
    .from(readMarks)
    .where(and(eq(readMarks.roomId, roomId), eq(readMarks.personId, reader)));
  return { latest: latest?.seq ?? 0, read: read?.seq ?? 0 };
}

/**
 * Moves somebody's reading mark forward, at most to the newest message.
 * @returns where it stands now; null where it didn't move
 */
export async function moveReadMark(
  db: Db,
  roomId: RoomId,
  reader: PersonId,
  seq: Seq,
): Promise<Seq | null> {
  const { rows } = await db.execute<{ seq: string }>(sql`
    insert into read_marks as mark (room_id, person_id, seq)
    select room_id, ${reader}::uuid, least(${seq}::bigint, last_seq) from conversations
    where room_id = ${roomId}::uuid and least(${seq}::bigint, last_seq) > 0
    on conflict (room_id, person_id) do update set seq = excluded.seq
    where mark.seq < excluded.seq
    returning seq`);
  return rows[0] ? Number(rows[0].seq) : null;
}
