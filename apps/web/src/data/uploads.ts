/**
 * Uploads that are under way, one queue per room. They go on while one walks to
 * other pages, for as long as this page of the browser lives.
 */
import { createUploads, type Uploads } from '@converge/client/files/uploads';
import { filesApi } from '@converge/client/rest/files';
import type { RoomId } from '@converge/protocol/ids';
import { rest } from './api.ts';
import { callLog } from './call-log.ts';
import { onRecovery } from './connection.ts';

const api = filesApi(rest);
const queues = new Map<RoomId, Uploads>();

/** The queue of a room. */
export function uploadsOf(roomId: RoomId): Uploads {
  const known = queues.get(roomId);
  if (known) return known;
  const fresh = createUploads({
    roomId,
    log: callLog,
    unfinished: async () => (await api.list(roomId)).unfinished,
    giveUp: (id) => api.giveUp(roomId, id),
  });
  queues.set(roomId, fresh);
  onRecovery(fresh.wake);
  window.addEventListener('online', fresh.wake);
  return fresh;
}
