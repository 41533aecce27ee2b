/** What stays of moderation with a room: who is kept out, and who did what. */
import { roomRecordsApi } from '@converge/client/rest/room-records';
import type { AuditEntryId, BanId, RoomId } from '@converge/protocol/ids';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = roomRecordsApi(rest);

/** Who is kept out, the latest first. */
export const useBans = (roomId: RoomId) =>
  useQuery({
    queryKey: keys.bans(roomId),
    queryFn: ({ signal }) => api.bans(roomId, { signal }),
    select: ({ bans }) => bans,
    staleTime: 0,
  });

/** Lets somebody come again. */
export function useUnban(roomId: RoomId) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: BanId) => api.unban(roomId, id),
    onSettled: () =>
      Promise.all(
        [keys.bans, keys.roomPeople].map((key) =>
          client.invalidateQueries({ queryKey: key(roomId) }),
        ),
      ),
  });
}

/** Who did what, page by page into the past. */
export const useAudit = (roomId: RoomId) =>
  useInfiniteQuery({
    queryKey: keys.audit(roomId),
    queryFn: ({ pageParam, signal }) => api.audit(roomId, pageParam, { signal }),
    initialPageParam: undefined as AuditEntryId | undefined,
    getNextPageParam: ({ more, entries }) => (more ? entries.at(-1)?.id : undefined),
    staleTime: 0,
  });
