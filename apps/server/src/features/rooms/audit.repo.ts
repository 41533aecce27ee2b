/** The log in the database: who did what to whom, and when; in rooms and to the space. */
import type { AuditEntryId, PersonId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import {
  LogAct,
  type LogAnswer,
  type LogFileQuery,
  logActs,
  type SpaceAct,
} from '@converge/protocol/rest/log';
import {
  type AuditAction,
  type AuditAnswer,
  type AuditDetails,
  auditActions,
} from '@converge/protocol/rest/moderation';
import { and, count, desc, eq, gte, ilike, inArray, lt, or, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import { auditEntries } from './moderation.tables.ts';
import { rooms } from './rooms.tables.ts';

/** Somebody by name, as far as the log needs them. */
export interface Named {
  readonly id: PersonId;
  readonly name: string;
}

export interface AuditNote {
  readonly by: Named;
  readonly action: AuditAction;
  readonly target?: Named | null;
  readonly details?: AuditDetails;
}

/** Writes one line; in the transaction of what it tells of, where there is one. */
export async function insertAudit(
  tx: Tx,
  roomId: RoomId,
  { by, action, target, details = {} }: AuditNote,
): Promise<void> {
  await tx.insert(auditEntries).values({
    ...{ id: newId(), roomId, action, details, byId: by.id, byName: by.name },
    ...{ targetId: target?.id ?? null, targetName: target?.name ?? null },
  });
}

/** What was done to the space, or to a room as a whole. */
export interface SpaceNote {
  readonly by: Named;
  readonly act: SpaceAct;
  readonly target?: Named | null;
  readonly room?: { readonly id: string; readonly name: string; readonly code: string };
  readonly details?: AuditDetails;
}

/** Writes one line that stays when the room is gone; in the transaction of what it tells of. */
export async function insertSpaceAct(
  tx: Tx,
  { by, act, target, room, details = {} }: SpaceNote,
): Promise<void> {
  await tx.insert(auditEntries).values({
    ...{ id: newId(), action: act, details, byId: by.id, byName: by.name, ofSpace: true },
    ...{ targetId: target?.id ?? null, targetName: target?.name ?? null },
    ...{ roomId: room?.id ?? null, roomName: room ? room.name || room.code : null },
  });
}

/** One page of a room's own, the latest first. */
export async function findAudit(
  tx: Tx,
  roomId: RoomId,
  before: AuditEntryId | undefined,
): Promise<AuditAnswer> {
  const rows = await tx
    .select()
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.roomId, roomId),
        inArray(auditEntries.action, [...auditActions]),
        before ? lt(auditEntries.id, before) : undefined,
      ),
    )
    .orderBy(desc(auditEntries.id))
    .limit(limits.auditPage + 1);
  return {
    entries: rows.slice(0, limits.auditPage).map((row) => ({
      id: row.id as AuditEntryId,
      at: row.at.getTime(),
      by: { id: row.byId as PersonId, name: row.byName },
      action: row.action as AuditAction,
      target:
        row.targetId === null ? null : { id: row.targetId as PersonId, name: row.targetName ?? '' },
      details: row.details,
    })),
    more: rows.length > limits.auditPage,
  };
}

/** The room as it is called now, else as it was called then. */
const roomName = sql<string>`coalesce(nullif(${rooms.name}, ''), ${rooms.code}, ${auditEntries.roomName}, '')`;

/** Those of the whole space that fit: one page, the latest first. */
export async function findLog(
  tx: Tx,
  query: LogFileQuery & { readonly before?: AuditEntryId | undefined },
  most: number = limits.auditPage,
): Promise<LogAnswer> {
  const rows = await tx
    .select({ entry: auditEntries, roomName, roomHere: rooms.id })
    .from(auditEntries)
    .leftJoin(rooms, eq(rooms.id, auditEntries.roomId))
    .where(and(...fitting(query), query.before ? lt(auditEntries.id, query.before) : undefined))
    .orderBy(desc(auditEntries.id))
    .limit(most + 1);
  return {
    entries: rows.slice(0, most).map(({ entry, roomName: called, roomHere }) => ({
      id: entry.id as AuditEntryId,
      at: entry.at.getTime(),
      by: { id: entry.byId as PersonId, name: entry.byName },
      act: LogAct.parse(entry.action),
      target:
        entry.targetId === null
          ? null
          : { id: entry.targetId as PersonId, name: entry.targetName ?? '' },
      room:
        entry.roomId === null
          ? null
          : { id: entry.roomId as RoomId, name: called, here: roomHere !== null },
      details: entry.details,
    })),
    more: rows.length > most,
  };
}

function fitting({ person, act, room, from, to }: LogFileQuery): (SQL | undefined)[] {
  const within = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return [
    // What an older or a newer version wrote, and this one has no words for, isn't shown.
    act ? eq(auditEntries.action, act) : inArray(auditEntries.action, [...logActs]),
    person
      ? or(
          ilike(auditEntries.byName, within(person)),
          ilike(auditEntries.targetName, within(person)),
        )
      : undefined,
    room ? or(ilike(roomName, within(room)), ilike(rooms.code, within(room))) : undefined,
    from === undefined ? undefined : gte(auditEntries.at, new Date(from)),
    to === undefined ? undefined : lt(auditEntries.at, new Date(to)),
  ];
}

/** How many lines are older. */
export async function countLogBefore(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx
    .select({ lines: count() })
    .from(auditEntries)
    .where(lt(auditEntries.at, before));
  return row?.lines ?? 0;
}

/** Forgets them. @returns how many */
export async function forgetLog(tx: Tx, before: Date): Promise<number> {
  const gone = await tx
    .delete(auditEntries)
    .where(lt(auditEntries.at, before))
    .returning({ id: auditEntries.id });
  return gone.length;
}
