/**
 * Rooms and settings of the whole space, for its admins.
 *
 *   GET    /admin/rooms                 AdminRoomsQuery -> AdminRoomsAnswer
 *   POST   /admin/rooms/:roomId/end     -> 204              ends its call for everybody
 *   POST   /rooms/:roomId/owner         HandOverBody -> RoomAnswer
 *   GET    /admin/settings              -> SettingsAnswer
 *   PATCH  /admin/settings              UpdateSettingsBody -> SettingsAnswer
 *   POST   /admin/settings/invitation   -> SettingsAnswer   the old link stops working
 *   PUT    /admin/settings/logo         bytes of a PNG, WebP or SVG -> SettingsAnswer
 *   DELETE /admin/settings/logo         -> SettingsAnswer   our own sign again
 */
import * as z from 'zod/mini';
import { PersonId } from '../ids.ts';
import { limits } from '../limits.ts';
import { Policy, Preset, RoomState } from '../permissions.ts';
import { RoomDefaults } from './room-defaults.ts';
import { ListedRoom } from './rooms.ts';
import { SearchText } from './search.ts';
import { Registration } from './space.ts';

export const AdminRoomsQuery = z.object({
  /** In the name, the code, or the owner's name. */
  query: z.optional(SearchText),
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

/** The largest logo. Not among `limits`, which every page brings. */
export const logoBytes = 256 * 1024;
/** The longer side of a logo that isn't drawn by lines, in pixels. */
export const logoSide = 4_096;

/** After so many days it is forgotten; null: never. */
const Days = z.nullable(z.int().check(z.gte(1), z.lte(3_650)));

/** The same for guests. Their browsers keep the key for thirty days, and so it works for as long. */
const GuestDays = z.nullable(z.int().check(z.gte(30), z.lte(3_650)));

/**
 * calls: who was inside and how well (attendance); files: of rooms, hand-ins too;
 * log: who did what; guests: who has left nothing, since they were last seen.
 */
export const Retention = z.object({ calls: Days, files: Days, log: Days, guests: GuestDays });
export type Retention = z.infer<typeof Retention>;

const Megabytes = z.int().check(z.gte(1), z.lte(100_000_000));

/** What the environment may fix; then nobody sets it here. */
export const lockable = ['name', 'registration', 'fileMaxMb', 'roomQuotaMb'] as const;
export const Lockable = z.enum(lockable);
export type Lockable = z.infer<typeof Lockable>;

export const Settings = z.object({
  name: z.string(),
  /** Where its logo is found; null: ours. */
  logo: z.nullable(z.string()),
  registration: Registration,
  /** What new rooms begin with. */
  defaults: z.record(Preset, RoomDefaults),
  /** The largest file, in MiB. */
  fileMaxMb: Megabytes,
  /** What all files of a room may take, in MiB, where the room has no other number. */
  roomQuotaMb: Megabytes,
  /** How much of that is kept for hand-ins, in hundredths; the rest is for what is shared. */
  handInShare: z.int().check(z.gte(5), z.lte(95)),
  retention: Retention,
  /** What stands behind `/register#` in the space's link. */
  invitation: z.string(),
  /** Set in the environment, and only there. */
  locked: z.array(Lockable),
});
export type Settings = z.infer<typeof Settings>;

export const SettingsAnswer = z.object({ settings: Settings });
export type SettingsAnswer = z.infer<typeof SettingsAnswer>;

/** bad_request names what is wrong in `fields`; `locked`: it is set in the environment. */
export const UpdateSettingsBody = z.object({
  name: z.optional(SpaceName),
  registration: z.optional(Registration),
  /** Whole values; what isn't named stays. */
  defaults: z.optional(
    z.partialRecord(
      Preset,
      z.object({
        access: z.optional(RoomDefaults.shape.access),
        door: z.optional(RoomDefaults.shape.door),
        policy: z.optional(z.partial(Policy)),
      }),
    ),
  ),
  fileMaxMb: z.optional(Megabytes),
  roomQuotaMb: z.optional(Megabytes),
  handInShare: z.optional(Settings.shape.handInShare),
  retention: z.optional(z.partial(Retention)),
});
export type UpdateSettingsBody = z.infer<typeof UpdateSettingsBody>;
