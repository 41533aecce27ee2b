/** How large somebody's picture comes. */
import { expect, type Page } from '@playwright/test';
import { picture } from '../harness/call.ts';

/** How wide the camera's whole picture is. */
const WHOLE = 1280;

/** Long after it, the test has failed in any case. */
const PATIENCE_MS = 60_000;

/** The width of somebody's picture, as it is shown just now. */
export const widthOf = (page: Page, name: string): Promise<number> =>
  picture(page, name).evaluate((video: HTMLVideoElement) => video.videoWidth);

/** Milliseconds until somebody's whole picture is shown; of two alone, each wishes for it. */
export async function untilWhole(page: Page, name: string): Promise<number> {
  const began = performance.now();
  const message = `the whole picture of ${name}`;
  await expect
    .poll(() => widthOf(page, name), { message, timeout: PATIENCE_MS, intervals: [100] })
    .toBe(WHOLE);
  return Math.round(performance.now() - began);
}
