/** What stays of a room's calls, in the database. */
import type { CallId, RoomId } from '@converge/protocol/ids';
import type { CallReport, CallReportPerson } from '@converge/protocol/rest/calls';
import { and, count, desc, eq, lt, ne, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { callReports, type KeptPerson } from './rooms.tables.ts';

/** Stores what there is to say of a call by now. Of one that is over nothing changes any more. */
export async function keepReport(
  tx: Tx,
  roomId: RoomId,
  report: CallReport,
  running: boolean,
): Promise<void> {
  const { id, people } = report;
  const [startedAt, endedAt] = [new Date(report.startedAt), new Date(report.endedAt)];
  const state = running ? 'running' : report.byServer ? 'by_server' : 'over';
  await tx
    .insert(callReports)
    .values({ id, roomId, startedAt, endedAt, people, state })
    .onConflictDoUpdate({
      target: callReports.id,
      set: { endedAt, people, state },
      setWhere: eq(callReports.state, 'running'),
    });
}

/** Whatever ran when the server was killed is over. */
export async function closeReports(tx: Tx): Promise<void> {
  await tx.update(callReports).set({ state: 'by_server' }).where(eq(callReports.state, 'running'));
}

export interface ReportsWanted {
  /** This one alone. */
  readonly call?: CallId | undefined;
  /** Those that began earlier than this one; it is gone only where all of them are. */
  readonly before?: CallId | undefined;
  readonly most: number;
}

/** The latest first. */
export async function findReports(
  tx: Tx,
  roomId: RoomId,
  { call, before, most }: ReportsWanted,
): Promise<{ reports: CallReport[]; more: boolean }> {
  const { id: callId, startedAt: began } = callReports;
  const rows = await tx
    .select()
    .from(callReports)
    .where(
      and(
        eq(callReports.roomId, roomId),
        ne(callReports.state, 'running'),
        call === undefined ? undefined : eq(callId, call),
        before === undefined
          ? undefined
          : sql`(${began}, ${callId}) < (select started_at, id from ${callReports} where id = ${before})`,
      ),
    )
    .orderBy(desc(began), desc(callId))
    .limit(most + 1);
  const reports = rows.slice(0, most).map(({ id, startedAt, endedAt, people, state }) => ({
    ...{ id: id as CallId, byServer: state === 'by_server' },
    people: people.map(presentPerson),
    ...{ startedAt: startedAt.getTime(), endedAt: endedAt.getTime() },
  }));
  return { reports, more: rows.length > most };
}

/** How many calls were over before. */
export async function countReportsBefore(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.select({ calls: count() }).from(callReports).where(overBefore(before));
  return row?.calls ?? 0;
}

const overBefore = (moment: Date) =>
  and(lt(callReports.endedAt, moment), ne(callReports.state, 'running'));

/** Forgets the calls that were over before. @returns how many */
export async function forgetReports(tx: Tx, before: Date): Promise<number> {
  const gone = await tx
    .delete(callReports)
    .where(overBefore(before))
    .returning({ id: callReports.id });
  return gone.length;
}

const presentPerson = (kept: KeptPerson): CallReportPerson => ({
  ...kept,
  id: kept.id ?? null,
  course: kept.course ?? null,
  stays: kept.stays ?? [{ from: kept.arrivedAt, to: kept.leftAt }],
});
