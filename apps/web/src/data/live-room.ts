/**
 * Rooms as they are open right now: one connection per identity, one open room
 * per room, kept for as long as a page or a call holds them. Loads socket.io, so
 * pages that show first and connect later import it dynamically.
 */
import { type Connection, createConnection } from '@converge/client/realtime/connection';
import { socketIoLines } from '@converge/client/realtime/socket-io';
import { type OpenRoom, openRoom } from '@converge/client/room/open-room';
import { browserStorage } from '@converge/client/state/storage';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { callLog } from './call-log.ts';
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

const connections = createShared<Connection>({
  lingerMs,
  close: (connection) => connection.close(),
  make(key) {
    const identity = identityIn(key);
    return createConnection({
      open: socketIoLines(),
      log: callLog,
      ...(identity.kind === 'guest' ? { room: identity.roomId } : {}),
    });
  },
});

/** Names who the line belongs to. */
export const connectionKey = (identity: Identity): string =>
  identity.kind === 'account' ? `account:${identity.id}` : `guest:${identity.roomId}`;

/** What `connectionKey` made the key of. */
function identityIn(key: string): Identity {
  const [kind, id] = key.split(':') as [Identity['kind'], string];
  return kind === 'account' ? { kind, id: id as PersonId } : { kind, roomId: id as RoomId };
}

/** Each open room holds its own line, which therefore outlives it. */
const lines = new WeakMap<LiveRoom, Hold<Connection>>();

const rooms = createShared<LiveRoom>({
  lingerMs,
  make(key) {
    const { roomId, identity } = placeOf(key);
    const line = holdConnection(identity);
    const connection = line.value;
    const live = {
      identity,
      connection,
      room: openRoom({ connection, roomId, storage, log: callLog }),
    };
    lines.set(live, line);
    return live;
  },
  close(live) {
    live.room.close();
    lines.get(live)?.release();
  },
});

const roomKey = (roomId: RoomId, identity: Identity): string =>
  `${roomId} ${connectionKey(identity)}`;

function placeOf(key: string): { readonly roomId: RoomId; readonly identity: Identity } {
  const [roomId, whose] = key.split(' ') as [RoomId, string];
  return { roomId, identity: identityIn(whose) };
}

/** Opens the line, so that it stands when a room is wanted. */
export const holdConnection = (identity: Identity): Hold<Connection> =>
  connections.hold(connectionKey(identity));

/** Opens a room, or joins in holding the open one. */
export const holdRoom = (roomId: RoomId, identity: Identity): Hold<LiveRoom> =>
  rooms.hold(roomKey(roomId, identity));

/** The room if it is open already, such as by the call one has just entered. */
export const openedRoom = (roomId: RoomId, identity: Identity): LiveRoom | null =>
  rooms.peek(roomKey(roomId, identity));
