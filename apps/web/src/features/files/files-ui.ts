/** Which folder of a room one looks into; what is dropped or pasted goes there. */
import { createValue, type WritableValue } from '@converge/client/state/value';
import type { FileId, RoomId } from '@converge/protocol/ids';

const places = new Map<RoomId, WritableValue<FileId | null>>();

export function openFolder(roomId: RoomId): WritableValue<FileId | null> {
  const known = places.get(roomId) ?? createValue<FileId | null>(null);
  places.set(roomId, known);
  return known;
}
