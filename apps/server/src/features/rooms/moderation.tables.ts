/** What stays of moderation: who is kept out of a room, and who did what in it. */
import type { AuditDetails } from '@converge/protocol/rest/moderation';
import {
  boolean,
  index,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { NetworkMark } from './network-mark.ts';
import { rooms } from './rooms.tables.ts';

const ofRoom = () =>
  uuid('room_id')
    .notNull()
    .references(() => rooms.id, { onDelete: 'cascade' });

export const roomBans = pgTable(
  'room_bans',
  {
    id: uuid('id').primaryKey(),
    roomId: ofRoom(),
    /** An account or a guest; their place in the room is marked as removed. */
    personId: uuid('person_id').notNull(),
    kind: text('kind', { enum: ['user', 'guest'] }).notNull(),
    name: text('name').notNull(),
    /** Of networks whose guests are kept out as well. */
    networks: text('networks').array().$type<NetworkMark[]>().notNull().default([]),
    byName: text('by_name').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [uniqueIndex('room_bans_person').on(table.roomId, table.personId)],
);

/**
 * Who did what, in rooms and to the space. Names are those of then: an account may
 * be renamed, a guest be gone. A room's lines go with it; those of the space stay.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** Grows with time (UUID of version 7), so it is the order as well. */
    id: uuid('id').primaryKey(),
    /** null: it was done in no room. No reference, since the space's lines outlive it. */
    roomId: uuid('room_id'),
    /** Of the space's lines: what the room was called then. */
    roomName: text('room_name'),
    /** An act of who looks after the space. */
    ofSpace: boolean('of_space').notNull().default(false),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    byId: uuid('by_id').notNull(),
    byName: text('by_name').notNull(),
    action: text('action').notNull(),
    targetId: uuid('target_id'),
    targetName: text('target_name'),
    details: jsonb('details').$type<AuditDetails>().notNull().default({}),
  },
  (table) => [index('audit_entries_room').on(table.roomId, table.id)],
);
