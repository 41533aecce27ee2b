/** Who did what in the whole space, for its admins: `protocol/rest/log.ts`. */
import { Readable } from 'node:stream';
import { fileName } from '@converge/protocol/csv';
import type { AuditEntryId } from '@converge/protocol/ids';
import { LogAnswer, type LogEntry, LogFileQuery, LogQuery } from '@converge/protocol/rest/log';
import { REST_PREFIX } from '@converge/protocol/version';
import type { App } from '../../platform/web.ts';
import { type Identify, requireSpace } from '../auth/index.ts';
import type { AdminRooms } from '../rooms/index.ts';
import { writtenLog } from './log-file.ts';

/** As many lines of a file as are read and written at once. */
const linesAtOnce = 1_000;

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
      schema: { tags, summary: 'The same as CSV', querystring: LogFileQuery },
    },
    async (request, reply) => {
      await requireSpace(identify, request, 'space.audit');
      const { timeZone = 'UTC', ...query } = request.query;
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="${fileName('log', 'csv')}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(writtenLog(pages(query), timeZone), { objectMode: false }));
    },
  );

  /** All that fit, the latest first (SPEC ADMIN-17). */
  async function* pages(query: LogFileQuery): AsyncGenerator<readonly LogEntry[]> {
    let before: AuditEntryId | undefined;
    for (let more = true; more; ) {
      const page = await rooms.log({ ...query, before }, linesAtOnce);
      yield page.entries;
      before = page.entries.at(-1)?.id;
      more = page.more;
    }
  }
}
