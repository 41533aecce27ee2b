/**
 * Who belongs to a room, inside its call or not, and what who leads does about them.
 *
 *   GET   /rooms/:roomId/people                -> RoomPeopleAnswer        for who leads it
 *   PATCH /rooms/:roomId/people/:personId      RoomPersonBody -> 204
 *   POST  /rooms/:roomId/people/:personId/ban  BanPersonBody -> 204
 *
 * The rights are those of a call: `forbidden` where `can` says no. `not_found`: nobody of
 * that id has a place. Who waits in the lobby has one, and doesn't stand in the list.
 */
import * as z from 'zod/mini';
import { PersonId, RoomId } from '../ids.ts';
import { Person } from '../people.ts';
import { Capability, Grants, RoomRole, SpaceRole } from '../permissions.ts';

export const RoomPerson = z.object({
  person: Person,
  role: RoomRole,
  /** null: a guest. */
  spaceRole: z.nullable(SpaceRole),
  /** What was given or taken until it is taken back; what ends with the call isn't here. */
  grants: Grants,
  /** They are out until the call is over. */
  removed: z.boolean(),
  /** Guests of their network can be kept out with them. */
  network: z.boolean(),
});
export type RoomPerson = z.infer<typeof RoomPerson>;

/** Who leads first, then those with grants, then the latest; without guests of long ago. */
export const RoomPeopleAnswer = z.object({
  people: z.array(RoomPerson),
  /** Whether there are more than `limits.roomPeople` members or guests. */
  more: z.boolean(),
});
export type RoomPeopleAnswer = z.infer<typeof RoomPeopleAnswer>;

export const RoomPersonParams = z.object({ roomId: RoomId, personId: PersonId });

/** To lead beside the owner, or no longer; or one capability, as `call.grant` without the call. */
export const RoomPersonBody = z.union([
  z.object({ role: z.enum(['moderator', 'participant']) }),
  z.object({ capability: Capability, allowed: z.nullable(z.boolean()) }),
]);
export type RoomPersonBody = z.infer<typeof RoomPersonBody>;

export const BanPersonBody = z.object({
  /** Also guests who come from the network they came from last. */
  address: z.optional(z.boolean()),
});
export type BanPersonBody = z.infer<typeof BanPersonBody>;
