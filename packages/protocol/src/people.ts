/** The people who appear in rooms, in the form everybody inside may see. */
import * as z from 'zod/mini';
import { PersonId } from './ids.ts';
import { limits } from './limits.ts';

/** A name as people type it: trimmed, inner white space folded, without control characters. */
export const DisplayName = z.pipe(
  z.pipe(
    z.string().check(z.maxLength(400)),
    z.transform((name: string) => name.replace(/[\p{C}\s]+/gu, ' ').trim()),
  ),
  z.string().check(z.minLength(limits.name.min), z.maxLength(limits.name.max)),
);

export const PersonKind = z.enum(['user', 'guest']);
export type PersonKind = z.infer<typeof PersonKind>;

export const Person = z.object({
  id: PersonId,
  kind: PersonKind,
  name: z.string(),
  /** Path of the picture on this server; null where initials stand for it. */
  avatar: z.nullable(z.string()),
});
export type Person = z.infer<typeof Person>;
