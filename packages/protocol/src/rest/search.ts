/** What a list is searched by. */
import * as z from 'zod/mini';

/** A part of a name or the like; NUL is in none, and no database takes it as text. */
export const SearchText = z.string().check(
  z.maxLength(100),
  z.refine((text) => !text.includes('\u0000')),
);
