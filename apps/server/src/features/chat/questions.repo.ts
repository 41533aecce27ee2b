/** Held questions in the database. */
import type { ClientMessageId, PersonId, RoomId } from '@converge/protocol/ids';
import type { Question } from '@converge/protocol/realtime/questions';
import { and, asc, count, eq } from 'drizzle-orm';
import type { Db, Tx } from '../../platform/db/client.ts';
import { avatarPath, users } from '../auth/index.ts';
import { questions } from './chat.tables.ts';

type Row = typeof questions.$inferSelect & { readonly image: string | null };

const present = (row: Row): Question => ({
  id: row.id as ClientMessageId,
  author: {
    id: row.authorId as PersonId,
    kind: row.authorKind,
    name: row.authorName,
    avatar: avatarPath(row.image),
  },
  text: row.text,
  askedAt: row.createdAt.getTime(),
});

/** In the order of asking; of one author where one is given. */
export async function findQuestions(
  db: Db,
  roomId: RoomId,
  only: { readonly author?: PersonId; readonly id?: ClientMessageId } = {},
): Promise<Question[]> {
  const found = await db
    .select({ question: questions, image: users.image })
    .from(questions)
    .leftJoin(users, eq(users.id, questions.authorId))
    .where(
      and(
        eq(questions.roomId, roomId),
        only.author === undefined ? undefined : eq(questions.authorId, only.author),
        only.id === undefined ? undefined : eq(questions.id, only.id),
      ),
    )
    .orderBy(asc(questions.createdAt), asc(questions.id));
  return found.map(({ question, image }) => present({ ...question, image }));
}

export async function countQuestions(db: Db, roomId: RoomId, author: PersonId): Promise<number> {
  const [found] = await db
    .select({ open: count() })
    .from(questions)
    .where(and(eq(questions.roomId, roomId), eq(questions.authorId, author)));
  return found?.open ?? 0;
}

/** @returns whether it is held now; false: the id is taken */
export async function insertQuestion(db: Db, roomId: RoomId, question: Question): Promise<boolean> {
  const { id, author, text, askedAt } = question;
  const stored = await db
    .insert(questions)
    .values({
      ...{ id, roomId, text, createdAt: new Date(askedAt) },
      ...{ authorKind: author.kind, authorId: author.id, authorName: author.name },
    })
    .onConflictDoNothing()
    .returning({ id: questions.id });
  return stored.length > 0;
}

/** @returns whether it was held */
export async function deleteQuestion(
  tx: Tx,
  roomId: RoomId,
  id: ClientMessageId,
): Promise<boolean> {
  const gone = await tx
    .delete(questions)
    .where(and(eq(questions.roomId, roomId), eq(questions.id, id)))
    .returning({ id: questions.id });
  return gone.length > 0;
}
