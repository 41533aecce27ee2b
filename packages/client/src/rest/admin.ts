/** Rooms and settings of the whole space, for its admins; whoever else asks gets `forbidden`. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { RoomState } from '@converge/protocol/permissions';
import {
  AdminRoomsAnswer,
  HandOverBody,
  SettingsAnswer,
  UpdateSettingsBody,
} from '@converge/protocol/rest/admin';
import { RoomAnswer } from '@converge/protocol/rest/rooms';
import { type CallOptions, path, queryOf, type Rest } from './rest.ts';

export interface RoomsSearch {
  readonly query?: string;
  readonly state?: RoomState;
  readonly offset?: number;
}

export const adminApi = (rest: Rest) => ({
  /** Those used last first, one page of them. */
  rooms: (search: RoomsSearch = {}, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: `/admin/rooms${queryOf({ ...search })}`,
      answer: AdminRoomsAnswer,
      signal,
    }),
  /** For everybody inside. */
  endCall: (roomId: RoomId) =>
    rest.tell({ method: 'POST', path: path`/admin/rooms/${roomId}/end` }),
  /** Also for its owner. bad_request where that person can't have rooms. */
  handOver: (roomId: RoomId, ownerId: PersonId) =>
    rest.ask({
      method: 'POST',
      path: path`/rooms/${roomId}/owner`,
      json: { schema: HandOverBody, body: { ownerId } },
      answer: RoomAnswer,
    }),
  settings: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/admin/settings', answer: SettingsAnswer, signal }),
  changeSettings: (body: UpdateSettingsBody) =>
    rest.ask({
      method: 'PATCH',
      path: '/admin/settings',
      json: { schema: UpdateSettingsBody, body },
      answer: SettingsAnswer,
    }),
  /** The old link of the space stops working. */
  renewInvitation: () =>
    rest.ask({ method: 'POST', path: '/admin/settings/invitation', answer: SettingsAnswer }),
  /** A PNG, WebP or SVG; null: ours again. too_large, unsupported_media_type. */
  setLogo: (picture: Blob | null) =>
    rest.ask({
      method: picture ? 'PUT' : 'DELETE',
      path: '/admin/settings/logo',
      ...(picture ? { bytes: picture } : {}),
      answer: SettingsAnswer,
    }),
});
