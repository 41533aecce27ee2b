/** What compose.ts takes from here. Importing it loads mediasoup, which takes a moment. */
import type { Registry } from 'prom-client';
import { forwardWorkerLog } from './log.ts';
import { SfuMedia } from './media.ts';
import { registerMediaMetrics } from './metrics.ts';
import type { PoolOptions } from './pool.ts';

/**
 * Starts the media workers; resolves when all run.
 * @throws MediaWorkerError in words for whoever starts the server
 */
export async function startMedia(options: PoolOptions & { registry: Registry }): Promise<SfuMedia> {
  forwardWorkerLog(options.log);
  const media = new SfuMedia(options);
  await media.start();
  registerMediaMetrics(media, options.registry);
  return media;
}
