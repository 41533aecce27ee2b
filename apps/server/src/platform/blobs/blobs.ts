/** Bytes under keys, such as avatars. On disk today; the port is what another store would implement. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newId } from '../ids.ts';

export interface BlobStore {
  /** Stores `bytes`; durable when it resolves. The same key again replaces. */
  put(key: string, bytes: Uint8Array): Promise<void>;
  /** Null when there is nothing under this key. */
  get(key: string): Promise<Buffer | null>;
  delete(key: string): Promise<void>;
}

/** Folders and a name, of letters that mean nothing to a file system. */
const keyPattern = /^[a-z0-9]+(\/[a-z0-9]+)*\.[a-z0-9]+$/;

export function createDiskBlobs(folder: string): BlobStore {
  const pathOf = (key: string) => {
    if (!keyPattern.test(key)) throw new Error('not a key of a blob');
    return join(folder, key);
  };
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      const draft = `${path}.${newId()}`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeFile(draft, bytes, { mode: 0o600, flush: true });
      await rename(draft, path);
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw error;
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true });
    },
  };
}
