/** What people do with the files of a room. Rights are decided by `can` alone. */
import { ConvergeError } from '@converge/protocol/errors';
import type { DeletionId, FileId, PersonId, RoomId } from '@converge/protocol/ids';
import { moderates } from '@converge/protocol/permissions';
import { filesHandedOut } from '@converge/protocol/realtime/files';
import type {
  CreateFolderBody,
  FetchesAnswer,
  FilesAnswer,
  Folder,
  UpdateFileBody,
} from '@converge/protocol/rest/files';
import { eq, inArray } from 'drizzle-orm';
import type { Tx } from '../../platform/db/client.ts';
import { newId } from '../../platform/ids.ts';
import { assertCan } from '../rooms/index.ts';
import { assertFolder, mayChange, maySee, seen } from './access.ts';
import { type Asker, authorOf, type FilesContext } from './context.ts';
import { fitsBelow, heightOf } from './depth.ts';
import { presentFolder, presentHandIn, presentShared } from './files.present.ts';
import {
  countFetches,
  type FileRow,
  findDeletion,
  findFetchedBy,
  findFetches,
  findFile,
  findFiles,
  findPath,
  findTree,
  findUse,
  lockFilesOf,
} from './files.repo.ts';
import { files } from './files.tables.ts';
import { createGrowing } from './growing.ts';
import { freeName } from './names.ts';
import type { News } from './news.ts';
import { noteOthers } from './others.ts';
import { capacityOf, takenOf } from './quota.ts';

export type FilesService = ReturnType<typeof createFilesService>;

/** All but the uploads, which come from elsewhere. */
type Listed = Omit<FilesAnswer, 'unfinished' | 'ofOthers'>;

export function createFilesService(context: FilesContext, news: News) {
  const { db, broadcast, peopleOf } = context;
  const growing = createGrowing(context);

  /** A change of one room's files: alone, and told when it is stored. */
  const change = <T>(roomId: RoomId, run: (tx: Tx) => Promise<T>): Promise<T> =>
    db.transaction(async (tx) => {
      await lockFilesOf(tx, roomId);
      return await run(tx);
    });

  async function findSeen(tx: Tx, asker: Asker, id: FileId): Promise<FileRow> {
    assertCan(asker, 'files.read');
    return seen(asker, await findFile(tx, asker.room.id as RoomId, id));
  }

  /** Where it may be moved to. @throws ConvergeError file_not_found, folders_too_deep, bad_request */
  async function assertPlace(tx: Tx, row: FileRow, parentId: FileId | null): Promise<void> {
    const roomId = row.roomId as RoomId;
    await assertFolder((room, folder) => findFile(tx, room, folder), roomId, parentId);
    if (row.kind !== 'folder') return;
    const path = await findPath(tx, parentId);
    if (path.has(row.id)) {
      throw new ConvergeError('bad_request', { fields: { parentId: 'inside_itself' } });
    }
    const tree = await findTree(tx, roomId, row.id as FileId);
    if (!fitsBelow(path, heightOf(tree))) throw new ConvergeError('folders_too_deep');
  }

  return {
    findSeen: (asker: Asker, id: FileId) => findSeen(db, asker, id),

    async list(asker: Asker): Promise<Listed> {
      assertCan(asker, 'files.read');
      const roomId = asker.room.id as RoomId;
      const leads = moderates(asker.actor);
      const rows = (await findFiles(db, roomId)).filter((row) => maySee(asker, row));
      const fetched = await findFetchedBy(db, roomId, asker.person.id);
      const counts = leads ? await countFetches(db, roomId) : null;
      const allowed = await context.limits();
      const capacity = capacityOf(allowed, asker.room);
      const used = takenOf(await findUse(db, roomId), capacity, asker.person.id);
      const shared = rows.filter(({ purpose }) => purpose === 'share');
      return {
        folders: shared.filter(({ kind }) => kind === 'folder').map(presentFolder),
        files: shared
          .filter(({ kind }) => kind === 'file')
          .map((row) =>
            presentShared(row, {
              // Who hands out has it.
              fetched: leads || fetched.has(row.id),
              count: counts && (counts.get(row.id) ?? 0),
            }),
          ),
        handIns: rows.filter(({ purpose }) => purpose === 'handIn').map(presentHandIn),
        quota: { used: used.share, max: capacity.share },
        fileMax: allowed.fileMax,
      };
    },

    /** What a ZIP holds: a folder, or all that is shared; and what to call it. */
    async tree(
      asker: Asker,
      folder: FileId | null,
    ): Promise<{ readonly name: string; readonly rows: FileRow[] }> {
      assertCan(asker, 'files.read');
      const roomId = asker.room.id as RoomId;
      if (!folder) {
        const rows = await findFiles(db, roomId);
        const name = asker.room.name || asker.room.code;
        return { name, rows: rows.filter(({ purpose }) => purpose === 'share') };
      }
      const top = await findSeen(db, asker, folder);
      if (top.kind !== 'folder') throw new ConvergeError('file_not_found');
      return { name: top.name, rows: await findTree(db, roomId, folder) };
    },

    /** What was handed in, as far as it is theirs to see. */
    async handIns(asker: Asker): Promise<FileRow[]> {
      assertCan(asker, 'files.read');
      const rows = await findFiles(db, asker.room.id as RoomId);
      return rows.filter((row) => row.purpose === 'handIn' && maySee(asker, row));
    },

    /** @throws ConvergeError forbidden, file_not_found (the parent), folders_too_deep, too_many_files */
    async createFolder(asker: Asker, body: CreateFolderBody): Promise<Folder> {
      assertCan(asker, 'upload');
      const row = await growing(asker, async (tx, roomId) => {
        await assertFolder((room, id) => findFile(tx, room, id), roomId, body.parentId);
        const path = await findPath(tx, body.parentId);
        if (!fitsBelow(path, 1)) throw new ConvergeError('folders_too_deep');
        const [stored] = await tx
          .insert(files)
          .values({
            ...{ id: newId(), roomId, kind: 'folder', purpose: 'share' },
            ...authorOf(asker),
            parentId: body.parentId,
            name: await freeName(tx, roomId, body),
          })
          .returning();
        if (!stored) throw new Error('a folder was not stored');
        return stored;
      });
      news.shared(asker.room.id as RoomId);
      return presentFolder(row);
    },

    /**
     * Gives another name or another place.
     * @throws ConvergeError forbidden, file_not_found, folders_too_deep, bad_request
     */
    async update(asker: Asker, id: FileId, body: UpdateFileBody): Promise<void> {
      const roomId = asker.room.id as RoomId;
      const row = await change(roomId, async (tx) => {
        const before = await findSeen(tx, asker, id);
        if (before.purpose !== 'share' || !mayChange(asker, [before])) {
          assertCan(asker, 'files.manage');
          // What was handed in stays as it was delivered, for both sides.
          throw new ConvergeError('forbidden');
        }
        const parentId = body.parentId === undefined ? before.parentId : body.parentId;
        if (parentId !== before.parentId) await assertPlace(tx, before, parentId as FileId | null);
        const name = await freeName(tx, roomId, { name: body.name ?? before.name, parentId }, id);
        await tx.update(files).set({ name, parentId }).where(eq(files.id, id));
        return before;
      });
      await news.of(row);
    },

    /** A folder goes with all in it. @throws ConvergeError forbidden, file_not_found */
    async remove(asker: Asker, id: FileId): Promise<DeletionId> {
      const roomId = asker.room.id as RoomId;
      const deletionId = newId() as DeletionId;
      const row = await change(roomId, async (tx) => {
        const top = await findSeen(tx, asker, id);
        const tree = await findTree(tx, roomId, id);
        if (!mayChange(asker, tree)) {
          assertCan(asker, 'files.manage');
          throw new ConvergeError('forbidden');
        }
        await tx
          .update(files)
          .set({ deletedAt: new Date(), deletedBy: asker.person.id, deletionId })
          .where(
            inArray(
              files.id,
              tree.map((inside) => inside.id),
            ),
          );
        await noteOthers(tx, asker, 'deleteFile', top.name, tree);
        return top;
      });
      await news.of(row);
      return deletionId;
    },

    /** Brings back what one act deleted. @throws ConvergeError undo_too_late, forbidden, room_full */
    async undo(asker: Asker, deletionId: DeletionId): Promise<void> {
      assertCan(asker, 'files.read');
      const top = await growing(asker, async (tx, roomId) => {
        const rows = await findDeletion(tx, roomId, deletionId);
        const inside = new Set(rows.map(({ id }) => id));
        const first = rows.find(({ parentId }) => parentId === null || !inside.has(parentId));
        if (!first || !maySee(asker, first)) throw new ConvergeError('undo_too_late');
        if (!mayChange(asker, rows)) throw new ConvergeError('forbidden');
        // The folder it lay in may have gone or lie deeper meanwhile, its name may be taken.
        const parent = first.parentId && (await findFile(tx, roomId, first.parentId as FileId));
        const path = await findPath(tx, first.parentId as FileId | null);
        const parentId = parent && fitsBelow(path, heightOf(rows)) ? parent.id : null;
        const name =
          first.purpose === 'share'
            ? await freeName(tx, roomId, { name: first.name, parentId })
            : first.name;
        await tx
          .update(files)
          .set({ deletedAt: null, deletedBy: null, deletionId: null })
          .where(eq(files.deletionId, deletionId));
        await tx.update(files).set({ name, parentId }).where(eq(files.id, first.id));
        await noteOthers(tx, asker, 'restoreFile', name, rows);
        return first;
      });
      await news.of(top);
    },

    /** Puts a file on the screens of all inside, and marks it for who is absent. */
    async handOut(asker: Asker, id: FileId): Promise<void> {
      assertCan(asker, 'files.handOut');
      const roomId = asker.room.id as RoomId;
      const row = await findSeen(db, asker, id);
      if (row.kind !== 'file' || row.purpose !== 'share') throw new ConvergeError('bad_request');
      if (row.check !== 'ready') throw new ConvergeError(`file_${row.check}`);
      await db.update(files).set({ handedOutAt: new Date() }).where(eq(files.id, id));
      const { person } = asker;
      news.shared(roomId);
      broadcast(`room:${roomId}`, filesHandedOut, {
        roomId,
        file: { id, name: row.name, size: row.size },
        by: { id: person.id, name: person.name },
      });
    },

    /** Who fetched a file that was handed out. For who leads the room. */
    async fetches(asker: Asker, id: FileId): Promise<FetchesAnswer> {
      assertCan(asker, 'files.handOut');
      await findSeen(db, asker, id);
      const rows = await findFetches(db, id);
      const have = new Set(rows.map(({ personId }) => personId));
      const people = await peopleOf(asker.room.id as RoomId);
      return {
        fetched: rows.map((row) => ({
          person: { id: row.personId as PersonId, name: row.personName },
          at: row.fetchedAt.getTime(),
        })),
        missing: people
          .filter(({ id: person, leads }) => !leads && !have.has(person))
          .map(({ id: person, name }) => ({ id: person, name })),
      };
    },
  };
}
