/** The folders of a room as one walks through them. Pure. */
import type { FileId } from '@converge/protocol/ids';
import type { FilesAnswer, Folder, SharedFile } from '@converge/protocol/rest/files';

export interface Level {
  /** From the top down to the open one. */
  readonly path: readonly Folder[];
  readonly folders: readonly Folder[];
  readonly files: readonly SharedFile[];
}

type Compare = (a: string, b: string) => number;

/** What lies in `place`; at the top where that folder is gone. */
export function levelOf(
  { folders, files }: Pick<FilesAnswer, 'folders' | 'files'>,
  place: FileId | null,
  compare: Compare,
): Level {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const path: Folder[] = [];
  for (let at = place && byId.get(place); at; at = at.parentId && byId.get(at.parentId)) {
    path.unshift(at);
  }
  const open = path.at(-1)?.id ?? null;
  const here = <T extends Folder | SharedFile>(all: readonly T[]) =>
    all.filter(({ parentId }) => parentId === open).sort((a, b) => compare(a.name, b.name));
  return { path, folders: here(folders), files: here(files) };
}

/** Folders that something may be moved to, each with its whole path: not into itself. */
export function targetsFor(
  folders: readonly Folder[],
  moved: FileId,
  compare: Compare,
): { readonly id: FileId; readonly path: string }[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]));
  const pathOf = (folder: Folder): Folder[] => {
    const parent = folder.parentId && byId.get(folder.parentId);
    return parent ? [...pathOf(parent), folder] : [folder];
  };
  return folders
    .map((folder) => ({ id: folder.id, all: pathOf(folder) }))
    .filter(({ all }) => all.every(({ id }) => id !== moved))
    .map(({ id, all }) => ({ id, path: all.map(({ name }) => name).join(' / ') }))
    .sort((a, b) => compare(a.path, b.path));
}
