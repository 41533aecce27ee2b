/** What stays of a room's calls, in the database. */
import type { RoomId } from '@converge/protocol/ids';
import type { CallReport } from '@converge/protocol/rest/calls';
import { desc, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { callReports } from './rooms.tables.ts';

/** As many as one would look back over. */
const SHOWN = 50;

/** Stores a report. */
export async function insertReport(tx: Tx, roomId: RoomId, report: CallReport): Promise<void> {
  const { id, people } = report;
  const [startedAt, endedAt] = [new Date(report.startedAt), new Date(report.endedAt)];
  await tx.insert(callReports).values({ id, roomId, startedAt, endedAt, people });
}

export async function findReports(tx: Tx, roomId: RoomId): Promise<CallReport[]> {
  const rows = await tx
    .select()
    .from(callReports)
    .where(eq(callReports.roomId, roomId))
    .orderBy(desc(callReports.startedAt))
    .limit(SHOWN);
  return rows.map(({ id, startedAt, endedAt, people }) => ({
    ...{ id, people },
    ...{ startedAt: startedAt.getTime(), endedAt: endedAt.getTime() },
  }));
}
