import { RoomDefaultsAnswer } from '@converge/protocol/rest/room-defaults';
import type { CallOptions, Rest } from './rest.ts';

/** What new rooms of each kind begin with. @throws ConvergeError forbidden, where one makes none */
export const getRoomDefaults = (rest: Rest, { signal }: CallOptions = {}) =>
  rest.ask({ method: 'GET', path: '/rooms/defaults', answer: RoomDefaultsAnswer, signal });
