/** Conversations: one per room, with a gap-free sequence of messages. */
import {
  bigint,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { rooms } from '../rooms/rooms.tables.ts';

const sequence = (name: string) => bigint(name, { mode: 'number' });

export const conversations = pgTable('conversations', {
  roomId: uuid('room_id')
    .primaryKey()
    .references(() => rooms.id, { onDelete: 'cascade' }),
  /** The newest given number; its row lock is what keeps the sequence free of gaps. */
  lastSeq: sequence('last_seq').notNull().default(0),
});

export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    seq: sequence('seq').notNull(),
    authorKind: text('author_kind', { enum: ['user', 'guest'] }).notNull(),
    authorId: uuid('author_id').notNull(),
    /** As it was when the message was sent; the author may be gone tomorrow. */
    authorName: text('author_name').notNull(),
    /** Chosen by the sender: a retry finds the row it made before. */
    clientId: uuid('client_id').notNull(),
    text: text('text').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    unique('messages_room_seq').on(table.roomId, table.seq),
    unique('messages_author_client').on(table.authorId, table.clientId),
  ],
);

/** What is held until somebody who leads publishes it; then it goes from here to `messages`. */
export const questions = pgTable(
  'questions',
  {
    /** Chosen by its author; the message's client id later. */
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    authorKind: text('author_kind', { enum: ['user', 'guest'] }).notNull(),
    authorId: uuid('author_id').notNull(),
    authorName: text('author_name').notNull(),
    text: text('text').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('questions_room').on(table.roomId, table.createdAt)],
);

export const readMarks = pgTable(
  'read_marks',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    /** An account or a guest. */
    personId: uuid('person_id').notNull(),
    seq: sequence('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.roomId, table.personId] })],
);
