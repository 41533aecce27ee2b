/**
 * Uploads: reserved in the room's quota, received in parts, and made files when
 * they are complete. Whoever calls keeps the order of one upload's steps.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { FileId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import type { RoomAction } from '@converge/protocol/permissions';
import type {
  UnfinishedUpload,
  UploadMetadata,
  UploadPurpose,
} from '@converge/protocol/rest/files';
import type * as z from 'zod/mini';
import { newId } from '../../../platform/ids.ts';
import { assertCan } from '../../rooms/index.ts';
import { assertFolder } from '../access.ts';
import { checkJob } from '../check/job.ts';
import { typeOf } from '../content/type.ts';
import { type Asker, authorOf, blobKey, type FilesContext } from '../context.ts';
import { findFile, findUse, lockFilesOf } from '../files.repo.ts';
import { files, fileUploads } from '../files.tables.ts';
import { freeName } from '../names.ts';
import type { News } from '../news.ts';
import { assertFits, capacityOf } from '../quota.ts';
import { Overrun, type Staging } from './staging.ts';
import {
  deleteUpload,
  endUpload,
  findOpenUploads,
  findUpload,
  noteContent,
  touchUpload,
  type UploadRow,
} from './uploads.repo.ts';

/** What somebody must be allowed for each purpose. */
const actions: Readonly<Record<UploadPurpose, RoomAction>> = {
  share: 'upload',
  handIn: 'files.handIn',
};

export interface Progress {
  readonly row: UploadRow;
  /** How much is here. */
  readonly offset: number;
}

export type Uploads = ReturnType<typeof createUploads>;

export function createUploads(context: FilesContext, staging: Staging, news: News) {
  const { db, blobs, outbox } = context;

  /** The content becomes a blob; from then on the upload's own file isn't needed. */
  async function keepContent(row: UploadRow): Promise<string> {
    if (row.sha256 && (await staging.sizeOf(row.id)) === null) return row.sha256;
    const path = staging.pathOf(row.id);
    const sha256 = await staging.seal(row.id, row.size);
    const type = await typeOf(path);
    await noteContent(db, row.id, { sha256, type, size: row.size });
    await blobs.adopt(blobKey(sha256), path);
    return sha256;
  }

  /** Makes a file of an upload that is all here. Doing it again after a kill does no harm. */
  async function complete(id: string): Promise<void> {
    const before = await findUpload(db, id);
    if (before?.state !== 'open') return;
    const sha256 = await keepContent(before);
    const roomId = before.roomId as RoomId;
    const stored = await db.transaction(async (tx) => {
      await lockFilesOf(tx, roomId);
      const row = await findUpload(tx, id);
      if (row?.state !== 'open') return null;
      // The folder may have gone while the file was on its way.
      const folder = row.parentId && (await findFile(tx, roomId, row.parentId as FileId));
      const parentId = folder ? folder.id : null;
      const check = context.scans ? 'pending' : 'ready';
      const name =
        row.purpose === 'share'
          ? await freeName(tx, roomId, { name: row.name, parentId })
          : row.name;
      const { purpose, size, type, authorKind, authorId, authorName } = row;
      await tx.insert(files).values({
        ...{ id, roomId, kind: 'file', purpose, parentId, name, size, type, sha256, check },
        ...{ authorKind, authorId, authorName },
      });
      await endUpload(tx, id, 'done');
      if (context.scans) await outbox.add(tx, checkJob, { fileId: id });
      return row;
    });
    if (!stored) return;
    if (context.scans) outbox.poke();
    await news.of(stored);
  }

  return {
    /**
     * Reserves the place of an upload that begins.
     * @throws ConvergeError forbidden, file_not_found (the folder), file_too_large, room_full,
     *   too_many_files, storage_full, rate_limited
     */
    async begin(
      asker: Asker,
      size: number,
      metadata: z.output<typeof UploadMetadata>,
    ): Promise<FileId> {
      assertCan(asker, actions[metadata.purpose]);
      const allowed = await context.limits();
      if (size > allowed.fileMax) throw new ConvergeError('file_too_large');
      if (!(await staging.hasRoomFor(size))) throw new ConvergeError('storage_full');
      const id = newId() as FileId;
      const roomId = asker.room.id as RoomId;
      const parentId = metadata.purpose === 'share' ? (metadata.parentId ?? null) : null;
      await db.transaction(async (tx) => {
        await lockFilesOf(tx, roomId);
        await assertFolder((room, folder) => findFile(tx, room, folder), roomId, parentId);
        const used = await findUse(tx, roomId);
        assertFits(capacityOf(allowed, asker.room), used, metadata.purpose, size);
        if (used.count >= limits.filesPerRoom) throw new ConvergeError('too_many_files');
        const open = await findOpenUploads(tx, roomId, asker.person.id);
        if (open.length >= limits.openUploads) throw new ConvergeError('rate_limited');
        await tx.insert(fileUploads).values({
          ...{ id, roomId, size, parentId, purpose: metadata.purpose, name: metadata.name },
          ...authorOf(asker),
          modifiedAt: new Date(Number(metadata.modifiedAt ?? 0)),
        });
      });
      await staging.begin(id);
      if (size === 0) await complete(id);
      return id;
    },

    /**
     * One's own upload, while one may still do what it is for.
     * @throws ConvergeError file_not_found for anybody else's, also in another room
     */
    async own(asker: Asker, id: string): Promise<void> {
      const row = await findUpload(db, id);
      if (!row || row.roomId !== asker.room.id || row.authorId !== asker.person.id) {
        throw new ConvergeError('file_not_found');
      }
      assertCan(asker, actions[row.purpose]);
    },

    /** How far it is. What is all here, but no file yet because the server was killed, becomes one. */
    async progress(id: string): Promise<Progress> {
      const row = await findUpload(db, id);
      if (!row) throw new ConvergeError('file_not_found');
      if (row.state === 'storageFull') throw new ConvergeError('storage_full');
      if (row.state === 'done') return { row, offset: row.size };
      const here = await staging.sizeOf(id);
      if (here === null && !row.sha256) throw new ConvergeError('file_not_found');
      if (here !== null && here < row.size) return { row, offset: here };
      await complete(id);
      return { row, offset: row.size };
    },

    /** Takes in what comes. @returns how much is here now @throws ConvergeError storage_full */
    async receive(id: string, offset: number, bytes: AsyncIterable<Buffer>): Promise<number> {
      const row = await findUpload(db, id);
      if (row?.state !== 'open') throw new ConvergeError('file_not_found');
      try {
        const here = await staging.append(id, offset, row.size, bytes);
        if (here >= row.size) await complete(id);
        else await touchUpload(db, id);
        return here;
      } catch (error) {
        if (error instanceof Overrun) throw new ConvergeError('file_too_large');
        if (!isDiskFull(error)) throw error;
        // Nothing half stays, and whoever asks what became of it is told.
        await staging.remove(id);
        await endUpload(db, id, 'storageFull');
        throw new ConvergeError('storage_full', {}, { cause: error });
      }
    },

    /** Somebody thought better of it. */
    async giveUp(id: FileId): Promise<void> {
      await deleteUpload(db, id);
      await staging.remove(id);
    },

    /** One's own that aren't complete. */
    async unfinished(asker: Asker): Promise<UnfinishedUpload[]> {
      const rows = await findOpenUploads(db, asker.room.id as RoomId, asker.person.id);
      return await Promise.all(
        rows.map(async (row) => ({
          id: row.id as FileId,
          name: row.name,
          size: row.size,
          received: (await staging.sizeOf(row.id)) ?? row.size,
          modifiedAt: row.modifiedAt.getTime(),
          purpose: row.purpose,
          parentId: row.parentId as FileId | null,
        })),
      );
    },
  };
}

const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');
