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

/** Counting takes the browser's time, which it needs for the pictures. */
const LOOK_MS = 3_000;

/** Of a camera, each half as wide as the one before (`encodings.ts` of the client). */
type Layer = 'whole' | 'half' | 'quarter';

/** A picture as it came at some moment. */
export interface Seen {
  readonly width: number;
  /** null: too small for any layer of what is taken, or was a look before. */
  readonly layer: Layer | null;
}

/**
 * How somebody's picture comes, looked at now and then for so many milliseconds from now on;
 * moments without any are left out.
 */
export async function watchLayers(
  page: Page,
  name: string,
  theirs: Page,
  milliseconds: number,
): Promise<readonly Seen[]> {
  const end = performance.now() + milliseconds;
  const seen: Seen[] = [];
  let before = await takenBy(theirs);
  while (performance.now() < end) {
    await page.waitForTimeout(LOOK_MS);
    const [width, taken] = await Promise.all([widthOf(page, name), takenBy(theirs)]);
    // Where more is taken just now, what came may still be a small layer of the smaller picture.
    if (width > 0) seen.push({ width, layer: layerOf(width / taken) ?? layerOf(width / before) });
    before = taken;
  }
  return seen;
}

/**
 * The smallest that is no narrower than what came: a busy encoder makes each of them a bit
 * smaller, and what came may still be of a larger picture than the one taken now.
 */
function layerOf(share: number): Layer | null {
  if (share > 0.51) return 'whole';
  if (share > 0.26) return 'half';
  return share > 0.13 ? 'quarter' : null;
}

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
