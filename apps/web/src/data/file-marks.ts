/** How many files were handed out to this person that they haven't fetched, for the signs outside of the list. */
import { createValue, type WritableValue } from '@converge/client/state/value';
import type { RoomId } from '@converge/protocol/ids';

const marks = new Map<RoomId, WritableValue<number>>();

export function fileMarks(roomId: RoomId): WritableValue<number> {
  const known = marks.get(roomId) ?? createValue(0);
  marks.set(roomId, known);
  return known;
}
