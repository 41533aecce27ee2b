/** What stays of a room's calls. */
import { roomRecordsApi } from '@converge/client/rest/room-records';
import type { CallId, RoomId } from '@converge/protocol/ids';
import { useInfiniteQuery } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = roomRecordsApi(rest);

/** The calls that are over, the latest first, page by page; for who leads the room. */
export const useCallReports = (roomId: RoomId) =>
  useInfiniteQuery({
    queryKey: keys.callReports(roomId),
    queryFn: ({ pageParam, signal }) => api.calls(roomId, pageParam, { signal }),
    initialPageParam: undefined as CallId | undefined,
    getNextPageParam: ({ more, calls }) => (more ? calls.at(-1)?.id : undefined),
    select: ({ pages }) => pages.flatMap(({ calls }) => calls),
    // Whenever it is opened another call may have ended.
    staleTime: 0,
  });
