/**
 * Tells those who have a room open that it is live and how many are inside: the
 * first news at once, what follows within a second only once, with its latest value.
 */
import type { RoomId } from '@converge/protocol/ids';
import { roomLive } from '@converge/protocol/realtime/room';
import type { Live } from '@converge/protocol/rest/rooms';
import type { Broadcast } from '../platform/realtime/ports.ts';

const QUIET_MS = 1_000;

interface Told {
  readonly live: Live | null;
  readonly timer: NodeJS.Timeout;
}

export interface LiveNews {
  changed(roomId: RoomId): void;
  close(): void;
}

export function createLiveNews(
  broadcast: Broadcast,
  liveOf: (roomId: RoomId) => Live | null,
): LiveNews {
  const told = new Map<RoomId, Told>();
  let closed = false;

  function tell(roomId: RoomId): void {
    const live = liveOf(roomId);
    broadcast(`room:${roomId}`, roomLive, { roomId, live });
    const timer = setTimeout(() => {
      told.delete(roomId);
      if (!same(live, liveOf(roomId))) tell(roomId);
    }, QUIET_MS);
    timer.unref();
    told.set(roomId, { live, timer });
  }

  return {
    changed(roomId) {
      if (!closed && !told.has(roomId)) tell(roomId);
    },
    close() {
      closed = true;
      for (const { timer } of told.values()) clearTimeout(timer);
      told.clear();
    },
  };
}

const same = (a: Live | null, b: Live | null) => a?.since === b?.since && a?.count === b?.count;
