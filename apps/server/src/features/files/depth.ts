/** How deep folders lie in each other (SPEC FILE-25). Pure. */
import { limits } from '@converge/protocol/limits';
import type { FileRow } from './files.repo.ts';

/** How many folders lie in each other among `rows`, in whatever order these are. */
export function heightOf(rows: readonly Pick<FileRow, 'id' | 'kind' | 'parentId'>[]): number {
  const folders = rows.filter(({ kind }) => kind === 'folder');
  const inside = Map.groupBy(folders, ({ parentId }) => parentId);
  const known = new Set(folders.map(({ id }) => id));
  let level = folders.filter(({ parentId }) => parentId === null || !known.has(parentId));
  let height = 0;
  for (; level.length > 0; height += 1) level = level.flatMap(({ id }) => inside.get(id) ?? []);
  return height;
}

/** Whether so many folders in each other may lie below `path`, which are those above them. */
export const fitsBelow = (path: ReadonlySet<string>, height: number): boolean =>
  height === 0 || path.size + height <= limits.folderDepth;
