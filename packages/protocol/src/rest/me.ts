/**
 * The signed-in person's own things.
 *
 *   GET    /me                   -> MeAnswer           (401 not_signed_in)
 *   PATCH  /me                   UpdateMeBody -> MeAnswer
 *   PUT    /me/avatar            image bytes (png, jpeg, webp) -> MeAnswer
 *   DELETE /me/avatar            -> MeAnswer
 *   POST   /me/password          ChangePasswordBody (auth.ts) -> 204; other sessions end
 *   GET    /me/sessions          -> SessionsAnswer
 *   DELETE /me/sessions/:id      -> 204
 *   DELETE /me/sessions          -> 204; all but the one that asks
 *   GET    /avatars/:key         -> the picture
 */
import * as z from 'zod/mini';
import { PersonId, Timestamp } from '../ids.ts';
import { DisplayName } from '../people.ts';
import { SpaceRole } from '../permissions.ts';

/** The longer side of somebody's picture, in pixels: everybody in a room draws it. */
export const avatarSide = 1_024;

export const locales = ['en', 'ru', 'uk'] as const;
export const Locale = z.enum(locales);
export type Locale = z.infer<typeof Locale>;

export const Me = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  role: SpaceRole,
  avatar: z.nullable(z.string()),
  locale: z.nullable(Locale),
});
export type Me = z.infer<typeof Me>;

export const MeAnswer = z.object({ me: Me });
export type MeAnswer = z.infer<typeof MeAnswer>;

export const UpdateMeBody = z.object({
  name: z.optional(DisplayName),
  locale: z.optional(z.nullable(Locale)),
});
export type UpdateMeBody = z.infer<typeof UpdateMeBody>;

export const Session = z.object({
  id: z.string(),
  current: z.boolean(),
  /** Browser and system in a few words, such as "Firefox on Linux"; null if unknown. */
  device: z.nullable(z.string()),
  address: z.nullable(z.string()),
  createdAt: Timestamp,
  lastSeenAt: Timestamp,
});
export type Session = z.infer<typeof Session>;

export const SessionsAnswer = z.object({ sessions: z.array(Session) });
export type SessionsAnswer = z.infer<typeof SessionsAnswer>;
