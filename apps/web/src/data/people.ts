/** The people of the space, as its admins see them. */

import { type PeopleSearch, peopleApi } from '@converge/client/rest/people';
import type { PersonId } from '@converge/protocol/ids';
import type {
  CreatePersonBody,
  DeletePersonQuery,
  Delivery,
  ImportBody,
  UpdatePersonBody,
} from '@converge/protocol/rest/people';
import {
  keepPreviousData,
  type UseMutationOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = peopleApi(rest);

/** One page of those who fit. */
export const usePeople = (search: PeopleSearch) =>
  useQuery({
    queryKey: keys.people(search),
    queryFn: ({ signal }) => api.list(search, { signal }),
    placeholderData: keepPreviousData,
  });

/** Those who may have rooms, whom rooms can be handed to: one page of whom `query` finds. */
export const useHosts = (query: string) =>
  useQuery({
    queryKey: keys.people({ hosts: query }),
    queryFn: ({ signal }) => api.list({ state: 'hosts', query }, { signal }),
    placeholderData: keepPreviousData,
  });

/** A change of people, after which all lists of them are asked for anew. */
function useChange<Input, Output>(run: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  const options: UseMutationOptions<Output, Error, Input> = {
    mutationFn: run,
    onSettled: () => client.invalidateQueries({ queryKey: ['admin'] }),
  };
  return useMutation(options);
}

export const useCreatePerson = () => useChange((body: CreatePersonBody) => api.create(body));

export const useUpdatePerson = () =>
  useChange(({ id, ...body }: UpdatePersonBody & { id: PersonId }) => api.update(id, body));

export const usePersonLink = () =>
  useChange(({ id, deliver }: { id: PersonId; deliver: Delivery }) => api.link(id, deliver));

export const useDeletePerson = () =>
  useChange(({ id, ...how }: DeletePersonQuery & { id: PersonId }) => api.remove(id, how));

export const useImportPeople = () => useChange((body: ImportBody) => api.import(body));
