/** A mediasoup worker and router as the product's, for floors. */
import { createWorker, type types } from 'mediasoup';
import { codecs } from '../../apps/server/src/media/codecs.ts';
import { ensureMediaWorker } from '../../tools/media-worker/ensure.mjs';

export async function floorRouter(): Promise<{ worker: types.Worker; router: types.Router }> {
  const worker = await createWorker({
    workerBin: await ensureMediaWorker(),
    logLevel: 'error',
  });
  return { worker, router: await worker.createRouter({ mediaCodecs: [...codecs] }) };
}
