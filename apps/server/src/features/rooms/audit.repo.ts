/** The room's audit log in the database: who did what to whom, and when. */
import type { AuditEntryId, PersonId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { AuditAction, AuditAnswer, AuditDetails } from '@converge/protocol/rest/moderation';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import { auditEntries } from './moderation.tables.ts';

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

/** One page, the latest first. */
export async function findAudit(
  tx: Tx,
  roomId: RoomId,
  before: AuditEntryId | undefined,
): Promise<AuditAnswer> {
  const rows = await tx
    .select()
    .from(auditEntries)
    .where(and(eq(auditEntries.roomId, roomId), before ? lt(auditEntries.id, before) : undefined))
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
