/**
 * Rooms as they are open right now: one connection per identity, one open room
 * per room, kept for as long as a page or a call holds them. Loads socket.io, so
 * pages that show first and connect later import it dynamically.
 */
import { type Connection, createConnection } from '@converge/client/realtime/connection';
import { type LineAhead, openLineAhead } from '@converge/client/realtime/line-ahead';
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

/** What somebody on the way into a call has for the room that is about to be opened. */
export interface Arriving {
  /** Their line that was opened ahead. */
  readonly line: LineAhead | null;
  /** Settles when they are inside and see somebody, or have given up. */
  readonly inside: Promise<void>;
}

const lingerMs = 3_000;
/** Who signs in after they were refused, or gets a key, is told anew whether they are welcome. */
const isRefused = (line: Connection): boolean => line.state.get().kind === 'refused';
const storage = browserStorage();
/** Lines that are open already, for connections that are yet to be made. */
const linesAhead = new Map<string, LineAhead>();
/** For rooms that are yet to be opened: what comes first. */
const arrivals = new Map<string, Promise<void>>();

const connections = createShared<Connection>({
  lingerMs,
  isSpent: isRefused,
  close: (connection) => connection.close(),
  make(key) {
    const identity = identityIn(key);
    const ahead = linesAhead.get(key);
    linesAhead.delete(key);
    return createConnection({
      open: ahead?.become ?? socketIoLines(),
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
  isSpent: ({ connection }) => isRefused(connection),
  make(key) {
    const { roomId, identity } = placeOf(key);
    const line = holdConnection(identity);
    const connection = line.value;
    const after = arrivals.get(key);
    arrivals.delete(key);
    const live = {
      identity,
      connection,
      room: openRoom({ connection, roomId, storage, log: callLog, after }),
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

/** Opens a line for whoever will come in; see `holdRoomFor`. */
export const openAhead = (): LineAhead => openLineAhead(socketIoLines());

/** Opens a room, or joins in holding the open one. */
export const holdRoom = (roomId: RoomId, identity: Identity): Hold<LiveRoom> =>
  rooms.hold(roomKey(roomId, identity));

/**
 * The same for somebody who enters its call: by their own line, and what the room
 * has to tell waits until they are inside.
 */
export function holdRoomFor(
  { line, inside }: Arriving,
  roomId: RoomId,
  identity: Identity,
): Hold<LiveRoom> {
  const [whose, key] = [connectionKey(identity), roomKey(roomId, identity)];
  if (connections.peek(whose)) line?.close();
  else if (line) linesAhead.set(whose, line);
  if (!rooms.peek(key)) arrivals.set(key, inside);
  return rooms.hold(key);
}

/** The room if it is open already, such as by the call one has just entered. */
export const openedRoom = (roomId: RoomId, identity: Identity): LiveRoom | null =>
  rooms.peek(roomKey(roomId, identity));
