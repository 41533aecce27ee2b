/**
 * Uploads: reserved in the room's quota, received in parts, and made files when
 * they are complete. Whoever calls keeps the order of one upload's steps.
 */
import { ConvergeError } from '@converge/protocol/errors';
import type { ClientUploadId, FileId, PersonId, RoomId } from '@converge/protocol/ids';
import { limits } from '@converge/protocol/limits';
import { can, moderates, type RoomAction } from '@converge/protocol/permissions';
import type {
  OthersUpload,
  UnfinishedUpload,
  UploadMetadata,
  UploadPurpose,
} from '@converge/protocol/rest/files';
import type * as z from 'zod/mini';
import { newId } from '../../../platform/ids.ts';
import { createKeyedQueue } from '../../../platform/keyed-queue.ts';
import { assertCan } from '../../rooms/index.ts';
import { assertFolder } from '../access.ts';
import { checkJob } from '../check/job.ts';
import { typeOf } from '../content/type.ts';
import { type Asker, authorOf, blobKey, type FilesContext, type Sender } from '../context.ts';
import { findAwaited, findFile, findUse, lockFilesOf } from '../files.repo.ts';
import { files } from '../files.tables.ts';
import { createGrowing } from '../growing.ts';
import { freeName } from '../names.ts';
import type { News } from '../news.ts';
import { noteOthers } from '../others.ts';
import { assertFits, capacityOf, takenOf } from '../quota.ts';
import { looking } from './looking.ts';
import { Overrun, type Staging } from './staging.ts';
import {
  completeUpload,
  deleteUpload,
  failUpload,
  findBegun,
  findOpenUploads,
  findOthersUploads,
  findUpload,
  insertUpload,
  lockUpload,
  noteContent,
  noteReceived,
  stopUpload,
  type UploadRow,
} from './uploads.repo.ts';

/** What somebody must be allowed for each purpose. */
const actions: Readonly<Record<UploadPurpose, RoomAction>> = {
  share: 'upload',
  handIn: 'files.handIn',
};

type Metadata = z.output<typeof UploadMetadata>;

export interface Progress {
  readonly row: UploadRow;
  /** How much is here. */
  readonly offset: number;
}

export type Uploads = ReturnType<typeof createUploads>;

export function createUploads(context: FilesContext, staging: Staging, news: News) {
  const { db, blobs, outbox } = context;
  const growing = createGrowing(context);
  /** Whoever asks twice for one upload is answered twice, one after the other. */
  const inOrder = createKeyedQueue();

  /** The content becomes a blob; from then on the upload's own file isn't needed. */
  async function keepContent(row: UploadRow): Promise<string> {
    if (row.sha256 && (await staging.sizeOf(row.id)) === null) return row.sha256;
    const path = staging.pathOf(row.id);
    const sha256 = await staging.seal(row.id, row.size);
    const type = await typeOf(path);
    await db.transaction((tx) => noteContent(tx, row.id, { sha256, type, size: row.size }));
    await blobs.adopt(blobKey(sha256), path);
    return sha256;
  }

  /** One's own, while one may still do what it is for. @throws ConvergeError file_not_found, forbidden */
  async function own(asker: Asker, id: string): Promise<UploadRow> {
    const row = await findUpload(db, id);
    if (!row || row.roomId !== asker.room.id || row.authorId !== asker.person.id) {
      throw new ConvergeError('file_not_found');
    }
    assertCan(asker, actions[row.purpose]);
    return row;
  }

  /**
   * Notes how much of an upload is here. What was kept for it is there; where nothing came for
   * long, or it is more than is kept for one person, it has to find place.
   * @throws ConvergeError room_full, too_many_files; file_not_found where it was given up
   */
  const keep = (asker: Asker, id: string, received: number): Promise<UploadRow> =>
    growing(asker, async (tx) => {
      const row = await lockUpload(tx, id);
      if (row?.state !== 'open') throw refusalOf(row);
      await noteReceived(tx, id, received);
      return row;
    });

  /** Makes a file of an upload that is all here. Doing it again after a kill does no harm. */
  async function complete(sender: Sender, id: string): Promise<void> {
    // When it began may have been hours ago.
    const asker = await sender.now();
    const before = await own(asker, id);
    if (before.state !== 'open') return;
    await keep(asker, id, before.size);
    const sha256 = await keepContent(before);
    const roomId = before.roomId as RoomId;
    const stored = await db.transaction(async (tx) => {
      await lockFilesOf(tx, roomId);
      const row = await lockUpload(tx, id);
      if (row?.state === 'done') return null;
      if (row?.state !== 'open') throw refusalOf(row);
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
      await completeUpload(tx, id);
      if (context.scans) await outbox.add(tx, checkJob, { fileId: id });
      return row;
    });
    if (!stored) return;
    if (context.scans) outbox.poke();
    await news.of(stored);
  }

  /** The row of an upload that begins; of one that began under this id before, the same. */
  async function reserve(asker: Asker, size: number, metadata: Metadata): Promise<UploadRow> {
    const { purpose, name, clientId = null } = metadata;
    const roomId = asker.room.id as RoomId;
    const parentId = purpose === 'share' ? (metadata.parentId ?? null) : null;
    const allowed = await context.limits();
    const hasRoom = await staging.hasRoomFor(size + (await findAwaited(db)));
    return await db.transaction(async (tx) => {
      await lockFilesOf(tx, roomId);
      const begun = clientId && (await findBegun(tx, roomId, asker.person.id, clientId));
      if (begun) {
        const isSame = begun.name === name && begun.size === size && begun.purpose === purpose;
        if (!isSame) throw new ConvergeError('bad_request');
        if (begun.state === 'stopped') throw new ConvergeError('upload_stopped');
        return begun;
      }
      if (size > allowed.fileMax) throw new ConvergeError('file_too_large');
      if (!hasRoom) throw new ConvergeError('storage_full');
      await assertFolder((room, folder) => findFile(tx, room, folder), roomId, parentId);
      const capacity = capacityOf(allowed, asker.room);
      const used = takenOf(await findUse(tx, roomId), capacity, asker.person.id);
      assertFits(capacity, used, purpose, size);
      if (used.count >= limits.filesPerRoom) throw new ConvergeError('too_many_files');
      const open = await findOpenUploads(tx, roomId, asker.person.id);
      if (open.length >= limits.openUploads) throw new ConvergeError('rate_limited');
      return await insertUpload(tx, {
        ...{ id: newId(), roomId, size, parentId, purpose, name, clientId },
        ...authorOf(asker),
        leads: moderates(asker.actor),
        modifiedAt: new Date(Number(metadata.modifiedAt ?? 0)),
      });
    });
  }

  /** Makes what its row promises, also where a kill came between the two. */
  async function prepare(sender: Sender, row: UploadRow): Promise<void> {
    const { id, state, size, sha256 } = row;
    if (state !== 'open') return;
    if (!sha256 && (await staging.sizeOf(id)) === null) await staging.begin(id);
    if (size === 0) await complete(sender, id);
    else await news.leaders(row.roomId as RoomId);
  }

  return {
    /**
     * Reserves the place of an upload that begins. Asked again under the same client id,
     * it answers as before.
     * @throws ConvergeError forbidden, file_not_found (the folder), file_too_large, room_full,
     *   too_many_files, storage_full, rate_limited; upload_stopped, where who leads ended it;
     *   bad_request where the id stands for another file
     */
    async begin(sender: Sender, size: number, metadata: Metadata): Promise<FileId> {
      const { asker } = sender;
      assertCan(asker, actions[metadata.purpose]);
      const { clientId = newId() } = metadata;
      return await inOrder(`${asker.person.id} ${clientId}`, async () => {
        const row = await reserve(asker, size, metadata);
        await prepare(sender, row);
        return row.id as FileId;
      });
    },

    /**
     * One's own upload, while one may still do what it is for.
     * @throws ConvergeError file_not_found for anybody else's, also in another room
     */
    own,

    /** How far it is. What is all here, but no file yet because the server was killed, becomes one. */
    async progress(sender: Sender, id: string): Promise<Progress> {
      const row = await findUpload(db, id);
      if (row?.state === 'done') return { row, offset: row.size };
      if (row?.state !== 'open') throw refusalOf(row);
      const here = await staging.sizeOf(id);
      if (here === null && !row.sha256) throw new ConvergeError('file_not_found');
      if (here !== null && here < row.size) return { row, offset: here };
      await complete(sender, id);
      return { row, offset: row.size };
    },

    /**
     * Takes in what comes, for as long as its sender may send it.
     * @returns how much is here now
     * @throws ConvergeError storage_full, and why it may not go on
     */
    async receive(
      sender: Sender,
      id: string,
      offset: number,
      bytes: AsyncIterable<Buffer>,
    ): Promise<number> {
      const look = async (came: number) => {
        const asker = await sender.now();
        await own(asker, id);
        await staging.assertSpare();
        await keep(asker, id, offset + came);
      };
      const row = await keep(sender.asker, id, offset);
      try {
        await staging.assertSpare();
        const here = await staging.append(id, offset, row.size, looking(bytes, look));
        if (here >= row.size) await complete(sender, id);
        else await keep(sender.asker, id, here);
        return here;
      } catch (error) {
        if (error instanceof Overrun) throw new ConvergeError('file_too_large');
        if (!isDiskFull(error)) throw error;
        // Nothing half stays, and whoever asks what became of it is told.
        await staging.remove(id);
        await failUpload(db, id);
        throw new ConvergeError('storage_full', {}, { cause: error });
      }
    },

    /**
     * One's own, or what somebody may end who manages all that lies in the room.
     * @throws ConvergeError file_not_found
     */
    async mayEnd(asker: Asker, id: string): Promise<void> {
      const row = await findUpload(db, id);
      const isHere = row?.roomId === asker.room.id;
      if (isHere && can(asker.actor, 'files.manage', asker.rules)) return;
      await own(asker, id);
    },

    /** Somebody thought better of it, or who leads the room ends it (SPEC FILE-28). */
    async giveUp({ asker }: Sender, id: FileId): Promise<void> {
      const row = await db.transaction(async (tx) => {
        const found = await lockUpload(tx, id);
        if (found?.authorId === asker.person.id) {
          await deleteUpload(tx, id);
        } else if (found?.state === 'open') {
          await stopUpload(tx, id);
          await noteOthers(tx, asker, 'deleteFile', found.name, [found]);
        }
        return found;
      });
      await staging.remove(id);
      if (row) await news.leaders(row.roomId as RoomId, row.authorId as PersonId);
    },

    /** What others have on its way, for who leads the room. */
    async ofOthers(asker: Asker): Promise<OthersUpload[]> {
      if (!can(asker.actor, 'files.manage', asker.rules)) return [];
      const rows = await findOthersUploads(db, asker.room.id as RoomId, asker.person.id);
      return rows.map(({ id, name, size, received, purpose, authorId, authorName }) => ({
        ...{ id: id as FileId, name, size, received, purpose },
        author: { id: authorId as PersonId, name: authorName },
      }));
    },

    /** One's own that aren't complete. */
    async unfinished(asker: Asker): Promise<UnfinishedUpload[]> {
      const rows = await findOpenUploads(db, asker.room.id as RoomId, asker.person.id);
      return await Promise.all(
        rows.map(async (row) => ({
          id: row.id as FileId,
          clientId: row.clientId as ClientUploadId | null,
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

/** Why an upload that isn't open goes on no more. One that was stopped is gone; beginning it anew says why. */
const refusalOf = (row: UploadRow | null): ConvergeError =>
  new ConvergeError(row?.state === 'storageFull' ? 'storage_full' : 'file_not_found');

const isDiskFull = (error: unknown): boolean =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');
