/**
 * Looking into a room: its conversation, and whether it is live.
 * `room.open` subscribes this socket to the room's events until `room.close`.
 */
import * as z from 'zod/mini';
import { RoomId, Seq } from '../ids.ts';
import { Person } from '../people.ts';
import { RoomRole } from '../permissions.ts';
import { Live, Room } from '../rest/rooms.ts';
import { ConversationPage } from './chat.ts';
import { defineEvent, defineRequest, Nothing } from './define.ts';

export const RoomSnapshot = z.object({
  room: Room,
  me: Person,
  conversation: ConversationPage,
});
export type RoomSnapshot = z.infer<typeof RoomSnapshot>;

export const roomOpen = defineRequest(
  'room.open',
  z.object({
    roomId: RoomId,
    /**
     * The last sequence number the client holds. The answer then carries what
     * follows it; where that is more than a page, the newest page, with a gap
     * that `chat.history` fills.
     */
    after: z.optional(Seq),
  }),
  RoomSnapshot,
);

export const roomClose = defineRequest('room.close', z.object({ roomId: RoomId }), Nothing);

/** Name, access, policy or state changed; `role` in it is the receiver's own. */
export const roomUpdated = defineEvent(
  'room.updated',
  z.object({ room: z.omit(Room, { role: true, live: true }) }),
);

/** The receiver's own role in the room is another now. */
export const roomRole = defineEvent('room.role', z.object({ roomId: RoomId, role: RoomRole }));

export const roomDeleted = defineEvent('room.deleted', z.object({ roomId: RoomId }));

/** A call began, ended, or the number inside changed (at most once a second). */
export const roomLive = defineEvent(
  'room.live',
  z.object({ roomId: RoomId, live: z.nullable(Live) }),
);
