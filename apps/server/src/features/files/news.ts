/** Tells those who see a change that there is one. */
import type { PersonId, RoomId } from '@converge/protocol/ids';
import { filesChanged } from '@converge/protocol/realtime/files';
import type { FilesContext } from './context.ts';
import type { FileRow } from './files.repo.ts';

export type News = ReturnType<typeof createNews>;

export function createNews({ broadcast, peopleOf }: Pick<FilesContext, 'broadcast' | 'peopleOf'>) {
  const news = {
    /** Everybody who has the room open sees it. */
    shared(roomId: RoomId): void {
      broadcast(`room:${roomId}`, filesChanged, { roomId });
    },
    /** Only who leads the room, and `person`. */
    async leaders(roomId: RoomId, person?: PersonId): Promise<void> {
      const leading = (await peopleOf(roomId)).filter(({ leads }) => leads).map(({ id }) => id);
      for (const id of new Set(person ? [...leading, person] : leading)) {
        broadcast(`person:${id}`, filesChanged, { roomId });
      }
    },
    /** Whoever sees this file. */
    async of(row: Pick<FileRow, 'roomId' | 'purpose' | 'authorId'>): Promise<void> {
      const roomId = row.roomId as RoomId;
      if (row.purpose === 'share') news.shared(roomId);
      else await news.leaders(roomId, row.authorId as PersonId);
    },
  };
  return news;
}
