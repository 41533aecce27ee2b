/** Looks at new files for viruses; what is infected is kept away, and named (SPEC FILE-17). */
import { eq } from 'drizzle-orm';
import { blobKey, type FilesContext } from '../context.ts';
import { files } from '../files.tables.ts';
import type { News } from '../news.ts';
import type { Scan } from './clamd.ts';

/** Twice is once: the job may come again. */
export function createCheck({ db, blobs, log }: FilesContext, news: News, scan: Scan) {
  return async ({ fileId }: { fileId: string }): Promise<void> => {
    const [row] = await db.select().from(files).where(eq(files.id, fileId));
    if (row?.check !== 'pending' || !row.sha256) return;
    const key = blobKey(row.sha256);
    const verdict = await scan(() => blobs.read(key));
    if (verdict.kind === 'tooLarge') {
      log.warn({ file: fileId, size: row.size }, 'a file is larger than the virus scan looks at');
    }
    await db
      .update(files)
      .set(
        verdict.kind === 'infected'
          ? // Without its content: the sweep takes that away.
            { check: 'infected', finding: verdict.finding, sha256: null, handedOutAt: null }
          : { check: 'ready' },
      )
      .where(eq(files.id, fileId));
    await news.of(row);
  };
}
