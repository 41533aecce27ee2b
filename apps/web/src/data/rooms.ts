/** Rooms: the open ones, and one's own. */

import { roomsApi } from '@converge/client/rest/rooms';
import type { RoomId } from '@converge/protocol/ids';
import type {
  CopyRoomBody,
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

/** Makes another room by the rules of one; with `files` its folders and hand-outs come along. */
export function useCopyRoom() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: RoomId; body: CopyRoomBody }) => api.copy(id, body),
    onSuccess({ room }) {
      keepRoom(client, room);
      // How much came along is for the list to say.
      void client.invalidateQueries({ queryKey: keys.rooms });
    },
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
      refreshLists(client);
    },
  });
}

function keepRoom(client: QueryClient, room: Room): void {
  client.setQueryData(keys.room(room.id), { room });
  client.setQueryData<RoomsAnswer>(keys.rooms, (answer) => {
    if (!answer) return answer;
    const known = answer.rooms.some(({ id }) => id === room.id);
    if (known) {
      return {
        rooms: answer.rooms.map((old) => (old.id === room.id ? { ...old, ...room } : old)),
      };
    }
    // An admin may change what they have no place in.
    if (room.role === null) return answer;
    return { rooms: [{ ...room, held: nothingHeld }, ...answer.rooms] };
  });
  refreshLists(client);
}

const nothingHeld = { files: 0, bytes: 0 };

/** The lists that are put together at the server: the main page's, and the admins'. */
function refreshLists(client: QueryClient): void {
  void client.invalidateQueries({ queryKey: keys.openRooms });
  void client.invalidateQueries({ queryKey: ['admin', 'rooms'] });
}
