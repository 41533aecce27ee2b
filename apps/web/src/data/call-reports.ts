/** What stays of a room's calls. */
import { roomRecordsApi } from '@converge/client/rest/room-records';
import type { RoomId } from '@converge/protocol/ids';
import { useQuery } from '@tanstack/react-query';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = roomRecordsApi(rest);

/** The latest calls that are over, for who leads the room. */
export const useCallReports = (roomId: RoomId) =>
  useQuery({
    queryKey: keys.callReports(roomId),
    queryFn: ({ signal }) => api.calls(roomId, { signal }),
    select: ({ calls }) => calls,
    // Whenever it is opened another call may have ended.
    staleTime: 0,
  });
