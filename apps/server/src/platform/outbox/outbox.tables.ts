/** Work that follows from a change, written in the change's own transaction. */
import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const outbox = pgTable(
  'outbox',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    kind: text('kind').notNull(),
    payload: jsonb('payload').notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    attempts: integer('attempts').notNull().default(0),
    availableAt: moment('available_at').notNull().defaultNow(),
    /** Done, or given up (then `failure` says why). */
    doneAt: moment('done_at'),
    failure: text('failure'),
  },
  (table) => [index('outbox_due').on(table.availableAt).where(sql`${table.doneAt} is null`)],
);
