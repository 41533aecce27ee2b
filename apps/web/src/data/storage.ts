/** What the files of the space take, and what of it may go. */
import { storageApi } from '@converge/client/rest/storage';
import type { RoomId } from '@converge/protocol/ids';
import type { StorageQuery } from '@converge/protocol/rest/storage';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = storageApi(rest);

/** Everything together. */
export const useStorage = () =>
  useQuery({ queryKey: keys.storage, queryFn: ({ signal }) => api.look({ signal }) });

/** One page of the rooms. */
export const useRoomsBySize = (query: StorageQuery) =>
  useQuery({
    queryKey: keys.storageRooms(query),
    queryFn: ({ signal }) => api.rooms(query, { signal }),
    placeholderData: keepPreviousData,
  });

/** One page of whose files they are. */
export const usePeopleBySize = (query: StorageQuery) =>
  useQuery({
    queryKey: keys.storagePeople(query),
    queryFn: ({ signal }) => api.people(query, { signal }),
    placeholderData: keepPreviousData,
  });

/** What retention would forget now. */
export const useOld = () =>
  useQuery({ queryKey: keys.old, queryFn: ({ signal }) => api.old({ signal }), staleTime: 0 });

/** Forgets it now. */
export function useForget() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.forget(),
    onSettled: () => client.invalidateQueries({ queryKey: ['admin'] }),
  });
}

/** Another quota for one room, in MiB; null: that of the space. */
export function useSetQuota() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, quotaMb }: { id: RoomId; quotaMb: number | null }) =>
      api.setQuota(id, quotaMb),
    onSettled: () => client.invalidateQueries({ queryKey: keys.storage }),
  });
}
