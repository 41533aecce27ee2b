/** Where one looks at one's line; with the room from which one comes, for whoever is its guest. */
import { RoomId } from '@converge/protocol/ids';

export const checkPath = (room: RoomId): string => `/check?room=${room}`;

/** The room in the address of the page; undefined where there is none. */
export const roomIn = (search: URLSearchParams): RoomId | undefined =>
  RoomId.safeParse(search.get('room')).data;
