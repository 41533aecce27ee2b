/** Many files as one ZIP, made while it is sent: nothing is stored, and memory doesn't grow with it. */
import { PassThrough, type Readable } from 'node:stream';
import yazl from 'yazl';
import type { BlobStore } from '../../../platform/blobs/blobs.ts';
import { blobKey } from '../context.ts';
import type { FileRow } from '../files.repo.ts';
import { portable } from './portable.ts';

/** Path in the archive of each row: its folders' names before its own. */
function pathsOf(rows: readonly FileRow[]): Map<string, string> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pathOf = (row: FileRow): string => {
    const parent = row.parentId && byId.get(row.parentId);
    return parent ? `${pathOf(parent)}/${portable(row.name)}` : portable(row.name);
  };
  return new Map(rows.map((row) => [row.id, pathOf(row)]));
}

export interface Archive {
  readonly stream: Readable;
  /** Of the whole archive, in bytes. */
  readonly size: number;
}

/**
 * The archive of `rows`, which hold their folders unless `paths` says by their ids where
 * each lies. Files that nobody may fetch are left out.
 */
export async function archiveOf(
  blobs: BlobStore,
  rows: readonly FileRow[],
  paths: ReadonlyMap<string, string> = pathsOf(rows),
): Promise<Archive> {
  const zip = new yazl.ZipFile();
  const stream = new PassThrough();
  let reading: Readable | null = null;
  for (const row of rows) {
    const path = paths.get(row.id) ?? row.name;
    if (row.kind === 'folder') {
      zip.addEmptyDirectory(path, { mtime: row.createdAt });
      continue;
    }
    const { sha256, size, createdAt: mtime } = row;
    if (row.check !== 'ready' || !sha256) continue;
    // Not compressed: most of what is large already is, and so the length is known before.
    zip.addReadStreamLazy(path, { size, mtime, compress: false }, (give) => {
      blobs.read(blobKey(sha256)).then(
        (bytes) => {
          reading = bytes;
          // Where whoever fetches it has gone meanwhile, nobody will read on.
          if (stream.destroyed) bytes.destroy();
          give(null, bytes);
        },
        (error: unknown) => give(error, new PassThrough()),
      );
    });
  }
  zip.on('error', (error: Error) => stream.destroy(error));
  // One file is open at a time; it is let go with the line.
  stream.once('close', () => reading?.destroy());
  const size = await new Promise<number>((resolve) => {
    zip.end({ forceZip64Format: false, comment: '' }, resolve as () => void);
  });
  zip.outputStream.pipe(stream);
  return { stream, size };
}
