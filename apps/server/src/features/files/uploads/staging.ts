/**
 * Uploads on their way, each a file of this machine under its id. How much of it
 * is here is what the file system says, so a kill takes nothing that was written.
 */
import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';

/** So many bytes are written at once: fewer calls, and memory stays flat. */
const mebibyte = 1024 * 1024;
const batchBytes = mebibyte;
/**
 * Left to the database and the log, in bytes: nothing begins that would take of it, and what is
 * on its way ends before that is gone.
 */
const spared = { beginning: 1024 * mebibyte, going: 512 * mebibyte };

export type Staging = Awaited<ReturnType<typeof createStaging>>;

/** SHA-256 of the first `length` bytes, as they went by. */
interface Running {
  readonly hash: Hash;
  length: number;
}

/** @param freeIn bytes that may still be written to where a folder lies */
export async function createStaging(folder: string, freeIn = freeOnDisk) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (id: string) => join(folder, id);
  /** Known while this process has seen all of the bytes; else the file is read once more at its end. */
  const running = new Map<string, Running>();

  async function sizeOf(id: string): Promise<number | null> {
    try {
      return (await stat(pathOf(id))).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  return {
    pathOf,
    /** How much is here; null: there is no such upload. */
    sizeOf,

    async begin(id: string): Promise<void> {
      const file = await open(pathOf(id), 'wx', 0o600);
      await file.close();
      running.set(id, { hash: createHash('sha256'), length: 0 });
    },

    /**
     * Writes what comes behind what is here, and no more than up to `limit`. Where
     * `bytes` breaks off, what came until then is kept.
     * @returns how much is here now @throws Overrun where more comes
     */
    async append(
      id: string,
      offset: number,
      limit: number,
      bytes: AsyncIterable<Buffer>,
    ): Promise<number> {
      const known = running.get(id);
      const seen = known?.length === offset ? known : null;
      // Valid again when all of it is written.
      running.delete(id);
      const file = await open(pathOf(id), 'r+');
      const writer = createWriter(file, offset, (part) => seen?.hash.update(part));
      try {
        try {
          for await (const part of bytes) {
            if (writer.end() + part.length > limit) throw new Overrun();
            await writer.write(part);
          }
        } finally {
          await writer.flush();
        }
        return writer.end();
      } finally {
        if (seen && writer.isWhole()) running.set(id, { ...seen, length: writer.end() });
        await file.close();
      }
    },

    /** Brings all of it to the disk. @returns its SHA-256 in hexadecimal */
    async seal(id: string, size: number): Promise<string> {
      const file = await open(pathOf(id), 'r+');
      await file.datasync().finally(() => file.close());
      const seen = running.get(id);
      running.delete(id);
      if (seen?.length === size) return seen.hash.digest('hex');
      const hash = createHash('sha256');
      const whole = createReadStream(pathOf(id), { highWaterMark: batchBytes });
      for await (const part of whole) hash.update(part);
      return hash.digest('hex');
    },

    async remove(id: string): Promise<void> {
      running.delete(id);
      await rm(pathOf(id), { force: true });
    },

    /** Ids of all that lies here. */
    list: (): Promise<string[]> => readdir(folder),

    /** Whether `bytes` more find room on the disk. */
    async hasRoomFor(bytes: number): Promise<boolean> {
      return bytes + spared.beginning <= (await freeIn(folder));
    },

    /** @throws the error of a full disk, while there is a rest of it for the database */
    async assertSpare(): Promise<void> {
      if ((await freeIn(folder)) >= spared.going) return;
      throw Object.assign(new Error('the disk is almost full'), { code: 'ENOSPC' });
    },
  };
}

async function freeOnDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** More came than was announced. */
export class Overrun extends Error {}

type File = Awaited<ReturnType<typeof open>>;

/**
 * Writes in batches. While one is on its way to the disk the next one is
 * gathered, and what was gathered is told to `onPart`: both at once.
 */
function createWriter(file: File, offset: number, onPart: (part: Buffer) => void) {
  let batch: Buffer[] = [];
  let waiting = 0;
  let handed = offset;
  let whole = true;
  let writing: Promise<void> = Promise.resolve();

  async function hand(): Promise<void> {
    await writing;
    const [parts, length, position] = [batch, waiting, handed];
    [batch, waiting] = [[], 0];
    handed += length;
    whole = false;
    writing = writeAll(file, parts, position).then(() => {
      whole = true;
    });
    // Whoever waits for it next hears of a failure; until then it is nobody's.
    writing.catch(() => undefined);
    for (const part of parts) onPart(part);
  }

  return {
    async write(part: Buffer): Promise<void> {
      batch.push(part);
      waiting += part.length;
      if (waiting >= batchBytes) await hand();
    },
    /** Resolves when all of it is in the file. */
    async flush(): Promise<void> {
      if (waiting > 0) await hand();
      await writing;
    },
    end: () => handed + waiting,
    /** Nothing was lost on the way. */
    isWhole: () => whole && waiting === 0,
  };
}

/** `writev` may write less than it was given, such as on a disk that has just become full. */
async function writeAll(file: File, parts: readonly Buffer[], position: number): Promise<void> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const { bytesWritten } = await file.writev([...parts], position);
  if (bytesWritten === length) return;
  const rest = Buffer.concat(parts).subarray(bytesWritten);
  for (let done = 0; done < rest.length; ) {
    const at = position + bytesWritten + done;
    done += (await file.write(rest, done, rest.length - done, at)).bytesWritten;
  }
}
