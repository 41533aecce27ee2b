/** Rooms and what their owners do with them. */
import type { RoomId } from '@converge/protocol/ids';
import {
  CopyRoomBody,
  CreateRoomBody,
  OpenRoomsAnswer,
  RoomAnswer,
  RoomsAnswer,
  UpdateRoomBody,
} from '@converge/protocol/rest/rooms';
import type * as z from 'zod/mini';
import { type CallOptions, path, type Rest } from './rest.ts';

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
  /** Another one of the asker's by its rules; without its people and what was said in it. */
  copy: (roomId: RoomId, body: z.input<typeof CopyRoomBody>, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'POST',
      path: path`/rooms/${roomId}/copy`,
      json: { schema: CopyRoomBody, body },
      answer: RoomAnswer,
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
  /** With everything in it, for good. */
  remove: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.tell({ method: 'DELETE', path: path`/rooms/${roomId}`, signal }),
});
