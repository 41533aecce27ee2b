/** Attendance as a file: `protocol/rest/calls.ts` says what goes in and out. */
import { fileName, toCsv } from '@converge/protocol/csv';
import { AttendanceQuery } from '@converge/protocol/rest/calls';
import { RoomParams } from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import * as z from 'zod/mini';
import type { App } from '../../platform/web.ts';
import type { Askers } from './asker.ts';
import { attendanceRows, attendanceWord } from './attendance.ts';
import { requireUser } from './rooms.routes.ts';
import type { RoomsService } from './rooms.service.ts';

interface Deps {
  readonly rooms: RoomsService;
  readonly askers: Askers;
}

export function registerAttendanceRoutes(app: App, { rooms, askers }: Deps): void {
  app.get(
    `${REST_PREFIX}/rooms/:roomId/attendance.csv`,
    {
      schema: {
        tags: ['rooms'],
        summary: 'Who came and went, as CSV',
        params: RoomParams,
        querystring: AttendanceQuery,
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      const { call, language = 'en', timeZone = 'UTC' } = request.query;
      const user = await requireUser(askers, request);
      const { room, calls } = await rooms.pastCalls(user, request.params.roomId, call);
      const text = toCsv(attendanceRows(calls, { language, timeZone }));
      const name = fileName(`${room.name || room.code} ${attendanceWord(language)}`, 'csv');
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', attachment(name))
        .header('cache-control', 'no-store')
        .send(text);
    },
  );
}

/** RFC 6266: the name in any script, and something for who reads ASCII only. */
const attachment = (name: string): string =>
  `attachment; filename="attendance.csv"; filename*=UTF-8''${encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )}`;
