/**
 * Rooms and settings of the whole space, for its admins.
 *
 *   GET   /admin/rooms                 AdminRoomsQuery -> AdminRoomsAnswer
 *   POST  /admin/rooms/:roomId/end     -> 204              ends its call for everybody
 *   POST  /rooms/:roomId/owner         HandOverBody -> RoomAnswer
 *   GET   /admin/settings              -> SettingsAnswer
 *   PATCH /admin/settings              UpdateSettingsBody -> SettingsAnswer
 *   POST  /admin/settings/invitation   -> SettingsAnswer   the old link stops working
 */
import * as z from 'zod/mini';
import { PersonId } from '../ids.ts';
import { limits } from '../limits.ts';
import { RoomAccess, RoomState } from '../permissions.ts';
import { ListedRoom } from './rooms.ts';
import { Registration } from './space.ts';

export const AdminRoomsQuery = z.object({
  /** In the name, the code, or the owner's name. */
  query: z.optional(z.string().check(z.maxLength(100))),
  state: z.optional(RoomState),
  offset: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000))),
});

/** Those used last first; as many as one page shows. */
export const AdminRoomsAnswer = z.object({ rooms: z.array(ListedRoom), total: z.int() });
export type AdminRoomsAnswer = z.infer<typeof AdminRoomsAnswer>;

export const HandOverBody = z.object({ ownerId: PersonId });
export type HandOverBody = z.infer<typeof HandOverBody>;

const SpaceName = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(400)),
    z.transform((name: string) => name.replace(/[\p{C}\s]+/gu, ' ').trim()),
  ),
  z.string().check(z.minLength(1), z.maxLength(limits.roomName.max)),
);

const RetentionDays = z.nullable(z.int().check(z.gte(1), z.lte(3_650)));

export const Settings = z.object({
  name: z.string(),
  registration: Registration,
  /** Who may enter a new room, where its maker says nothing. */
  meetingAccess: RoomAccess,
  classAccess: RoomAccess,
  /** After so many days what stays of a call is forgotten; null: never. */
  retentionDays: RetentionDays,
  /** What stands behind `/register#` in the space's link. */
  invitation: z.string(),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsAnswer = z.object({ settings: Settings });
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;

export const UpdateSettingsBody = z.object({
  name: z.optional(SpaceName),
  registration: z.optional(Registration),
  meetingAccess: z.optional(RoomAccess),
  classAccess: z.optional(RoomAccess),
  retentionDays: z.optional(RetentionDays),
});
export type UpdateSettingsBody = z.infer<typeof UpdateSettingsBody>;
