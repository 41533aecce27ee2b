/** Who belongs to a room, and what is decided about them outside of its call. */
import { roomPeopleApi } from '@converge/client/rest/room-people';
import { roomRecordsApi } from '@converge/client/rest/room-records';
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { BanPersonBody, RoomPersonBody } from '@converge/protocol/rest/room-people';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = roomPeopleApi(rest);
const records = roomRecordsApi(rest);

/** For who leads the room: who leads first, then those with grants, then the latest. */
export const useRoomPeople = (roomId: RoomId) =>
  useQuery({
    queryKey: keys.roomPeople(roomId),
    queryFn: ({ signal }) => api.list(roomId, { signal }),
    staleTime: 0,
  });

/** Changes somebody's role, or one capability of theirs. */
export const useChangeRoomPerson = (roomId: RoomId) =>
  useDecision(roomId, ({ id, body }: { id: PersonId; body: RoomPersonBody }) =>
    api.change(roomId, id, body),
  );

/** Keeps somebody out. */
export const useBanRoomPerson = (roomId: RoomId) =>
  useDecision(roomId, ({ id, body }: { id: PersonId; body: BanPersonBody }) =>
    api.ban(roomId, id, body),
  );

/** The same where no list of people is open, such as in the lobby. */
export const banFromRoom = (roomId: RoomId, id: PersonId): Promise<void> => api.ban(roomId, id);

/** Takes that back, where nobody else has. */
export async function allowInRoom(roomId: RoomId, id: PersonId): Promise<void> {
  const { bans } = await records.bans(roomId);
  const ban = bans.find(({ person }) => person.id === id);
  if (ban) await records.unban(roomId, ban.id);
}

/** After it what stands of the room's people, bans and log is asked for anew. */
function useDecision<Input>(roomId: RoomId, decide: (input: Input) => Promise<void>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: decide,
    onSettled: () =>
      Promise.all(
        [keys.roomPeople, keys.bans, keys.audit].map((key) =>
          client.invalidateQueries({ queryKey: key(roomId) }),
        ),
      ),
  });
}
