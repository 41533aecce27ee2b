/** What stands on the stage: several shares, tiles in windows of their own, tiles under a finger. */
import type { Page } from '@playwright/test';
import { joinByLink, picture, pressBar, tileButton } from '../harness/call.ts';
import { launchOptions } from '../harness/chromium.ts';
import { sentWidths } from '../harness/layers.ts';
import { expectMoving, watchPeers } from '../harness/media.ts';
import { openReadablePage, SHARES_THE_PAGE } from '../harness/readable-page.ts';
import { expect, test } from '../harness/test.ts';
import { throughServer } from '../harness/through-server.ts';
import { createRoom } from '../harness/visitor.ts';

test('two shared screens stand on the stage of the others side by side, and each goes when it ends', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const [alma, bruno, cem] = [await person(), await person(), await person()];
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await joinByLink(cem.page, `/join/${code}`, 'Cem');
  await pressBar(alma.page, 'Share your screen');
  await expectMoving(picture(cem.page, 'Alma: screen'));
  await pressBar(bruno.page, 'Share your screen');
  await expectMoving(picture(cem.page, 'Bruno: screen'));
  await expectMoving(picture(cem.page, 'Alma: screen'));
  // Who shares sees the other's as everybody does.
  await expectMoving(picture(alma.page, 'Bruno: screen'));
  await expectMoving(picture(bruno.page, 'Alma: screen'));

  await pressBar(alma.page, 'Stop sharing');
  await expect(picture(cem.page, 'Alma: screen')).toHaveCount(0);
  await expectMoving(picture(cem.page, 'Bruno: screen'));
  await pressBar(bruno.page, 'Stop sharing');
  await expect(picture(cem.page, 'Bruno: screen')).toHaveCount(0);
  await expectMoving(picture(cem.page, 'Alma'));
});

test('MEDIA-5 a tile in a window of its own goes on while the page is in the background, and no other', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const [alma, bruno, cem] = [await person(), await person(), await person()];
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await joinByLink(cem.page, `/join/${code}`, 'Cem');
  const [hers, his] = [picture(cem.page, 'Alma'), picture(cem.page, 'Bruno')];
  await expectMoving(hers);
  await expectMoving(his);

  await popOut(cem.page, 'Alma');
  await expect.poll(() => isPoppedOut(cem.page)).toBe(true);
  await lookAway(cem.page, 'hidden');
  await expectStill(cem.page, 'Bruno');
  await expectMoving(inOwnWindow(cem.page));
  await lookAway(cem.page, 'visible');
  await expectMoving(his);
  // The same again takes it back, and then a page in the background shows nobody.
  await popOut(cem.page, 'Alma');
  await expect.poll(() => isPoppedOut(cem.page)).toBe(false);
  await lookAway(cem.page, 'hidden');
  await expectStill(cem.page, 'Alma');
  await lookAway(cem.page, 'visible');
  await expectMoving(hers);
});

test('LESSON-2 a tile in a window of its own stays there on other pages, also without a picture, until its person leaves', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const [alma, cem] = [await person(), await person({ as: host })];
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(cem.page, `/join/${code}`);
  await expectMoving(picture(cem.page, 'Alma'));
  await popOut(cem.page, 'Alma');
  await expect.poll(() => isPoppedOut(cem.page)).toBe(true);
  // On its place it goes on as well.
  await expectMoving(picture(cem.page, 'Alma'));

  await cem.page.getByRole('link', { name: 'Rooms', exact: true }).click();
  await expect(cem.page.getByRole('button', { name: 'Back to the call' })).toBeVisible();
  await expectMoving(inOwnWindow(cem.page));
  await pressBar(alma.page, 'Turn off camera');
  await expect.poll(() => ownWindowShows(cem.page)).toBe('512x288');
  await pressBar(alma.page, 'Turn on camera');
  await expect.poll(() => ownWindowShows(cem.page)).not.toBe('512x288');
  await expectMoving(inOwnWindow(cem.page));
  expect(await isPoppedOut(cem.page)).toBe(true);

  await pressBar(alma.page, 'Leave');
  await expect.poll(() => isPoppedOut(cem.page)).toBe(false);
  await expect(inOwnWindow(cem.page)).toHaveCount(0);
});

test('on a touch screen a tap shows what can be done with a tile, also where buttons get no focus by it', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const [alma, bruno] = [
    await person(),
    await person({ hasTouch: true, isMobile: true, viewport: { width: 1024, height: 768 } }),
  ];
  // As in Safari.
  await bruno.context.addInitScript(() => {
    addEventListener('mousedown', (event) => event.preventDefault(), true);
  });
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(bruno.page, 'Alma'));
  const more = bruno.page.getByRole('button', { name: 'More for Alma' });
  await expect(more).toBeHidden();
  await tileButton(bruno.page, 'Alma').tap();
  await more.tap();
  await bruno.page.getByRole('menuitem', { name: 'Show large' }).tap();
  await expect(tileButton(bruno.page, 'Alma')).toHaveAttribute('aria-pressed', 'true');
});

test('MEDIA-16 a laptop’s 1366 pixels are seen in 960 on a smaller place, and so they are when the window is resized', async ({
  playwright,
  space,
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  // A tab that is really captured; Chromium's test picture has a width of its own.
  const { args = [], ...options } = launchOptions(SHARES_THE_PAGE);
  const browser = await playwright.chromium.launch({
    ...options,
    args: args.filter((arg) => !arg.startsWith('--use-fake')),
  });
  try {
    const context = await browser.newContext({ baseURL: space.url, locale: 'en-GB' });
    await watchPeers(context);
    await throughServer(context);
    const laptop = { width: 1366, height: 768 };
    // In a window of its own, which keeps its size when the call's is opened.
    const shared = await openReadablePage(await browser.newContext({ viewport: laptop }), laptop);
    const alma = await context.newPage();
    await joinByLink(alma, `/join/${code}`, 'Alma');
    const bruno = await person({ viewport: { width: 900, height: 700 } });
    await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
    await pressBar(alma, 'Share your screen');
    const shown = picture(bruno.page, 'Alma: screen');
    await expectMoving(shown);
    await expect.poll(() => sentWidths(alma)).toEqual({ taken: 1366, small: 960 });
    await expect
      .poll(() => shown.evaluate((video: HTMLVideoElement) => video.videoWidth))
      .toBe(960);

    await shared.setViewportSize({ width: 1600, height: 900 });
    await expect.poll(() => sentWidths(alma)).toEqual({ taken: 1600, small: 960 });
    await expectMoving(shown);
  } finally {
    await browser.close();
  }
});

/** By the menu of the tile. */
async function popOut(page: Page, name: string): Promise<void> {
  const tile = page.locator('[data-tile]', { hasText: name });
  await tile.hover();
  await tile.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'In a window of its own' }).click();
}

const isPoppedOut = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.pictureInPictureElement !== null);

/** The picture that the window shows; the window itself isn't the page's. */
const inOwnWindow = (page: Page) => page.locator('body > video');

const ownWindowShows = (page: Page): Promise<string> =>
  inOwnWindow(page).evaluate((v: HTMLVideoElement) => `${v.videoWidth}x${v.videoHeight}`);

/** Turns to another window, and back: a browser without a screen has none that could cover the page. */
const lookAway = (page: Page, state: DocumentVisibilityState): Promise<void> =>
  page.evaluate((value) => {
    Object.defineProperty(document, 'visibilityState', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, state);

/** Resolves when nothing of somebody's picture came for a second, or there is none any more. */
async function expectStill(page: Page, name: string): Promise<void> {
  let last: number | null = -1;
  await expect
    .poll(
      async () => {
        const now = await picture(page, name).evaluateAll(
          ([video]) =>
            (video as HTMLVideoElement | undefined)?.getVideoPlaybackQuality().totalVideoFrames ??
            null,
        );
        const still = now === null || now === last;
        last = now;
        return still;
      },
      { message: `${name} stands still`, intervals: [1_000] },
    )
    .toBe(true);
}
