/**
 * Joins of browsers: one stays inside and sends, another one comes and goes. Its
 * page is loaded anew for each join, in the same context: so it is somebody whose
 * browser knows the app, and who is a new guest.
 */
import { launchBrowser } from '@converge/e2e/harness/chromium';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { untilMark, untilSending, watchJoin } from '../lib/first-frame.ts';
import { productSide } from '../lib/join-sides.ts';
import type { Attempt } from './plan.ts';

/** So many join the same call of two, before both are opened anew. */
const PER_ROOM = 25;

export async function joinByBrowsers(count: number): Promise<readonly Attempt[]> {
  const side = await productSide();
  const browser = await launchBrowser();
  const attempts: Attempt[] = [];
  try {
    while (attempts.length < count) {
      const url = await side.nextRoom();
      const contexts = [await openContext(browser), await openContext(browser)] as const;
      const [host, guest] = [await contexts[0].newPage(), await contexts[1].newPage()];
      await arrive(host, url, 'Bruno');
      await clickJoin(host);
      await untilSending(host);
      for (let i = 0; i < PER_ROOM && attempts.length < count; i++) {
        attempts.push(await join(guest, url));
        await contexts[1].clearCookies();
        process.stderr.write(`\r${attempts.length} of ${count} browsers`);
      }
      for (const context of contexts) await context.close();
    }
    process.stderr.write('\n');
    return attempts;
  } finally {
    await browser.close();
    await side.stop();
  }
}

async function join(page: Page, url: string): Promise<Attempt> {
  const began = performance.now();
  try {
    await arrive(page, url, 'Alma');
    await clickJoin(page);
    const { click = Number.NaN, frame = Number.NaN } = await untilMark(page, 'frame', 10_000);
    return { ms: Math.round(frame - click), failure: null };
  } catch (error) {
    const [failure = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { ms: Math.round(performance.now() - began), failure };
  } finally {
    // Leaves by closing, as people do.
    await page.goto('about:blank');
  }
}

async function openContext(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await watchJoin(context);
  return context;
}

/** Comes as far as a click on Join. */
async function arrive(page: Page, url: string, name: string): Promise<void> {
  await page.goto(url, { waitUntil: 'commit' });
  await untilMark(page, 'usable');
  await page.getByRole('textbox', { name: /name/i }).fill(name);
  // One looks into the mirror before one joins.
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].some(({ videoWidth }) => videoWidth > 0),
  );
}

const clickJoin = (page: Page) => page.getByRole('button', { name: /^join/i }).click();
