/** Folders for the time of some work, which are gone after it, also after Ctrl-C. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @type {Set<string>} */
const folders = new Set();

// What waits in a `finally` doesn't come any more when the process is told to end.
process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
});

/**
 * @template T
 * @param {string} prefix of its name
 * @param {(folder: string) => Promise<T>} work
 */
export async function withTemporaryFolder(prefix, work) {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  folders.add(folder);
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    folders.delete(folder);
  }
}
