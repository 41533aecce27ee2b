/** How large somebody's picture comes. */
import { expect, type Page } from '@playwright/test';
import { picture } from '../harness/call.ts';

/** Long after it, the test has failed in any case. */
const PATIENCE_MS = 60_000;

/** The width of somebody's picture, as it is shown just now. */
export const widthOf = (page: Page, name: string): Promise<number> =>
  picture(page, name).evaluate((video: HTMLVideoElement) => video.videoWidth);

/**
 * How wide a page takes its own camera just now: 1280 pixels, and less where its
 * machine doesn't keep up (SPEC ADAPT-8), which no line is to blame for.
 */
export const takenBy = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const open = window.e2ePeers.filter(({ connectionState }) => connectionState !== 'closed');
    const reports = await Promise.all(open.map((peer) => peer.getStats()));
    const taken = reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, kind }) => type === 'media-source' && kind === 'video');
    return Math.max(0, ...taken.map(({ width }) => width ?? 0));
  });

/**
 * Milliseconds until somebody's whole picture is shown, as large as their page takes
 * it; of two alone, each wishes for it.
 */
export async function untilWhole(page: Page, name: string, theirs: Page): Promise<number> {
  const began = performance.now();
  const message = `the part of the width that is shown of what ${name} takes`;
  const share = async () => (await widthOf(page, name)) / (await takenBy(theirs));
  await expect.poll(share, { message, timeout: PATIENCE_MS, intervals: [100] }).toBe(1);
  return Math.round(performance.now() - began);
}
