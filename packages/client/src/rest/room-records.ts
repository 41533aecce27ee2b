/**
 * What a room remembers of its calls and of who led them. Apart from `rooms.ts`,
 * since the page with the rooms needs none of it.
 */
import type { AuditEntryId, BanId, CallId, RoomId } from '@converge/protocol/ids';
import { type AttendanceQuery, CallReportsAnswer } from '@converge/protocol/rest/calls';
import { AuditAnswer, BansAnswer } from '@converge/protocol/rest/moderation';
import { REST_PREFIX } from '@converge/protocol/version';
import { type CallOptions, path, type Rest } from './rest.ts';

/** Where the room's attendance can be fetched as a file; for who leads the room. */
export function attendanceUrl(roomId: RoomId, query: AttendanceQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, value);
  return `${REST_PREFIX}${path`/rooms/${roomId}/attendance.csv`}?${search}`;
}

export const roomRecordsApi = (rest: Rest) => ({
  /** What stays of its calls, the latest first; for who leads the room. */
  calls: (roomId: RoomId, before?: CallId, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path:
        before === undefined
          ? path`/rooms/${roomId}/calls`
          : path`/rooms/${roomId}/calls?before=${before}`,
      answer: CallReportsAnswer,
      signal,
    }),
  /** Who is kept out; for who leads the room. */
  bans: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: path`/rooms/${roomId}/bans`, answer: BansAnswer, signal }),
  /** They may come again. */
  unban: (roomId: RoomId, banId: BanId, { signal }: CallOptions = {}) =>
    rest.tell({ method: 'DELETE', path: path`/rooms/${roomId}/bans/${banId}`, signal }),
  /** Who did what, the latest first; for owner and admin. */
  audit: (roomId: RoomId, before?: AuditEntryId, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path:
        before === undefined
          ? path`/rooms/${roomId}/audit`
          : path`/rooms/${roomId}/audit?before=${before}`,
      answer: AuditAnswer,
      signal,
    }),
});
