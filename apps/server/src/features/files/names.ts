/** One name per folder. */
import { numberedFileName } from '@converge/protocol/file-names';
import type { FileId, RoomId } from '@converge/protocol/ids';
import type { Tx } from '../../platform/db/client.ts';
import { findNames } from './files.repo.ts';

/** `name`, or the first numbered one that nothing else in the folder bears. Call it under the room's lock. */
export async function freeName(
  tx: Tx,
  roomId: RoomId,
  place: { readonly name: string; readonly parentId: string | null },
  except?: FileId,
): Promise<string> {
  const taken = await findNames(tx, roomId, place.parentId, except);
  const isFree = (name: string) => !taken.has(name.toLowerCase());
  if (isFree(place.name)) return place.name;
  for (let n = 2; ; n += 1) {
    const next = numberedFileName(place.name, n);
    if (isFree(next)) return next;
  }
}
