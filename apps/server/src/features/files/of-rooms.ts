/** What the rooms ask of the files: how much lies in each, what is on its way, and what a copy begins with. */
import type { RoomId } from '@converge/protocol/ids';
import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { RoomFiles } from '../rooms/index.ts';
import type { FilesContext } from './context.ts';
import { files } from './files.tables.ts';
import { assertFits, capacityOf } from './quota.ts';
import { deleteOpenUploads } from './uploads/uploads.repo.ts';

export const createFilesOfRooms = ({
  db,
  limits,
}: Pick<FilesContext, 'db' | 'limits'>): RoomFiles => ({
  async held(roomIds) {
    if (roomIds.length === 0) return new Map();
    const shared = sql`filter (where ${files.purpose} = 'share')`;
    const rows = await db
      .select({
        roomId: files.roomId,
        files: sql`count(*)`.mapWith(Number),
        bytes: sql`coalesce(sum(${files.size}), 0)`.mapWith(Number),
        sharedFiles: sql`count(*) ${shared}`.mapWith(Number),
        sharedBytes: sql`coalesce(sum(${files.size}) ${shared}, 0)`.mapWith(Number),
      })
      .from(files)
      .where(
        and(inArray(files.roomId, [...roomIds]), eq(files.kind, 'file'), isNull(files.deletedAt)),
      )
      .groupBy(files.roomId);
    return new Map(
      rows.map(({ roomId, sharedFiles, sharedBytes, ...all }) => [
        roomId as RoomId,
        {
          shared: { files: sharedFiles, bytes: sharedBytes },
          all: { files: all.files, bytes: all.bytes },
        },
      ]),
    );
  },

  async giveUpUploads(tx, roomId, people) {
    await deleteOpenUploads(tx, roomId, people);
  },

  async copying() {
    // A quota of its own was given to the one room, and not to what is made of it.
    const capacity = capacityOf(await limits(), { quota: null });
    return async (tx, from, to, author) => {
      // What is copied can't be deleted meanwhile, nor its content be swept away with it.
      await tx.select({ id: files.id }).from(files).where(eq(files.roomId, from)).for('share');
      // Rows refer to each other, and one statement is one moment: no order to keep, no limit of parameters.
      const { rows } = await tx.execute<{ bytes: string }>(sql`
        with chosen as (
          select f.*, gen_random_uuid() as copy_id from files f
          where f.room_id = ${from} and f.purpose = 'share' and f.deleted_at is null
            and (f.kind = 'folder' or (f.handed_out_at is not null and f."check" = 'ready'))
        ), made as (
          insert into files
            (id, room_id, kind, purpose, parent_id, name, size, type, sha256,
             author_kind, author_id, author_name, created_at)
          select c.copy_id, ${to}::uuid, c.kind, c.purpose, p.copy_id, c.name, c.size, c.type, c.sha256,
            ${author.kind}::text, ${author.id}::uuid, ${author.name}::text, c.created_at
          from chosen c left join chosen p on p.id = c.parent_id
          returning size
        )
        select coalesce(sum(size), 0) as bytes from made`);
      assertFits(capacity, { share: 0, handIn: 0 }, 'share', Number(rows[0]?.bytes));
    };
  },
});
