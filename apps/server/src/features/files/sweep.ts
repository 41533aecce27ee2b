/** Takes away what nobody can reach any more: deleted files, given-up uploads, contents without a file. */
import { limits } from '@converge/protocol/limits';
import { inArray, sql } from 'drizzle-orm';
import { blobKey, type FilesContext } from './context.ts';
import { fileBlobs, files, fileUploads } from './files.tables.ts';
import type { Staging } from './uploads/staging.ts';
import { knownUploads } from './uploads/uploads.repo.ts';

const roundMs = 60_000;
const uploadHours = 24;
/**
 * Noting a content is referring to it, in one transaction. One that this commits while a round
 * looks is seen by its time; no look takes so long.
 */
const freshUnusedMs = 60_000;
const batch = 100;

export interface Sweep {
  start(): void;
  /** Sweeps now. `freshMs`: how old an unused content must be. For tests. */
  now(freshMs?: number): Promise<void>;
  close(): Promise<void>;
}

export function createSweep({ db, blobs, log }: FilesContext, staging: Staging): Sweep {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();

  async function sweep(freshMs: number): Promise<void> {
    await db
      .delete(files)
      .where(sql`${files.deletedAt} < now() - ${limits.undoMs} * interval '1 millisecond'`);
    await db
      .delete(fileUploads)
      .where(sql`${fileUploads.touchedAt} < now() - ${uploadHours} * interval '1 hour'`);
    await sweepStaging();
    for (let swept = batch; swept === batch; ) swept = await sweepBlobs(freshMs);
  }

  /** Parts of uploads that are gone, such as with their room. */
  async function sweepStaging(): Promise<void> {
    const lying = await staging.list();
    const known = await knownUploads(db, lying);
    for (const id of lying) if (!known.has(id)) await staging.remove(id);
  }

  /**
   * While a row is locked here, an upload of the same content waits; it then
   * makes the blob anew.
   */
  const sweepBlobs = (freshMs: number): Promise<number> =>
    db.transaction(async (tx) => {
      const unused = await tx
        .select({ sha256: fileBlobs.sha256 })
        .from(fileBlobs)
        .where(
          sql`${fileBlobs.touchedAt} < now() - ${freshMs} * interval '1 millisecond'
            and not exists (select from ${files} where ${files.sha256} = ${fileBlobs.sha256})
            and not exists (
              select from ${fileUploads}
              where ${fileUploads.sha256} = ${fileBlobs.sha256} and ${fileUploads.state} = 'open'
            )`,
        )
        .limit(batch)
        .for('update', { skipLocked: true });
      for (const { sha256 } of unused) await blobs.delete(blobKey(sha256));
      const hashes = unused.map(({ sha256 }) => sha256);
      if (hashes.length > 0) await tx.delete(fileBlobs).where(inArray(fileBlobs.sha256, hashes));
      return hashes.length;
    });

  const now = (freshMs = freshUnusedMs): Promise<void> => {
    running = running.then(
      () => sweep(freshMs),
      () => sweep(freshMs),
    );
    return running;
  };
  const round = () => {
    now().catch((error: unknown) => log.warn({ err: error }, 'files could not be swept'));
  };

  return {
    start() {
      timer = setInterval(round, roundMs);
      timer.unref();
      round();
    },
    now,
    async close() {
      clearInterval(timer);
      // What it failed at was logged.
      await running.catch(() => undefined);
    },
  };
}
