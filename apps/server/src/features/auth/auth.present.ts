/** How a person's account looks to themselves, and where pictures are found. */
import type { PersonId } from '@converge/protocol/ids';
import type { SpaceRole } from '@converge/protocol/permissions';
import type { Locale, Me } from '@converge/protocol/rest/me';
import { REST_PREFIX } from '@converge/protocol/version';

/** The path of a picture on this server; null where initials stand for it. */
export const avatarPath = (image: string | null): string | null =>
  image === null ? null : `${REST_PREFIX}/avatars/${image}`;

interface Account {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: SpaceRole;
  readonly image: string | null;
  readonly locale: Locale | null;
}

export const presentMe = ({ id, name, email, role, image, locale }: Account): Me => ({
  id: id as PersonId,
  name,
  email,
  role,
  avatar: avatarPath(image),
  locale,
});
