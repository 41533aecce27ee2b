/** Files as they go out: what they are, and how they may be looked at. */
import type { FileId, PersonId } from '@converge/protocol/ids';
import type {
  FileCheck,
  FileView,
  Folder,
  HandIn,
  SharedFile,
} from '@converge/protocol/rest/files';
import type { FileRow } from './files.repo.ts';

/**
 * What a browser shows by itself and never runs in our origin. Not SVG and not
 * HTML, which may hold scripts; PDF is drawn by the browser's own viewer, apart
 * from our page.
 */
const views: Readonly<Record<string, FileView>> = {
  'application/pdf': 'pdf',
  'image/avif': 'image',
  'image/gif': 'image',
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'image',
  'audio/aac': 'audio',
  'audio/flac': 'audio',
  'audio/mp4': 'audio',
  'audio/mpeg': 'audio',
  'audio/ogg': 'audio',
  'audio/wav': 'audio',
  'audio/webm': 'audio',
  'video/mp4': 'video',
  'video/ogg': 'video',
  'video/quicktime': 'video',
  'video/webm': 'video',
  'text/plain': 'text',
};

export const viewOf = (type: string): FileView => views[type] ?? 'none';

const authorOf = ({ authorId, authorName }: FileRow) => ({
  id: authorId as PersonId,
  name: authorName,
});

function checkOf({ check, finding }: FileRow): FileCheck {
  return check === 'infected' ? { kind: check, finding: finding ?? '' } : { kind: check };
}

const presentFile = (row: FileRow) => ({
  id: row.id as FileId,
  name: row.name,
  size: row.size,
  type: row.type,
  view: row.check === 'ready' ? viewOf(row.type) : ('none' as const),
  check: checkOf(row),
  author: authorOf(row),
  createdAt: row.createdAt.getTime(),
});

export const presentFolder = (row: FileRow): Folder => ({
  id: row.id as FileId,
  name: row.name,
  parentId: row.parentId as FileId | null,
  author: authorOf(row),
  createdAt: row.createdAt.getTime(),
});

/** `count`: how many fetched it; null for whom that isn't meant. */
export const presentShared = (
  row: FileRow,
  { fetched, count }: { readonly fetched: boolean; readonly count: number | null },
): SharedFile => ({
  ...presentFile(row),
  parentId: row.parentId as FileId | null,
  handedOut: row.handedOutAt && { at: row.handedOutAt.getTime(), fetched, count },
});

export const presentHandIn = (row: FileRow): HandIn => ({
  ...presentFile(row),
  receipt: receiptOf(row.id),
});

/** Short enough to be read out: the end of the id, where it is random. */
export const receiptOf = (id: string): string => {
  const digits = id.replaceAll('-', '').slice(-10).toUpperCase();
  return `${digits.slice(0, 5)}-${digits.slice(5)}`;
};
