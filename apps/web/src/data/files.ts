/** The files of a room. */
import { filesApi } from '@converge/client/rest/files';
import type { DeletionId, FileId, RoomId } from '@converge/protocol/ids';
import type { UpdateFileBody } from '@converge/protocol/rest/files';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { rest } from './api.ts';
import { keys } from './keys.ts';

const api = filesApi(rest);

/** What lies in a room; events tell when to ask anew (`use-file-events.ts`). */
export const useFiles = (roomId: RoomId) =>
  useQuery({
    queryKey: keys.files(roomId),
    queryFn: ({ signal }) => api.list(roomId, { signal }),
    staleTime: 60_000,
  });

/** Who fetched what was handed out. */
export const useFetches = (roomId: RoomId, fileId: FileId) =>
  useQuery({
    queryKey: keys.fetches(roomId, fileId),
    queryFn: ({ signal }) => api.fetches(roomId, fileId, { signal }),
    staleTime: 0,
  });

/** What one does with them; each settles when the list is asked for anew. */
export function useFileActions(roomId: RoomId) {
  const client = useQueryClient();
  return useMemo(() => {
    const after = async <T>(done: Promise<T>): Promise<T> => {
      const result = await done;
      await client.invalidateQueries({ queryKey: keys.files(roomId) });
      return result;
    };
    return {
      createFolder: (name: string, parentId: FileId | null) =>
        after(api.createFolder(roomId, { name, parentId })),
      update: (id: FileId, body: UpdateFileBody) => after(api.update(roomId, id, body)),
      remove: (id: FileId) => after(api.remove(roomId, id)),
      undo: (id: DeletionId) => after(api.undo(roomId, id)),
      handOut: (id: FileId) => after(api.handOut(roomId, id)),
      giveUp: (id: FileId) => after(api.giveUp(roomId, id)),
    };
  }, [client, roomId]);
}
