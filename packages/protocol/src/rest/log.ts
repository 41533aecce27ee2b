/**
 * Who did what in the whole space, for its admins: what they did themselves, and
 * what was done in rooms.
 *
 *   GET /admin/log?before&person&act&room&from&to -> LogAnswer   the latest first
 *   GET /admin/log.csv?person&act&room&from&to&timeZone          the same as a file
 */
import * as z from 'zod/mini';
import { AuditEntryId, PersonId, RoomId, Timestamp } from '../ids.ts';
import { isTimeZone } from './calls.ts';
import { AuditDetails, auditActions } from './moderation.ts';
import { SearchText } from './search.ts';

/** What is done to the space rather than in a room; it outlives the room it was done to. */
export const spaceActs = [
  'makePerson',
  'importPerson',
  'link',
  'role',
  'disable',
  'enable',
  'deletePerson',
  'settings',
  'logo',
  'invitation',
  'archiveRoom',
  'restoreRoom',
  'deleteRoom',
  'quota',
  'forget',
] as const;
export const SpaceAct = z.enum(spaceActs);
export type SpaceAct = z.infer<typeof SpaceAct>;

export const logActs = [...spaceActs, ...auditActions] as const;
export const LogAct = z.enum(logActs);
export type LogAct = z.infer<typeof LogAct>;

/** Somebody by the name they had then. */
const Named = z.object({ id: PersonId, name: z.string() });

export const LogEntry = z.object({
  id: AuditEntryId,
  at: Timestamp,
  by: Named,
  act: LogAct,
  /** null: it was done to nobody in particular. */
  target: z.nullable(Named),
  /** null: it was done in no room. `here`: the room is still there. */
  room: z.nullable(z.object({ id: RoomId, name: z.string(), here: z.boolean() })),
  details: AuditDetails,
});
export type LogEntry = z.infer<typeof LogEntry>;

/** A year of five digits is written in another form, which databases don't read. */
const latest = Date.UTC(9999, 11, 31);
const Moment = z.coerce.number().check(z.int(), z.gte(0), z.lte(latest));

const search = {
  /** In the name of who did it, or to whom. */
  person: z.optional(SearchText),
  act: z.optional(LogAct),
  /** In the room's name or code. */
  room: z.optional(SearchText),
  /** Milliseconds since 1970: from then on, and before then. */
  from: z.optional(Moment),
  to: z.optional(Moment),
};

export const LogQuery = z.object({
  ...search,
  /** Entries before this one; absent: the latest. */
  before: z.optional(AuditEntryId),
});
export type LogQuery = z.infer<typeof LogQuery>;

export const LogFileQuery = z.object({
  ...search,
  /** In whose times are written; an IANA name. */
  timeZone: z.optional(z.string().check(z.maxLength(64), z.refine(isTimeZone))),
});
export type LogFileQuery = z.infer<typeof LogFileQuery>;

export const LogAnswer = z.object({
  entries: z.array(LogEntry),
  /** Whether there are earlier ones. */
  more: z.boolean(),
});
export type LogAnswer = z.infer<typeof LogAnswer>;
