/** Who did what in the whole space, for its admins: `protocol/rest/log.ts`. */
import { fileName } from '@converge/protocol/csv';
import type { AuditEntryId } from '@converge/protocol/ids';
import { LogAnswer, type LogEntry, LogFileQuery, LogQuery } from '@converge/protocol/rest/log';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import { type Identify, requireSpace } from '../auth/index.ts';
import type { AdminRooms } from '../rooms/index.ts';
import { writtenLog } from './log-file.ts';

/** More lines than a spreadsheet is pleasant with; whoever needs older ones names a time. */
const mostLines = 20_000;

interface Deps {
  readonly rooms: Pick<AdminRooms, 'log'>;
  readonly identify: Identify;
}

export function registerLogRoutes(app: App, { rooms, identify }: Deps): void {
  const tags = ['admin'];
  const path = `${REST_PREFIX}/admin/log`;

  app.get(
    path,
    {
      schema: {
        tags,
        summary: 'Who did what in the space',
        querystring: LogQuery,
        response: { 200: LogAnswer },
      },
    },
    async (request) => {
      await requireSpace(identify, request, 'space.audit');
      return rooms.log(request.query);
    },
  );

  app.get(
    `${path}.csv`,
    {
      schema: {
        tags,
        summary: 'The same as CSV',
        querystring: LogFileQuery,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      await requireSpace(identify, request, 'space.audit');
      const { timeZone = 'UTC', ...query } = request.query;
      const text = writtenLog(await all(query), timeZone);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName('log', 'csv')}"`)
        .header('cache-control', 'no-store')
        .send(text);
    },
  );

  async function all(query: LogFileQuery): Promise<LogEntry[]> {
    const entries: LogEntry[] = [];
    for (let before: AuditEntryId | undefined; entries.length < mostLines; ) {
      const page = await rooms.log({ ...query, before });
      entries.push(...page.entries);
      before = page.entries.at(-1)?.id;
      if (!page.more) break;
    }
    return entries;
  }
}
