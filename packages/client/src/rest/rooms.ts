/** Rooms and what their owners do with them. */
import type { AuditEntryId, BanId, RoomId } from '@converge/protocol/ids';
import { type AttendanceQuery, CallReportsAnswer } from '@converge/protocol/rest/calls';
import { AuditAnswer, BansAnswer } from '@converge/protocol/rest/moderation';
import {
  CreateRoomBody,
  OpenRoomsAnswer,
  RoomAnswer,
  RoomsAnswer,
  UpdateRoomBody,
} from '@converge/protocol/rest/rooms';
import { REST_PREFIX } from '@converge/protocol/version';
import type * as z from 'zod/mini';
import { type CallOptions, path, type Rest } from './rest.ts';

/** Where the room's attendance can be fetched as a file; for who leads the room. */
export function attendanceUrl(roomId: RoomId, query: AttendanceQuery): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined) search.set(name, value);
  return `${REST_PREFIX}${path`/rooms/${roomId}/attendance.csv`}?${search}`;
}

export const roomsApi = (rest: Rest) => ({
  /** Those shown to everybody, also without an account. */
  listOpen: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/rooms/open', answer: OpenRoomsAnswer, signal }),
  /** Mine: owned or entered, active and archived. */
  list: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/rooms', answer: RoomsAnswer, signal }),
  create: (body: z.input<typeof CreateRoomBody> = {}, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'POST',
      path: '/rooms',
      json: { schema: CreateRoomBody, body },
      answer: RoomAnswer,
      signal,
    }),
  /** What stays of its calls; for who leads the room. */
  calls: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: path`/rooms/${roomId}/calls`,
      answer: CallReportsAnswer,
      signal,
    }),
  get: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: path`/rooms/${roomId}`, answer: RoomAnswer, signal }),
  update: (roomId: RoomId, body: z.input<typeof UpdateRoomBody>, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'PATCH',
      path: path`/rooms/${roomId}`,
      json: { schema: UpdateRoomBody, body },
      answer: RoomAnswer,
      signal,
    }),
  /** A running call ends; everything in the room stays readable. */
  archive: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({ method: 'POST', path: path`/rooms/${roomId}/archive`, answer: RoomAnswer, signal }),
  restore: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({ method: 'POST', path: path`/rooms/${roomId}/restore`, answer: RoomAnswer, signal }),
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
  /** With everything in it, for good. */
  remove: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.tell({ method: 'DELETE', path: path`/rooms/${roomId}`, signal }),
});
