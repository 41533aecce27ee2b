/** A mediasoup worker for floors. */
import { createWorker, type types } from 'mediasoup';
import { ensureMediaWorker } from '../../tools/media-worker/ensure.mjs';

/** The same binary as the product's. */
export const floorWorker = async (): Promise<types.Worker> =>
  createWorker({ workerBin: await ensureMediaWorker(), logLevel: 'error' });

/** The codecs of the product's router. */
export const floorCodecs: types.RouterRtpCodecCapability[] = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
];
