/**
 * Rooms as they are open right now: one connection per identity, one open room
 * per room, kept for as long as a page or a call holds them. Loads socket.io, so
 * pages that show first and connect later import it dynamically.
 */
import { type Connection, createConnection } from '@converge/client/realtime/connection';
import { socketIoLines } from '@converge/client/realtime/socket-io';
import { type OpenRoom, openRoom } from '@converge/client/room/open-room';
import { consoleLog } from '@converge/client/state/log';
import { browserStorage } from '@converge/client/state/storage';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { createShared, type Hold } from './shared.ts';

/** With whose key the line is opened: an account's, or a guest's for one room. */
export type Identity =
  | { readonly kind: 'account'; readonly id: PersonId }
  | { readonly kind: 'guest'; readonly roomId: RoomId };

export interface LiveRoom {
  readonly identity: Identity;
  readonly connection: Connection;
  readonly room: OpenRoom;
}

const lingerMs = 3_000;
const storage = browserStorage();
const log = consoleLog('converge');

const connections = createShared<Connection>({
  lingerMs,
  close: (connection) => connection.close(),
  make(key) {
    const guestOf = key.startsWith('guest:') ? (key.slice(6) as RoomId) : undefined;
    return createConnection({
      open: socketIoLines(),
      log,
      ...(guestOf === undefined ? {} : { room: guestOf }),
    });
  },
});

const connectionKey = (identity: Identity): string =>
  identity.kind === 'account' ? `account:${identity.id}` : `guest:${identity.roomId}`;

const rooms = new Map<string, (key: string) => Hold<OpenRoom>>();

/** Opens the line, so that it stands when a room is wanted. */
export const holdConnection = (identity: Identity): Hold<Connection> =>
  connections(connectionKey(identity));

/** Opens a room, or joins in holding the open one. */
export function holdRoom(roomId: RoomId, identity: Identity): Hold<LiveRoom> {
  const connection = holdConnection(identity);
  const key = connectionKey(identity);
  const hold = rooms.get(key) ?? openRoomsOf(identity);
  rooms.set(key, hold);
  const room = hold(roomId);
  return {
    value: { identity, connection: connection.value, room: room.value },
    release() {
      room.release();
      connection.release();
    },
  };
}

/** Each open room holds its own line, which therefore outlives it. */
function openRoomsOf(identity: Identity): (key: string) => Hold<OpenRoom> {
  const lines = new WeakMap<OpenRoom, Hold<Connection>>();
  return createShared<OpenRoom>({
    lingerMs,
    make(roomId) {
      const line = holdConnection(identity);
      const room = openRoom({ connection: line.value, roomId: roomId as RoomId, storage, log });
      lines.set(room, line);
      return room;
    },
    close(room) {
      room.close();
      lines.get(room)?.release();
    },
  });
}
