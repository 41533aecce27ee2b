/** The files of rooms, what they are made of, and uploads that aren't complete. */
import { sql } from 'drizzle-orm';
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import { rooms } from '../rooms/rooms.tables.ts';

const moment = (name: string) => timestamp(name, { withTimezone: true });
const bytes = (name: string) => bigint(name, { mode: 'number' });
const roomId = () =>
  uuid('room_id')
    .notNull()
    .references(() => rooms.id, { onDelete: 'cascade' });
/** Whose it is. Their name as it was then; they may be gone tomorrow. */
const author = () => ({
  authorKind: text('author_kind', { enum: ['user', 'guest'] }).notNull(),
  authorId: uuid('author_id').notNull(),
  authorName: text('author_name').notNull(),
});
const purpose = () => text('purpose', { enum: ['share', 'handIn'] }).notNull();

/** Contents, each once, whatever the number of files that have it. */
export const fileBlobs = pgTable('file_blobs', {
  /** SHA-256 in hexadecimal. */
  sha256: text('sha256').primaryKey(),
  size: bytes('size').notNull(),
  /** Somebody was about to refer to it then: what is fresh isn't swept. */
  touchedAt: moment('touched_at').notNull().defaultNow(),
});

/** Files and folders. */
export const files = pgTable(
  'files',
  {
    id: uuid('id').primaryKey(),
    roomId: roomId(),
    kind: text('kind', { enum: ['file', 'folder'] }).notNull(),
    purpose: purpose(),
    /** null: at the top. */
    parentId: uuid('parent_id').references((): AnyPgColumn => files.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    size: bytes('size').notNull().default(0),
    /** Found from the content; empty for folders. */
    type: text('type').notNull().default(''),
    /** null: a folder, or a content that was taken away. */
    sha256: text('sha256').references(() => fileBlobs.sha256),
    ...author(),
    createdAt: moment('created_at').notNull().defaultNow(),
    check: text('check', { enum: ['ready', 'pending', 'infected'] })
      .notNull()
      .default('ready'),
    /** What the virus scan called it. */
    finding: text('finding'),
    handedOutAt: moment('handed_out_at'),
    deletedAt: moment('deleted_at'),
    deletedBy: uuid('deleted_by'),
    /** Common to all that one act deleted. */
    deletionId: uuid('deletion_id'),
  },
  (table) => [
    index('files_room').on(table.roomId, table.parentId),
    index('files_sha256').on(table.sha256),
    index('files_deleted').on(table.deletedAt).where(sql`${table.deletedAt} is not null`),
  ],
);

/** Who fetched what was handed out, and when first. */
export const fileFetches = pgTable(
  'file_fetches',
  {
    fileId: uuid('file_id')
      .notNull()
      .references(() => files.id, { onDelete: 'cascade' }),
    /** An account or a guest. */
    personId: uuid('person_id').notNull(),
    personName: text('person_name').notNull(),
    fetchedAt: moment('fetched_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.fileId, table.personId] })],
);

/** Uploads; how much place is kept for them says `quota.ts`. */
export const fileUploads = pgTable(
  'file_uploads',
  {
    /** Also of the file that it becomes. */
    id: uuid('id').primaryKey(),
    roomId: roomId(),
    purpose: purpose(),
    parentId: uuid('parent_id'),
    name: text('name').notNull(),
    size: bytes('size').notNull(),
    /** How much of it was here at the last look; the file itself says it exactly. */
    received: bytes('received').notNull().default(0),
    /** When the file was last changed on its device: by this it is known again. */
    modifiedAt: moment('modified_at').notNull(),
    ...author(),
    /** Its author led the room when it began. */
    leads: boolean('leads').notNull().default(false),
    /** Chosen by its client: one that begins again finds the row it made before. */
    clientId: uuid('client_id'),
    /** Its content is a blob from then on. */
    sha256: text('sha256'),
    type: text('type').notNull().default(''),
    state: text('state', { enum: ['open', 'done', 'storageFull', 'stopped'] })
      .notNull()
      .default('open'),
    touchedAt: moment('touched_at').notNull().defaultNow(),
  },
  // Also finds all of an author.
  (table) => [unique('file_uploads_client').on(table.roomId, table.authorId, table.clientId)],
);
