/** The people of the space, for its admins; whoever else asks gets `forbidden`. */
import type { PersonId } from '@converge/protocol/ids';
import {
  CreatePersonBody,
  type DeletePersonQuery,
  type Delivery,
  ImportAnswer,
  ImportBody,
  LinkBody,
  ManagedPersonAnswer,
  PeopleAnswer,
  type PeopleState,
  PersonLinkAnswer,
  UpdatePersonBody,
} from '@converge/protocol/rest/people';
import type * as z from 'zod/mini';
import { type CallOptions, path, queryOf, type Rest } from './rest.ts';

export interface PeopleSearch {
  readonly query?: string;
  readonly state?: PeopleState;
  readonly offset?: number;
}

export const peopleApi = (rest: Rest) => ({
  /** By name, one page of them. */
  list: (search: PeopleSearch = {}, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: `/admin/people${queryOf({ ...search })}`,
      answer: PeopleAnswer,
      signal,
    }),
  /** With a link to a password, shown once or sent by mail. email_taken. */
  create: (body: z.input<typeof CreatePersonBody>) =>
    rest.ask({
      method: 'POST',
      path: '/admin/people',
      json: { schema: CreatePersonBody, body },
      answer: PersonLinkAnswer,
    }),
  /** last_admin. */
  update: (id: PersonId, body: UpdatePersonBody) =>
    rest.ask({
      method: 'PATCH',
      path: path`/admin/people/${id}`,
      json: { schema: UpdatePersonBody, body },
      answer: ManagedPersonAnswer,
    }),
  /** A way to a (new) password; earlier ones stop working. */
  link: (id: PersonId, deliver: Delivery) =>
    rest.ask({
      method: 'POST',
      path: path`/admin/people/${id}/link`,
      json: { schema: LinkBody, body: { deliver } },
      answer: PersonLinkAnswer,
    }),
  /** last_admin; bad_request where the rooms can't be handed to that person. */
  remove: (id: PersonId, how: DeletePersonQuery) =>
    rest.tell({ method: 'DELETE', path: `${path`/admin/people/${id}`}${queryOf({ ...how })}` }),
  /** With `commit` false nothing is made: it says what would be. */
  import: (body: ImportBody) =>
    rest.ask({
      method: 'POST',
      path: '/admin/people/import',
      json: { schema: ImportBody, body },
      answer: ImportAnswer,
    }),
});
