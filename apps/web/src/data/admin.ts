/** Rooms and settings of the whole space. */

import { adminApi, type RoomsSearch } from '@converge/client/rest/admin';
import { roomsApi } from '@converge/client/rest/rooms';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { SettingsAnswer, UpdateSettingsBody } from '@converge/protocol/rest/admin';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = adminApi(rest);
const rooms = roomsApi(rest);

/** One page of those who fit. */
export const useAllRooms = (search: RoomsSearch) =>
  useQuery({
    queryKey: keys.adminRooms(search),
    queryFn: ({ signal }) => api.rooms(search, { signal }),
    placeholderData: keepPreviousData,
    refetchInterval: 10_000,
  });

/** What an admin does to a room; the lists are asked for anew. */
export type RoomAct =
  | { readonly act: 'archive' | 'restore' | 'delete' | 'end'; readonly id: RoomId }
  | { readonly act: 'handOver'; readonly id: RoomId; readonly to: PersonId };

export function useRoomAct() {
  const client = useQueryClient();
  return useMutation({
    async mutationFn(what: RoomAct): Promise<void> {
      switch (what.act) {
        case 'archive':
          await rooms.archive(what.id);
          return;
        case 'restore':
          await rooms.restore(what.id);
          return;
        case 'delete':
          await rooms.remove(what.id);
          return;
        case 'end':
          await api.endCall(what.id);
          return;
        case 'handOver':
          await api.handOver(what.id, what.to);
          return;
        default:
          what satisfies never;
      }
    },
    async onSettled() {
      await Promise.all(
        [['admin'], ['rooms']].map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
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
export function useChangeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: UpdateSettingsBody | null) =>
      body ? api.changeSettings(body) : api.renewInvitation(),
    async onSuccess(answer) {
      client.setQueryData<SettingsAnswer>(keys.settings, answer);
      await client.invalidateQueries({ queryKey: keys.space });
    },
  });
}
