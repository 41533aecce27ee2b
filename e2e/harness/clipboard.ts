/** What a page puts into the clipboard. Its context needs both permissions for it. */
import { expect, type Page } from '@playwright/test';

/** What `act` copied: what lay there before, from another journey of this browser, isn't it. */
export async function copied(page: Page, act: () => Promise<unknown>): Promise<string> {
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await act();
  const text = () => page.evaluate(() => navigator.clipboard.readText());
  await expect.poll(text, { message: 'something was copied' }).not.toBe('');
  return text();
}
