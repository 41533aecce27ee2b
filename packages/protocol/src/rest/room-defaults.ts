/**
 * What new rooms begin with here, for those who make them; admins set it (`rest/admin.ts`).
 *
 *   GET /rooms/defaults -> RoomDefaultsAnswer
 */
import * as z from 'zod/mini';
import { Policy, Preset, RoomAccess } from '../permissions.ts';

/** What somebody finds in a new room who says nothing else. A room that is made locked would be of no use. */
export const RoomDefaults = z.object({
  access: RoomAccess,
  door: z.enum(['open', 'lobby']),
  policy: Policy,
});
export type RoomDefaults = z.infer<typeof RoomDefaults>;

export const RoomDefaultsAnswer = z.object({ defaults: z.record(Preset, RoomDefaults) });
export type RoomDefaultsAnswer = z.infer<typeof RoomDefaultsAnswer>;
