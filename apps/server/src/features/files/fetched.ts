/** Notes who fetched what was handed out (SPEC FILE-13). */
import type { FileId, RoomId } from '@converge/protocol/ids';
import { moderates } from '@converge/protocol/permissions';
import type { Asker, FilesContext } from './context.ts';
import { type FileRow, insertFetch } from './files.repo.ts';
import type { News } from './news.ts';

/** `asker` got this file. */
export type Fetched = (asker: Asker, row: FileRow) => Promise<void>;

export function createFetched({ db }: Pick<FilesContext, 'db'>, news: News): Fetched {
  return async (asker, row) => {
    if (!row.handedOutAt || moderates(asker.actor)) return;
    const isFirst = await insertFetch(db, row.id as FileId, asker.person);
    if (isFirst) await news.leaders(asker.room.id as RoomId, asker.person.id);
  };
}
