/** Rooms and settings of the whole space. */

import { adminApi, type RoomsSearch } from '@converge/client/rest/admin';
import type { PersonId, RoomId } from '@converge/protocol/ids';
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

/** Gives a room to somebody who may have rooms. */
export const useHandOver = () =>
  useRoomAct(({ id, to }: { id: RoomId; to: PersonId }) => api.handOver(id, to));

/** Ends a room's call from afar, for everybody inside. */
export const useEndCall = () => useRoomAct((id: RoomId) => api.endCall(id));

/** What an admin does to a room, after which all lists it stands in are asked for anew. */
function useRoomAct<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation<Output, Error, Input>({
    mutationFn,
    onSettled: () =>
      Promise.all([['admin'], ['rooms']].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

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
