/** What was dropped or pasted: files, and folders with all that lies in them. */

/** A file with the folders it lies in, from the top down; none: it was dropped by itself. */
export interface DroppedFile {
  readonly path: readonly string[];
  readonly file: File;
}

export interface Dropped {
  /** Each folder after the one it lies in, empty ones too. */
  readonly folders: readonly (readonly string[])[];
  readonly files: readonly DroppedFile[];
}

/** Deeper than any lesson; a link that leads into itself ends here. */
const DEPTH_MAX = 20;

/** What systems leave in folders and nobody means to share. */
const leftovers = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini']);

/**
 * Takes what the browser hands over, which it does in the moment of the event
 * only; reading the folders comes after. Resolves with null where there are more
 * than `most` files and folders: half of them would be worse than none.
 */
export function takeDropped(data: DataTransfer, most: number): Promise<Dropped | null> {
  const entries: FileSystemEntry[] = [];
  const files: DroppedFile[] = [];
  for (const item of data.items) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry?.();
    if (entry?.isDirectory) {
      entries.push(entry);
      continue;
    }
    const file = item.getAsFile();
    if (file) files.push({ path: [], file });
  }
  return readEntries(entries, files, most);
}

async function readEntries(
  entries: readonly FileSystemEntry[],
  loose: readonly DroppedFile[],
  most: number,
): Promise<Dropped | null> {
  const folders: (readonly string[])[] = [];
  const files = [...loose];
  const full = () => folders.length + files.length > most;
  const walk = async (entry: FileSystemEntry, path: readonly string[]): Promise<void> => {
    if (full() || leftovers.has(entry.name)) return;
    if (isFile(entry)) {
      files.push({ path, file: await fileOf(entry) });
    } else if (isFolder(entry) && path.length < DEPTH_MAX) {
      const own = [...path, entry.name];
      folders.push(own);
      for (const inside of await listOf(entry, most)) await walk(inside, own);
    }
  };
  for (const entry of entries) await walk(entry, []);
  return full() ? null : { folders, files };
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

const fileOf = (entry: FileSystemFileEntry): Promise<File> =>
  new Promise((resolve, reject) => entry.file(resolve, reject));

/** A reader gives a hundred at a time, and nothing at the end. */
async function listOf(folder: FileSystemDirectoryEntry, most: number): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    all.push(...some);
    // One more than may be is enough to know that it is too many.
    if (some.length === 0 || all.length > most) return all;
  }
}
