/** The files of rooms: what other parts of the server may use of them. */
import { join } from 'node:path';
import type { StorageQuery } from '@converge/protocol/rest/storage';
import type { RateLimits } from '../../platform/rate-limits.ts';
import type { App } from '../../platform/web.ts';
import { createCheck } from './check/check.ts';
import { createScan } from './check/clamd.ts';
import { checkJob } from './check/job.ts';
import type { FilesContext } from './context.ts';
import { createFetched } from './fetched.ts';
import { createAskerIn, type FilesAccess, registerFileRoutes } from './files.routes.ts';
import { createFilesService } from './files.service.ts';
import { createNews } from './news.ts';
import { createFilesOfRooms } from './of-rooms.ts';
import { createOpenLines } from './open-lines.ts';
import {
  findPeopleBySize,
  findRoomsBySize,
  findSums,
  forgetFiles,
  sumFilesBefore,
} from './storage.repo.ts';
import { createSweep } from './sweep.ts';
import { fileTraces } from './traces.ts';
import { createStaging } from './uploads/staging.ts';
import { createTus } from './uploads/tus.ts';
import { registerUploadRoutes } from './uploads/uploads.routes.ts';
import { createUploads } from './uploads/uploads.service.ts';

export interface FilesOptions extends Omit<FilesContext, 'scans'>, FilesAccess {
  /** Where uploads lie until they are complete; best on the same disk as the blobs. */
  readonly dataDir: string;
  /** A ClamAV daemon: `host:port`, or the path of its socket. */
  readonly clamd: string | undefined;
}

export type Files = Awaited<ReturnType<typeof createFiles>>;

export async function createFiles({ clamd, dataDir, identify, actorIn, ...rest }: FilesOptions) {
  const context: FilesContext = { ...rest, scans: clamd !== undefined };
  const staging = await createStaging(join(dataDir, 'uploads'));
  const news = createNews(context);
  const lines = createOpenLines();
  const uploads = createUploads(context, staging, news);
  const service = createFilesService(context, news);
  const fetched = createFetched(context, news);
  const sweep = createSweep(context, staging);
  const tus = createTus(uploads, context.log);
  const askerIn = createAskerIn({ identify, actorIn });
  if (clamd) context.outbox.handle(checkJob, createCheck(context, news, createScan(clamd)));

  return {
    sweep,
    /** What the rooms ask of the files. */
    ofRooms: createFilesOfRooms(context),
    traces: fileTraces,
    /** What admins see of all files. */
    forAdmins: {
      sums: () => findSums(context.db),
      rooms: (query: StorageQuery) => findRoomsBySize(context.db, query),
      people: (query: StorageQuery) => findPeopleBySize(context.db, query),
      /** What is older than a moment, and the end of it: who has such a room open sees it. */
      before: (moment: Date) => sumFilesBefore(context.db, moment),
      async forget(moment: Date): Promise<{ count: number; bytes: number }> {
        const gone = await forgetFiles(context.db, moment);
        for (const roomId of new Set(gone.map((row) => row.roomId))) news.shared(roomId);
        for (const row of gone) if (row.purpose === 'handIn') await news.of(row);
        return { count: gone.length, bytes: gone.reduce((sum, { size }) => sum + size, 0) };
      },
    },
    registerRoutes(app: App, { rateLimits }: { rateLimits: RateLimits }): void {
      const { blobs } = context;
      registerFileRoutes(app, { askerIn, service, uploads, fetched, lines, blobs, rateLimits });
      registerUploadRoutes(app, { askerIn, uploads, tus, lines });
    },
    /** Cuts what is being sent and received; to be called before the web server closes. */
    async close(): Promise<void> {
      lines.close();
      await sweep.close();
    },
  };
}
