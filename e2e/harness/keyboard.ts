import type { Locator, Page } from '@playwright/test';

/** More stops than any page has between two places. */
const MOST_STOPS = 300;

/** Presses Tab until `target` has the focus. @throws when it can't be reached that way */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let i = 0; i < MOST_STOPS; i++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab doesn't lead to ${target}`);
}
