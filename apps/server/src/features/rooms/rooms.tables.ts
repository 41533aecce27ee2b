/** Rooms, who belongs to them, and the links that lead in. */
import type { Capability, Grants, Policy } from '@converge/protocol/permissions';
import type { CallReportPerson } from '@converge/protocol/rest/calls';
import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { users } from '../auth/auth.tables.ts';
import type { NetworkMark } from './network-mark.ts';

/** As it was written down; reports of earlier versions lack what came later. */
export type KeptPerson = Omit<CallReportPerson, 'id' | 'stays' | 'course'> &
  Partial<Pick<CallReportPerson, 'id' | 'stays' | 'course'>>;

const moment = (name: string) => timestamp(name, { withTimezone: true });

export const rooms = pgTable(
  'rooms',
  {
    id: uuid('id').primaryKey(),
    /** The readable code behind /join/, such as kuzo-mira-tel. */
    code: text('code').notNull().unique(),
    /** Empty where nobody named it. */
    name: text('name').notNull().default(''),
    preset: text('preset', { enum: ['meeting', 'class'] }).notNull(),
    access: text('access', { enum: ['open', 'link', 'private'] }).notNull(),
    door: text('door', { enum: ['open', 'lobby', 'locked'] })
      .notNull()
      .default('open'),
    /** Who was let in before this was let in to a call that is over. */
    admissionsFrom: moment('admissions_from').notNull().defaultNow(),
    /** When everybody was lost from its call, which isn't over by that; null: it goes on, or is. */
    lostAt: moment('lost_at'),
    state: text('state', { enum: ['active', 'archived'] })
      .notNull()
      .default('active'),
    policy: jsonb('policy').$type<Policy>().notNull(),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id),
    /** How much its files may take, in bytes; null: as much as the space says. */
    quota: bigint('quota', { mode: 'number' }),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastLiveAt: moment('last_live_at'),
    archivedAt: moment('archived_at'),
  },
  (table) => [
    index('rooms_owner_id').on(table.ownerId),
    index('rooms_open').on(table.access, table.state),
  ],
);

/** Codes of deleted rooms: never given again, and their links can say why they lead nowhere. */
export const retiredCodes = pgTable('retired_codes', {
  code: text('code').primaryKey(),
  retiredAt: moment('retired_at').notNull().defaultNow(),
});

export const roomMembers = pgTable(
  'room_members',
  {
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    role: text('role', { enum: ['owner', 'moderator', 'participant'] }).notNull(),
    grants: jsonb('grants').$type<Grants>().notNull().default({}),
    /** Which of the grants end with the call. */
    floor: jsonb('floor').$type<Capability[]>().notNull().default([]),
    /** When they were last let in through a door that wasn't open. */
    admittedAt: moment('admitted_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Expelled: stays out until a moderator lets in again. */
    removedAt: moment('removed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.roomId, table.userId] }),
    index('room_members_user_id').on(table.userId),
  ],
);

export const invites = pgTable(
  'invites',
  {
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    /** The random code itself: the owner has to be able to show the link again. */
    code: text('code').notNull().unique(),
    label: text('label').notNull().default(''),
    expiresAt: moment('expires_at'),
    maxUses: integer('max_uses'),
    uses: integer('uses').notNull().default(0),
    revokedAt: moment('revoked_at'),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('invites_room_id').on(table.roomId),
    // Two who come at once by the last use can't both get in.
    check('invites_uses', sql`${table.maxUses} is null or ${table.uses} <= ${table.maxUses}`),
  ],
);

/** What stays of a call: who was inside, and how well they were connected. */
export const callReports = pgTable(
  'call_reports',
  {
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    startedAt: moment('started_at').notNull(),
    /** While it runs: when it was last written down. */
    endedAt: moment('ended_at').notNull(),
    people: jsonb('people').$type<KeptPerson[]>().notNull(),
    state: text('state', { enum: ['running', 'over', 'by_server'] })
      .notNull()
      .default('over'),
  },
  (table) => [index('call_reports_room').on(table.roomId, table.startedAt)],
);

/** A name and a key to one room; never an account. */
export const guests = pgTable(
  'guests',
  {
    id: uuid('id').primaryKey(),
    roomId: uuid('room_id')
      .notNull()
      .references(() => rooms.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** SHA-256 of the key in the guest's cookie. */
    keyHash: text('key_hash').notNull().unique(),
    inviteId: uuid('invite_id').references(() => invites.id, { onDelete: 'set null' }),
    grants: jsonb('grants').$type<Grants>().notNull().default({}),
    /** Which of the grants end with the call. */
    floor: jsonb('floor').$type<Capability[]>().notNull().default([]),
    /** When they were last let in through a door that wasn't open. */
    admittedAt: moment('admitted_at'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Of the network they came from last; guests of a banned one are kept out. null: not known. */
    network: text('network').$type<NetworkMark>(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
    removedAt: moment('removed_at'),
  },
  (table) => [index('guests_room_id').on(table.roomId)],
);
