/**
 * Rooms and what their owners do with them.
 *
 *   GET    /rooms/open             -> OpenRoomsAnswer     also without an account
 *   GET    /rooms                  -> RoomsAnswer         mine: owned or a member of, active and archived
 *   GET    /rooms/defaults         -> RoomDefaultsAnswer  what new ones begin with (`room-defaults.ts`)
 *   POST   /rooms                  CreateRoomBody -> RoomAnswer (201)
 *   GET    /rooms/:roomId          -> RoomAnswer
 *   PATCH  /rooms/:roomId          UpdateRoomBody -> RoomAnswer
 *   POST   /rooms/:roomId/copy     CopyRoomBody -> RoomAnswer (201)   another one by its rules
 *   POST   /rooms/:roomId/archive  -> RoomAnswer          a running call ends
 *   POST   /rooms/:roomId/restore  -> RoomAnswer
 *   DELETE /rooms/:roomId          -> 204                 with everything in it
 */
import * as z from 'zod/mini';
import { JoinCode, PersonId, RoomId, Timestamp } from '../ids.ts';
import { limits } from '../limits.ts';
import { Policy, Preset, RoomAccess, RoomDoor, RoomRole, RoomState } from '../permissions.ts';

const RoomName = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(400)),
    z.transform((name: string) => name.replace(/[\p{C}\s]+/gu, ' ').trim()),
  ),
  z.string().check(z.maxLength(limits.roomName.max)),
);

/** A call that is going on. */
export const Live = z.object({
  since: Timestamp,
  /** How many are inside. */
  count: z.int(),
});
export type Live = z.infer<typeof Live>;

/** The same as one sees it who may stand before a door that isn't open (SPEC ROOM-8). */
export const LiveSeen = z.object({
  since: Timestamp,
  /** null: that isn't told before the door. */
  count: z.nullable(z.int()),
});
export type LiveSeen = z.infer<typeof LiveSeen>;

/** A room as its people see it. */
export const Room = z.object({
  id: RoomId,
  /** The readable code that stands behind /join/. */
  code: JoinCode,
  /** Empty where nobody named it; the interface then shows the code. */
  name: z.string(),
  preset: Preset,
  access: RoomAccess,
  door: RoomDoor,
  state: RoomState,
  policy: Policy,
  owner: z.object({ id: PersonId, name: z.string() }),
  /** The asking person's role in it; null for an admin who never entered. */
  role: z.nullable(RoomRole),
  createdAt: Timestamp,
  /** When its last call began; null: never live. */
  lastLiveAt: z.nullable(Timestamp),
  live: z.nullable(LiveSeen),
});
export type Room = z.infer<typeof Room>;

/** What lies in a room. */
export const Held = z.object({
  files: z.int(),
  bytes: z.int(),
});
export type Held = z.infer<typeof Held>;

/** A room in a list of one's own, or of all. */
export const ListedRoom = z.extend(Room, {
  /** As far as the asking person reads it; null: nothing of it, before a door. */
  held: z.nullable(Held),
});
export type ListedRoom = z.infer<typeof ListedRoom>;

/** A room as a visitor of the main page sees it. */
export const OpenRoom = z.object({
  id: RoomId,
  code: JoinCode,
  name: z.string(),
  preset: Preset,
  owner: z.string(),
  live: z.nullable(LiveSeen),
});
export type OpenRoom = z.infer<typeof OpenRoom>;

export const RoomAnswer = z.object({ room: Room });
export type RoomAnswer = z.infer<typeof RoomAnswer>;

export const RoomsAnswer = z.object({ rooms: z.array(ListedRoom) });
export type RoomsAnswer = z.infer<typeof RoomsAnswer>;

export const OpenRoomsAnswer = z.object({ rooms: z.array(OpenRoom) });
export type OpenRoomsAnswer = z.infer<typeof OpenRoomsAnswer>;

export const CreateRoomBody = z.object({
  name: z.optional(RoomName),
  preset: z.optional(Preset),
  access: z.optional(RoomAccess),
  door: z.optional(RoomDoor),
  /** Where it is to differ from what the preset says. */
  policy: z.optional(z.partial(Policy)),
});
export type CreateRoomBody = z.infer<typeof CreateRoomBody>;

/** Nobody and nothing that was said comes along: neither members, bans and invites nor the conversation. */
export const CopyRoomBody = z.object({
  /** Absent: the same name. */
  name: z.optional(RoomName),
  /** Whether its folders and what was handed out come along. */
  files: z.boolean(),
});
export type CopyRoomBody = z.infer<typeof CopyRoomBody>;

export const UpdateRoomBody = z.object({
  name: z.optional(RoomName),
  access: z.optional(RoomAccess),
  /** Locks the call, or puts a lobby before it; those inside stay. */
  door: z.optional(RoomDoor),
  /** Whole values of single capabilities; what isn't named stays. */
  policy: z.optional(z.partial(Policy)),
});
export type UpdateRoomBody = z.infer<typeof UpdateRoomBody>;

export const RoomParams = z.object({ roomId: RoomId });
