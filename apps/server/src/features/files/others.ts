/** What who leads does to files of others leaves its lines in the room's log (SPEC AUDIT-4). */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import type { Tx } from '../../platform/db/client.ts';
import { insertAudit } from '../rooms/index.ts';
import type { Asker } from './context.ts';
import type { FileRow } from './files.repo.ts';

/** A line for each other person of whom something was among `rows`; `name`: what it was all called. */
export async function noteOthers(
  tx: Tx,
  { person: by, room }: Asker,
  action: 'deleteFile' | 'restoreFile',
  name: string,
  rows: readonly Pick<FileRow, 'authorId' | 'authorName'>[],
): Promise<void> {
  const others = new Map(
    rows
      .filter(({ authorId }) => authorId !== by.id)
      .map(({ authorId, authorName }) => [authorId, authorName]),
  );
  for (const [id, authorName] of others) {
    const target = { id: id as PersonId, name: authorName };
    await insertAudit(tx, room.id as RoomId, { by, target, action, details: { name } });
  }
}
