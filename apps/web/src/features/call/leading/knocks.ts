/**
 * Who was heard knocking, room by room. It outlives the pages: each of them looks
 * at the lobby anew, and whoever waits on meanwhile has knocked already.
 */
import type { RoomId } from '@converge/protocol/ids';
import type { Lobby } from '@converge/protocol/realtime/lobby';

const heard = new Map<RoomId, ReadonlySet<string>>();

/** Whether somebody among those who wait wasn't there when it was asked last (SPEC LOBBY-9). */
export function knocksAnew(roomId: RoomId, waiting: Lobby['waiting']): boolean {
  const before = heard.get(roomId);
  // Who went away and comes again waits since another moment.
  const now = waiting.map(({ person, since }) => `${person.id} ${since}`);
  heard.set(roomId, new Set(now));
  return now.some((one) => !before?.has(one));
}

/** Whether anybody waited when it was asked last. */
export const someoneWaits = (roomId: RoomId): boolean => (heard.get(roomId)?.size ?? 0) > 0;
