/** STUN and TURN servers, with credentials for a while. */
import type { RoomId } from '@converge/protocol/ids';
import { IceServersAnswer } from '@converge/protocol/rest/ice';
import { type CallOptions, path, type Rest } from './rest.ts';

export const iceApi = (rest: Rest) => ({
  /** `room`: where one is a guest. not_signed_in, rate_limited. */
  servers: (room?: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: room === undefined ? '/ice-servers' : path`/ice-servers?room=${room}`,
      answer: IceServersAnswer,
      signal,
    }),
});
