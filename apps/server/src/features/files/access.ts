/** Who asks for a room's files, and which of them are theirs to see. */
import { ConvergeError } from '@converge/protocol/errors';
import type { FileId, RoomId } from '@converge/protocol/ids';
import { can, moderates, type RoomAction } from '@converge/protocol/permissions';
import type { Asker } from './context.ts';
import type { FileRow } from './files.repo.ts';

/** What somebody hands in is between them and who leads the room (SPEC FILE-14). */
export const maySee = (asker: Asker, row: Pick<FileRow, 'purpose' | 'authorId'>): boolean =>
  row.purpose === 'share' || row.authorId === asker.person.id || moderates(asker.actor);

/** Who leads the room changes everything; others what is their own, while they may share. */
export function mayChange(asker: Asker, rows: readonly FileRow[]): boolean {
  const may = (action: RoomAction) => can(asker.actor, action, asker.rules);
  if (may('files.manage')) return true;
  return (
    may('upload') &&
    rows.every(({ purpose, authorId }) => purpose === 'share' && authorId === asker.person.id)
  );
}

/** @throws ConvergeError file_not_found also for what isn't theirs to see */
export function seen(asker: Asker, row: FileRow | null): FileRow {
  if (!row || !maySee(asker, row)) throw new ConvergeError('file_not_found');
  return row;
}

/** Where something may lie: at the top, or in a folder of this room. @throws ConvergeError file_not_found */
export async function assertFolder(
  find: (roomId: RoomId, id: FileId) => Promise<FileRow | null>,
  roomId: RoomId,
  id: FileId | null,
): Promise<void> {
  if (id === null) return;
  const row = await find(roomId, id);
  if (row?.kind !== 'folder') throw new ConvergeError('file_not_found');
}
