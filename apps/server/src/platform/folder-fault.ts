/** What to do where the data folder can't be written; what helps depends on why. */

/** For whoever has no room. */
export const MORE_ROOM = 'Free some space, or move the data folder to a larger disk (DATA_DIR)';

/** One line, without a full stop. @param error of the file system */
export function remedyFor(error: unknown, dataDir: string): string {
  const code = error instanceof Error ? Reflect.get(error, 'code') : null;
  // Giving it to somebody makes no room.
  if (code === 'ENOSPC' || code === 'EDQUOT') return MORE_ROOM;
  if (code === 'EROFS')
    return 'Mount its disk for writing; after a fault of the disk, check it first';
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'Set DATA_DIR to a folder';
  return `Give it to the user that runs the server: chown -R <user> ${dataDir}`;
}

/** @returns the error in words where it is one of the file system's about the folder, or itself */
export function folderFault(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || typeof Reflect.get(error, 'syscall') !== 'string') return error;
  return new Error(
    `The data folder ${dataDir} can't be written: ${error.message}\n${remedyFor(error, dataDir)}.`,
    { cause: error },
  );
}
