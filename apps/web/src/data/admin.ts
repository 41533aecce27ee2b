/** Rooms and settings of the whole space. */

import { adminApi, type RoomsSearch } from '@converge/client/rest/admin';
import type { SettingsAnswer, UpdateSettingsBody } from '@converge/protocol/rest/admin';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = adminApi(rest);

/** One page of those who fit. */
export const useAllRooms = (search: RoomsSearch) =>
  useQuery({
    queryKey: keys.adminRooms(search),
    queryFn: ({ signal }) => api.rooms(search, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

/** What is set for the space. */
export const useSettings = () =>
  useQuery({
    queryKey: keys.settings,
    queryFn: ({ signal }) => api.settings({ signal }),
    select: ({ settings }) => settings,
  });

/** Sets it otherwise; `null` makes another link for who is invited. */
export const useChangeSettings = () =>
  useSetting((body: UpdateSettingsBody | null) =>
    body ? api.changeSettings(body) : api.renewInvitation(),
  );

/** Another logo; null: ours again. */
export const useSetLogo = () => useSetting((picture: File | null) => api.setLogo(picture));

function useSetting<T>(mutationFn: (value: T) => Promise<SettingsAnswer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    async onSuccess(answer) {
      client.setQueryData<SettingsAnswer>(keys.settings, answer);
      await client.invalidateQueries({ queryKey: keys.space });
    },
  });
}
