/** What stays of the calls, and attendance as a file: `protocol/rest/calls.ts`. */
import { Readable } from 'node:stream';
import { fileName } from '@converge/protocol/csv';
import {
  AttendanceQuery,
  CallReportsAnswer,
  CallReportsQuery,
} from '@converge/protocol/rest/calls';
import { RoomParams } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import type { App } from '../../platform/web.ts';
import type { Askers } from './asker.ts';
import { attendanceWord, writtenAttendance } from './attendance.ts';
import type { PastCalls } from './past-calls.ts';
import { requireUser } from './rooms.routes.ts';

interface Deps {
  readonly pastCalls: PastCalls;
  readonly askers: Askers;
}

export function registerAttendanceRoutes(app: App, { pastCalls, askers }: Deps): void {
  const tags = ['rooms'];
  const path = `${REST_PREFIX}/rooms/:roomId`;

  app.get(
    `${path}/calls`,
    {
      schema: {
        tags,
        summary: 'What stays of its calls',
        params: RoomParams,
        querystring: CallReportsQuery,
        response: { 200: CallReportsAnswer },
      },
    },
    async (request) => {
      const user = await requireUser(askers, request);
      return pastCalls.page(user, request.params.roomId, request.query.before);
    },
  );

  app.get(
    `${path}/attendance.csv`,
    {
      schema: {
        tags,
        summary: 'Who came and went, as CSV',
        params: RoomParams,
        querystring: AttendanceQuery,
      },
    },
    async (request, reply) => {
      const { call, language = 'en', timeZone = 'UTC' } = request.query;
      const user = await requireUser(askers, request);
      const { room, pages } = await pastCalls.all(user, request.params.roomId, call);
      const text = writtenAttendance(pages, { language, timeZone });
      const name = fileName(`${room.name || room.code} ${attendanceWord(language)}`, 'csv');
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', attachment(name))
        .header('cache-control', 'no-store')
        .send(Readable.from(text, { objectMode: false }));
    },
  );
}

/** RFC 6266: the name in any script, and something for who reads ASCII only. */
const attachment = (name: string): string =>
  `attachment; filename="attendance.csv"; filename*=UTF-8''${encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )}`;
