/** Who belongs to a room, and what who leads it does about them outside of its call. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import {
  BanPersonBody,
  RoomPeopleAnswer,
  RoomPersonBody,
} from '@converge/protocol/rest/room-people';
import { type CallOptions, path, type Rest } from './rest.ts';

export const roomPeopleApi = (rest: Rest) => ({
  /** For who leads the room. */
  list: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: path`/rooms/${roomId}/people`,
      answer: RoomPeopleAnswer,
      signal,
    }),
  /** A role, or one capability. */
  change: (roomId: RoomId, personId: PersonId, body: RoomPersonBody) =>
    rest.tell({
      method: 'PATCH',
      path: path`/rooms/${roomId}/people/${personId}`,
      json: { schema: RoomPersonBody, body },
    }),
  /** Until it is lifted; also who waits in the lobby. */
  ban: (roomId: RoomId, personId: PersonId, body: BanPersonBody = {}) =>
    rest.tell({
      method: 'POST',
      path: path`/rooms/${roomId}/people/${personId}/ban`,
      json: { schema: BanPersonBody, body },
    }),
});
