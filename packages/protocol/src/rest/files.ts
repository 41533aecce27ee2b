/**
 * The files of a room. What is shared is seen by everybody inside; what is handed
 * in, by its author and by who leads the room.
 *
 *   GET    /rooms/:roomId/files                          -> FilesAnswer
 *   POST   /rooms/:roomId/files/folders                  CreateFolderBody -> FolderAnswer (201)
 *   PATCH  /rooms/:roomId/files/:fileId                  UpdateFileBody -> 204; folders too
 *   DELETE /rooms/:roomId/files/:fileId                  -> DeletedAnswer; a folder with all in it
 *   POST   /rooms/:roomId/files/deletions/:deletionId/undo   -> 204
 *   POST   /rooms/:roomId/files/:fileId/hand-out         -> 204
 *   GET    /rooms/:roomId/files/:fileId/fetches          -> FetchesAnswer
 *   GET    /rooms/:roomId/files/:fileId/content          the bytes, as a download; in parts too (Range)
 *   GET    /rooms/:roomId/files/:fileId/view             the same to be shown; pictures, sound, film, PDF only
 *   GET    /rooms/:roomId/files/archive                  ArchiveQuery -> all of it as a ZIP, or a part of it
 *
 *   POST   /rooms/:roomId/uploads                        tus 1.0: creation with `UploadMetadata`
 *   HEAD, PATCH, DELETE /rooms/:roomId/uploads/:fileId   tus 1.0: how far, go on, give up
 *
 * An upload that is complete is the file of the same id.
 */
import * as z from 'zod/mini';
import { cleanFileName } from '../file-names.ts';
import { ClientUploadId, DeletionId, FileId, PersonId, RoomId, Timestamp } from '../ids.ts';
import { Locale } from './me.ts';

const Author = z.object({ id: PersonId, name: z.string() });

/** How a file may be looked at in the page; `none`: only be downloaded. */
export const FileView = z.enum(['image', 'pdf', 'text', 'audio', 'video', 'none']);
export type FileView = z.infer<typeof FileView>;

/** What the virus scan says, where there is one. */
export const FileCheck = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** Not looked at yet; it can't be fetched until then. */
  z.object({ kind: z.literal('pending') }),
  /** Kept away for good; the content is gone. */
  z.object({ kind: z.literal('infected'), finding: z.string() }),
]);
export type FileCheck = z.infer<typeof FileCheck>;

export const Folder = z.object({
  id: FileId,
  name: z.string(),
  /** null: at the top. */
  parentId: z.nullable(FileId),
  author: Author,
  createdAt: Timestamp,
});
export type Folder = z.infer<typeof Folder>;

const fileFields = {
  id: FileId,
  name: z.string(),
  size: z.int(),
  /** Found from the content, such as `image/png`. */
  type: z.string(),
  view: FileView,
  check: FileCheck,
  author: Author,
  createdAt: Timestamp,
};

export const SharedFile = z.object({
  ...fileFields,
  parentId: z.nullable(FileId),
  /** null: lies here for whoever wants it. */
  handedOut: z.nullable(
    z.object({
      at: Timestamp,
      /** Whether the asking person has fetched it. */
      fetched: z.boolean(),
      /** How many have; null for who doesn't lead the room. */
      count: z.nullable(z.int()),
    }),
  ),
});
export type SharedFile = z.infer<typeof SharedFile>;

export const HandIn = z.object({
  ...fileFields,
  /** What the author can show and the teacher can find: the number of this delivery. */
  receipt: z.string(),
});
export type HandIn = z.infer<typeof HandIn>;

/** What is to become of an upload. */
export const UploadPurpose = z.enum(['share', 'handIn']);
export type UploadPurpose = z.infer<typeof UploadPurpose>;

/** One of the asking person's uploads that isn't complete: choosing the same file again goes on with it. */
export const UnfinishedUpload = z.object({
  id: FileId,
  /** What its client calls it; null where it was begun without a name of its own. */
  clientId: z.nullable(ClientUploadId),
  name: z.string(),
  size: z.int(),
  /** How much of it is here. */
  received: z.int(),
  /** When the file was last changed on the device it comes from. */
  modifiedAt: Timestamp,
  purpose: UploadPurpose,
  parentId: z.nullable(FileId),
});
export type UnfinishedUpload = z.infer<typeof UnfinishedUpload>;

/** What somebody else has on its way into the room: who leads it may end it. */
export const OthersUpload = z.object({
  id: FileId,
  name: z.string(),
  size: z.int(),
  /** How much of it was here at the last look. */
  received: z.int(),
  purpose: UploadPurpose,
  author: Author,
});
export type OthersUpload = z.infer<typeof OthersUpload>;

export const FilesAnswer = z.object({
  folders: z.array(Folder),
  files: z.array(SharedFile),
  /** One's own; of everybody for who leads the room. */
  handIns: z.array(HandIn),
  unfinished: z.array(UnfinishedUpload),
  /** For who leads the room; for everybody else there are none. */
  ofOthers: z.array(OthersUpload),
  /** Bytes, and how many files and folders may lie in the room. */
  quota: z.object({ used: z.int(), max: z.int() }),
  /** The largest single file, in bytes. */
  fileMax: z.int(),
});
export type FilesAnswer = z.infer<typeof FilesAnswer>;

/** A name as it is kept: one segment of a path, in any script. */
export const FileName = z.pipe(
  z.pipe(z.string().check(z.maxLength(1_000)), z.transform(cleanFileName)),
  z.string().check(z.minLength(1)),
);

export const CreateFolderBody = z.object({
  name: FileName,
  parentId: z.nullable(FileId),
});
export type CreateFolderBody = z.infer<typeof CreateFolderBody>;

export const FolderAnswer = z.object({ folder: Folder });
export type FolderAnswer = z.infer<typeof FolderAnswer>;

export const UpdateFileBody = z.object({
  name: z.optional(FileName),
  parentId: z.optional(z.nullable(FileId)),
});
export type UpdateFileBody = z.infer<typeof UpdateFileBody>;

/** `deletionId` takes all of it back, for a while. */
export const DeletedAnswer = z.object({ deletionId: DeletionId });
export type DeletedAnswer = z.infer<typeof DeletedAnswer>;

/** Who fetched a file that was handed out, and who didn't. */
export const FetchesAnswer = z.object({
  fetched: z.array(z.object({ person: Author, at: Timestamp })),
  missing: z.array(Author),
});
export type FetchesAnswer = z.infer<typeof FetchesAnswer>;

/** Some devices date their files before 1970 or after all years; then this is as good. */
export const latestModified = 99_999_999_999_999;

/** What tus carries beside the bytes, as its `Upload-Metadata`; the values are texts there. */
export const UploadMetadata = z.object({
  name: FileName,
  purpose: UploadPurpose,
  parentId: z.optional(FileId),
  /** Whoever asks again after a lost answer says the same one, and gets the same upload. */
  clientId: z.optional(ClientUploadId),
  /** Milliseconds since 1970, up to `latestModified`. */
  modifiedAt: z.optional(z.string().check(z.regex(/^\d{1,14}$/))),
});
export type UploadMetadata = z.infer<typeof UploadMetadata>;

export const FilesParams = z.object({ roomId: RoomId });
export const FileParams = z.object({ roomId: RoomId, fileId: FileId });
export const DeletionParams = z.object({ roomId: RoomId, deletionId: DeletionId });
export const ArchiveQuery = z.object({
  /** One folder of what is shared; without it all of that. */
  folder: z.optional(FileId),
  /** What was handed in instead, as far as one may see it. */
  handIns: z.optional(z.literal('1')),
  /** Of the name that hand-ins come under. */
  language: z.optional(Locale),
});
