/**
 * The people of the space, for its admins. Whoever else asks gets `forbidden`.
 *
 *   GET    /admin/people             PeopleQuery -> PeopleAnswer
 *   POST   /admin/people             CreatePersonBody -> PersonLinkAnswer (201)   email_taken
 *   PATCH  /admin/people/:id         UpdatePersonBody -> ManagedPersonAnswer      last_admin
 *   POST   /admin/people/:id/link    LinkBody -> PersonLinkAnswer                 a way to a (new) password
 *   DELETE /admin/people/:id         DeletePersonQuery -> 204                     last_admin
 *   POST   /admin/people/import      ImportBody -> ImportAnswer
 */
import * as z from 'zod/mini';
import { PersonId, Timestamp } from '../ids.ts';
import { limits } from '../limits.ts';
import { DisplayName } from '../people.ts';
import { SpaceRole } from '../permissions.ts';
import { Email } from './auth.ts';
import { SearchText } from './search.ts';

/** Somebody as an admin sees them. */
export const ManagedPerson = z.object({
  id: PersonId,
  name: z.string(),
  email: z.string(),
  role: SpaceRole,
  avatar: z.nullable(z.string()),
  createdAt: Timestamp,
  /** null: never signed in, or signed out everywhere. */
  lastSeenAt: z.nullable(Timestamp),
  /** Has an account, but hasn't chosen a password yet. */
  invited: z.boolean(),
  disabled: z.boolean(),
  /** How many rooms are theirs. */
  rooms: z.int(),
});
export type ManagedPerson = z.infer<typeof ManagedPerson>;

export const peopleStates = ['all', 'admins', 'teachers', 'invited', 'disabled'] as const;
/** hosts: those who may have rooms and may sign in; whom a room can be handed to. */
export const PeopleState = z.enum([...peopleStates, 'hosts']);
export type PeopleState = z.infer<typeof PeopleState>;

export const PeopleQuery = z.object({
  /** In the name or the address. */
  query: z.optional(SearchText),
  state: z.optional(PeopleState),
  offset: z.optional(z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000))),
});

/** By name; as many as one page shows. */
export const PeopleAnswer = z.object({
  people: z.array(ManagedPerson),
  /** How many there are of this kind. */
  total: z.int(),
  /** Whether the space can send mail. */
  mail: z.boolean(),
});
export type PeopleAnswer = z.infer<typeof PeopleAnswer>;

/** How a link gets to whom it is for: shown to the admin, or sent by mail. */
export const Delivery = z.enum(['link', 'mail']);
export type Delivery = z.infer<typeof Delivery>;

export const CreatePersonBody = z.object({
  name: DisplayName,
  email: Email,
  role: SpaceRole,
  deliver: Delivery,
});
export type CreatePersonBody = z.infer<typeof CreatePersonBody>;

export const UpdatePersonBody = z.object({
  role: z.optional(SpaceRole),
  disabled: z.optional(z.boolean()),
});
export type UpdatePersonBody = z.infer<typeof UpdatePersonBody>;

export const ManagedPersonAnswer = z.object({ person: ManagedPerson });
export type ManagedPersonAnswer = z.infer<typeof ManagedPersonAnswer>;

export const LinkBody = z.object({ deliver: Delivery });
export type LinkBody = z.infer<typeof LinkBody>;

export const PersonLinkAnswer = z.object({
  person: ManagedPerson,
  /** Works once; shown now and never again. null: it went out by mail. */
  link: z.nullable(z.string()),
});
export type PersonLinkAnswer = z.infer<typeof PersonLinkAnswer>;

export const PersonParams = z.object({ personId: PersonId });

/** What becomes of the rooms of somebody who is deleted. */
export const RoomsFate = z.enum(['handOver', 'archive', 'delete']);
export type RoomsFate = z.infer<typeof RoomsFate>;

/** `to` is whom they are handed to; archived ones are kept by the admin who deletes. */
export const DeletePersonQuery = z.object({ rooms: RoomsFate, to: z.optional(PersonId) });
export type DeletePersonQuery = z.infer<typeof DeletePersonQuery>;

const Cell = z.string().check(z.maxLength(400));

/** A row as it stands in the file; what is wrong with it is said for each. */
export const ImportRow = z.object({ name: Cell, email: Cell, role: Cell });
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportBody = z.object({
  rows: z.array(ImportRow).check(z.minLength(1), z.maxLength(limits.importRows)),
  /** false: only says what would be done. */
  commit: z.boolean(),
  deliver: Delivery,
});
export type ImportBody = z.infer<typeof ImportBody>;

/** twice: the address stands further up as well. taken: it has an account. */
export const ImportFault = z.enum(['name', 'email', 'role', 'twice', 'taken']);
export type ImportFault = z.infer<typeof ImportFault>;

export const ImportAnswer = z.object({
  /** In the order of the file. */
  rows: z.array(
    z.object({
      name: z.string(),
      email: z.string(),
      /** null: fine. */
      fault: z.nullable(ImportFault),
      /** Of an account that was made now, where it isn't sent by mail. */
      link: z.nullable(z.string()),
    }),
  ),
  /** How many accounts were made, or would be. */
  made: z.int(),
});
export type ImportAnswer = z.infer<typeof ImportAnswer>;
