/** What the files of the space take, for its admins; whoever else asks gets `forbidden`. */
import type { RoomId } from '@converge/protocol/ids';
import {
  OldAnswer,
  QuotaBody,
  StorageAnswer,
  StoragePeopleAnswer,
  type StorageQuery,
  StorageRoomsAnswer,
} from '@converge/protocol/rest/storage';
import { type CallOptions, path, queryOf, type Rest } from './rest.ts';

export const storageApi = (rest: Rest) => ({
  look: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/admin/storage', answer: StorageAnswer, signal }),
  /** One page of the rooms, those that take most first. */
  rooms: (query: StorageQuery = {}, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: `/admin/storage/rooms${queryOf({ ...query })}`,
      answer: StorageRoomsAnswer,
      signal,
    }),
  /** The same of whose files they are. */
  people: (query: StorageQuery = {}, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: `/admin/storage/people${queryOf({ ...query })}`,
      answer: StoragePeopleAnswer,
      signal,
    }),
  /** In MiB; null: as the space has it. */
  setQuota: (roomId: RoomId, quotaMb: number | null) =>
    rest.tell({
      method: 'PUT',
      path: path`/admin/rooms/${roomId}/quota`,
      json: { schema: QuotaBody, body: { quotaMb } },
    }),
  /** What retention would forget if it looked now. */
  old: ({ signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: '/admin/storage/old', answer: OldAnswer, signal }),
  /** Forgets it now; says what that was. */
  forget: () => rest.ask({ method: 'POST', path: '/admin/storage/forget', answer: OldAnswer }),
});
