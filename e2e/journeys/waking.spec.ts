/** What a machine that sleeps, and a person who changes their mind, do to devices that are in use. */
import type { Page } from '@playwright/test';
import { layCable } from '../harness/cable.ts';
import { joinByLink, picture, tileButton } from '../harness/call.ts';
import { expectMoving, expectNoSound, expectSound } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

/** Ends what a page sends of a kind as a sleep does: no event says so. */
const endSilently = (page: Page, kind: 'audio' | 'video'): Promise<void> =>
  page.evaluate((wanted) => {
    for (const { track } of window.e2ePeers.flatMap((peer) => peer.getSenders())) {
      if (track?.kind === wanted) track.stop();
    }
  }, kind);

test('DEV-5 RT-8 SEAT-3 a page that was put to sleep, and lost its line and its microphone meanwhile, comes back by itself', async ({
  person,
  host,
  space,
}) => {
  const { code } = await createRoom(host);
  const cable = await layCable(space.url);
  const alma = await person({ at: cable.url });
  const bruno = await person();
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await expectSound(bruno.page);

  // The driver keeps its pages in front, and those are never frozen: of the sleep only what it leaves behind is here.
  await endSilently(alma.page, 'audio');
  cable.cut();
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(/Line lost, coming back/);
  await expectNoSound(bruno.page);

  cable.mend();
  await alma.page.evaluate(() => document.dispatchEvent(new Event('resume')));
  await expect(tileButton(bruno.page, 'Alma')).not.toHaveAccessibleName(/Line lost/);
  await expectSound(bruno.page);
  await expectMoving(picture(alma.page, 'Bruno'));
  await cable.dispose();
});

test('DEV-1 a device that ended without a word is found when the list of devices changes', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const alma = await person();
  const bruno = await person();
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectSound(bruno.page);

  await endSilently(alma.page, 'audio');
  await expectNoSound(bruno.page);
  await alma.page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')));
  await expect(alma.page.getByText(/Now in use: /).first()).toBeVisible();
  await expectSound(bruno.page);
});

test('DEV-1 a camera that the browser itself ends in a call is opened again by itself, and it is said', async ({
  person,
  host,
  browser,
}) => {
  const { code } = await createRoom(host);
  const alma = await person();
  const bruno = await person();
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(bruno.page, 'Alma'));

  // What a permission that is taken back does to a track that runs. To ask anew is still allowed:
  // the flag that answers for the person is above the permission.
  const page = await alma.context.newCDPSession(alma.page);
  const { targetInfo } = await page.send('Target.getTargetInfo');
  const { browserContextId = '' } = targetInfo;
  const control = await browser.newBrowserCDPSession();
  await control.send('Browser.setPermission', {
    permission: { name: 'camera' },
    setting: 'denied',
    origin: new URL(alma.page.url()).origin,
    browserContextId,
  });
  await expect(alma.page.getByText(/Now in use: /).first()).toBeVisible();
  await expectMoving(picture(bruno.page, 'Alma'));
  await expectSound(bruno.page);
});
