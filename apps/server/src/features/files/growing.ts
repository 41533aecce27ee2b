/** Changes by which a room may come to hold more than before. */
import type { RoomId } from '@converge/protocol/ids';
import type { Tx } from '../../platform/db/client.ts';
import type { Asker, FilesContext } from './context.ts';
import { findUse, lockFilesOf } from './files.repo.ts';
import { assertGrowth, capacityOf, takenOf } from './quota.ts';

/**
 * Runs a change of the files of the room in which `asker` is, alone; it is undone where the
 * room doesn't hold what came by it. @throws ConvergeError room_full, too_many_files
 */
export type Growing = <T>(
  asker: Asker,
  change: (tx: Tx, roomId: RoomId) => Promise<T>,
) => Promise<T>;

export const createGrowing =
  ({ db, limits }: Pick<FilesContext, 'db' | 'limits'>): Growing =>
  async ({ room }, change) => {
    const roomId = room.id as RoomId;
    // Before the transaction: it may take a connection of its own.
    const capacity = capacityOf(await limits(), room);
    return await db.transaction(async (tx) => {
      await lockFilesOf(tx, roomId);
      const taken = async () => takenOf(await findUse(tx, roomId), capacity);
      const before = await taken();
      const done = await change(tx, roomId);
      assertGrowth(capacity, before, await taken());
      return done;
    });
  };
