/** What an admin set for the whole space; what isn't here comes from the configuration. */
import { jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core';

export const spaceSettings = pgTable('space_settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
  updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
});
