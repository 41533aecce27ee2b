/** Which layers of its own pictures a page encodes, from the browser's own counters. */
import { expect, type Page } from '@playwright/test';

/** The rids of the simulcast layers that are switched on, the lowest first. */
const activeLayers = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    return reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, rid, active }) => type === 'outbound-rtp' && rid && active)
      .map(({ rid }) => String(rid))
      .sort();
  });

/** Resolves when exactly these layers are switched on. */
export const expectLayers = (page: Page, rids: readonly string[]): Promise<void> =>
  expect
    .poll(() => activeLayers(page), {
      message: 'layers that are encoded',
      // Fewer are encoded only after five seconds of calm (ADAPT-1).
      timeout: 45_000,
      intervals: [100],
    })
    .toEqual(rids);

export interface SentWidths {
  /** Of what is captured, in pixels. */
  readonly taken: number | null;
  /** Of its smallest layer as it is encoded. */
  readonly small: number | null;
}

/** How wide the one picture that a page sends is. */
export const sentWidths = (page: Page): Promise<SentWidths> =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    const all = reports.flatMap((report) => [...report.values()]);
    const source = all.find(({ type, kind }) => type === 'media-source' && kind === 'video');
    const layer = all.find(({ type, rid }) => type === 'outbound-rtp' && rid === 'r0');
    return { taken: source?.width ?? null, small: layer?.frameWidth ?? null };
  });
