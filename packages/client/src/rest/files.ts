/** The files of a room; their bytes come in by `files/uploads.ts` and go out by plain links. */
import type { DeletionId, FileId, RoomId } from '@converge/protocol/ids';
import {
  CreateFolderBody,
  DeletedAnswer,
  FetchesAnswer,
  FilesAnswer,
  FolderAnswer,
  UpdateFileBody,
} from '@converge/protocol/rest/files';
import type { Locale } from '@converge/protocol/rest/me';
import { REST_PREFIX } from '@converge/protocol/version';
import type * as z from 'zod/mini';
import { type CallOptions, path, type Rest } from './rest.ts';

export const filesApi = (rest: Rest) => ({
  list: (roomId: RoomId, { signal }: CallOptions = {}) =>
    rest.ask({ method: 'GET', path: path`/rooms/${roomId}/files`, answer: FilesAnswer, signal }),
  createFolder: (roomId: RoomId, body: z.input<typeof CreateFolderBody>) =>
    rest.ask({
      method: 'POST',
      path: path`/rooms/${roomId}/files/folders`,
      json: { schema: CreateFolderBody, body },
      answer: FolderAnswer,
    }),
  /** Another name or another folder, of a file or a folder. */
  update: (roomId: RoomId, id: FileId, body: z.input<typeof UpdateFileBody>) =>
    rest.tell({
      method: 'PATCH',
      path: path`/rooms/${roomId}/files/${id}`,
      json: { schema: UpdateFileBody, body },
    }),
  /** A folder goes with all in it; `undo` brings it back. */
  remove: (roomId: RoomId, id: FileId) =>
    rest.ask({
      method: 'DELETE',
      path: path`/rooms/${roomId}/files/${id}`,
      answer: DeletedAnswer,
    }),
  undo: (roomId: RoomId, id: DeletionId) =>
    rest.tell({ method: 'POST', path: path`/rooms/${roomId}/files/deletions/${id}/undo` }),
  handOut: (roomId: RoomId, id: FileId) =>
    rest.tell({ method: 'POST', path: path`/rooms/${roomId}/files/${id}/hand-out` }),
  /** Gives up one's own upload that isn't complete. */
  giveUp: (roomId: RoomId, id: FileId) =>
    rest.tell({
      method: 'DELETE',
      path: path`/rooms/${roomId}/uploads/${id}`,
      headers: { 'tus-resumable': '1.0.0' },
    }),
  fetches: (roomId: RoomId, id: FileId, { signal }: CallOptions = {}) =>
    rest.ask({
      method: 'GET',
      path: path`/rooms/${roomId}/files/${id}/fetches`,
      answer: FetchesAnswer,
      signal,
    }),
});

/** Where a file is downloaded from, by whoever has the cookies of the room. */
export const downloadPath = (roomId: RoomId, id: FileId): string =>
  REST_PREFIX + path`/rooms/${roomId}/files/${id}/content`;

/** Where it can be looked at, if its `view` says that it can. */
export const viewPath = (roomId: RoomId, id: FileId): string =>
  REST_PREFIX + path`/rooms/${roomId}/files/${id}/view`;

/** All that is shared, or one folder of it, as a ZIP. */
export const archivePath = (roomId: RoomId, folder: FileId | null): string =>
  REST_PREFIX +
  path`/rooms/${roomId}/files/archive` +
  (folder ? `?folder=${encodeURIComponent(folder)}` : '');

/** All that was handed in, as far as one may see it, as a ZIP; it is named in `language`. */
export const handInsPath = (roomId: RoomId, language: Locale): string =>
  `${REST_PREFIX}${path`/rooms/${roomId}/files/archive`}?handIns=1&language=${language}`;
