/** How many wait before a room's call, for who decides about them: for the sign in the tab's title. */
import { createValue, type WritableValue } from '@converge/client/state/value';
import type { RoomId } from '@converge/protocol/ids';

const marks = new Map<RoomId, WritableValue<number>>();

export function lobbyMarks(roomId: RoomId): WritableValue<number> {
  const known = marks.get(roomId) ?? createValue(0);
  marks.set(roomId, known);
  return known;
}
