/** What a page receives, stream by stream: from the browser's own counters. */
import type { Page } from '@playwright/test';

/** What has come in by one stream. */
export interface Stream {
  /** Of this stream on this connection, and of none that follows it. */
  readonly id: string;
  readonly kind: string;
  readonly packets: number;
  /** Decoded pictures. */
  readonly frames: number;
  readonly samples: number;
  readonly concealed: number;
  /** Milliseconds that all which came out of the buffer has waited there, and how much that was. */
  readonly waited: number;
  readonly emitted: number;
}

/** To find what was of the same stream before. */
export const byId = (all: readonly Stream[]): ReadonlyMap<string, Stream> =>
  new Map(all.map((stream) => [stream.id, stream]));

/** Changes with every picture that is decoded. */
export const pictures = async (page: Page): Promise<string> =>
  (await streams(page)).map(({ id, frames }) => `${id} ${frames}`).join();

/** How many pictures the page's own camera has given to be sent. */
export const taken = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    return reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, kind }) => type === 'media-source' && kind === 'video')
      .reduce((sum, { frames }) => sum + (frames ?? 0), 0);
  });

/** What comes in now, over all connections that are open. */
export const streams = (page: Page): Promise<Stream[]> =>
  page.evaluate(async () => {
    const open = window.e2ePeers
      .map((peer, nr) => ({ peer, nr }))
      .filter(({ peer }) => peer.connectionState !== 'closed');
    const all = await Promise.all(
      open.map(async ({ peer, nr }) => {
        const report = [...(await peer.getStats()).values()];
        return report
          .filter(({ type }) => type === 'inbound-rtp')
          .map((stream) => ({
            id: `${nr} ${stream.id}`,
            kind: stream.kind as string,
            packets: (stream.packetsReceived ?? 0) as number,
            frames: (stream.framesDecoded ?? 0) as number,
            samples: (stream.totalSamplesReceived ?? 0) as number,
            // Made-up silence in pauses (DTX) isn't missed by anybody.
            concealed: ((stream.concealedSamples ?? 0) -
              (stream.silentConcealedSamples ?? 0)) as number,
            waited: (stream.jitterBufferDelay ?? 0) * 1_000,
            emitted: (stream.jitterBufferEmittedCount ?? 0) as number,
          }));
      }),
    );
    return all.flat();
  });
