/** Rooms: the open ones, and one's own. */

import { roomsApi } from '@converge/client/rest/rooms';
import type { RoomId } from '@converge/protocol/ids';
import type {
  CreateRoomBody,
  Room,
  RoomsAnswer,
  UpdateRoomBody,
} from '@converge/protocol/rest/rooms';
import {
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = roomsApi(rest);

/** Who is inside changes without us; a page that is looked at asks again. */
const freshMs = 10_000;

export const openRoomsQuery = queryOptions({
  queryKey: keys.openRooms,
  queryFn: ({ signal }) => api.listOpen({ signal }),
  refetchInterval: freshMs,
});

export const roomsQuery = queryOptions({
  queryKey: keys.rooms,
  queryFn: ({ signal }) => api.list({ signal }),
  refetchInterval: freshMs,
});

/** The rooms open to everybody. */
export const useOpenRooms = () => useQuery({ ...openRoomsQuery, select: ({ rooms }) => rooms });

/** The rooms one owns or belongs to, archived ones too. */
export const useRooms = (enabled = true) =>
  useQuery({ ...roomsQuery, enabled, select: ({ rooms }) => rooms });

/** Makes a room; with nothing said it is a meeting by link that bears its code as name. */
export function useCreateRoom() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: CreateRoomBody) => api.create(body),
    onSuccess: ({ room }) => keepRoom(client, room),
  });
}

/** Changes name, access or policy. */
export function useUpdateRoom() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: RoomId; body: UpdateRoomBody }) => api.update(id, body),
    onSuccess: ({ room }) => keepRoom(client, room),
  });
}

/** Archives a room, or brings it back. */
export function useSetArchived() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, archived }: { id: RoomId; archived: boolean }) =>
      archived ? api.archive(id) : api.restore(id),
    onSuccess: ({ room }) => keepRoom(client, room),
  });
}

/** Deletes a room with everything in it. */
export function useDeleteRoom() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: RoomId) => api.remove(id),
    onSuccess(_nothing, id) {
      client.setQueryData<RoomsAnswer>(
        keys.rooms,
        (answer) => answer && { rooms: answer.rooms.filter((room) => room.id !== id) },
      );
      client.removeQueries({ queryKey: keys.room(id) });
      void client.invalidateQueries({ queryKey: keys.openRooms });
    },
  });
}

function keepRoom(client: QueryClient, room: Room): void {
  client.setQueryData(keys.room(room.id), { room });
  client.setQueryData<RoomsAnswer>(keys.rooms, (answer) => {
    if (!answer) return answer;
    const known = answer.rooms.some(({ id }) => id === room.id);
    return {
      rooms: known
        ? answer.rooms.map((old) => (old.id === room.id ? room : old))
        : [room, ...answer.rooms],
    };
  });
  void client.invalidateQueries({ queryKey: keys.openRooms });
}
