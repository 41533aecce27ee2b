/** The wall: who is asked, agrees, is seen by who leads and by nobody else, and stops. */
import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { joinByLink, picture, pressBar } from '../harness/call.ts';
import { expectLayers } from '../harness/layers.ts';
import { expectMoving } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';

/** A screen that moves, in the place of the browser's picker. */
const fakeScreen = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => {
    navigator.mediaDevices.getDisplayMedia = async () => {
      const canvas = document.createElement('canvas');
      Object.assign(canvas, { width: 1920, height: 1080 });
      const g = canvas.getContext('2d');
      if (!g) throw new Error('no canvas');
      setInterval(() => {
        g.fillStyle = `hsl(${performance.now() / 20} 60% 50%)`;
        g.fillRect(0, 0, 1920, 1080);
      }, 100);
      return canvas.captureStream(10);
    };
  });

/** How many streams have brought pictures to this page; what only probes the line brings none. */
const videoStreams = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const reports = await Promise.all(window.e2ePeers.map((peer) => peer.getStats()));
    return reports
      .flatMap((report) => [...report.values()])
      .filter(
        ({ type, kind, framesDecoded }) =>
          type === 'inbound-rtp' && kind === 'video' && framesDecoded > 0,
      ).length;
  });

const wall = (page: Page) => page.getByRole('region', { name: 'Wall of screens' });
const card = (page: Page, name: string) =>
  wall(page).getByRole('listitem').filter({ hasText: name });
const sign = (page: Page) => page.getByText(/^Your screen is shown to/);

test('WALL-1 WALL-2 WALL-5 WALL-6 a teacher asks, sees who agrees, puts one on stage, and closes the wall', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Informatics', preset: 'class', access: 'open' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const [mila, timo] = [await person(), await person()];
  await fakeScreen(mila.context);
  await joinByLink(mila.page, path, 'Mila');
  await joinByLink(timo.page, path, 'Timo');

  await pressBar(teacher.page, 'More');
  await teacher.page.getByRole('menuitem', { name: 'Wall of screens' }).click();
  await teacher.page.getByRole('button', { name: 'Ask for the screens' }).click();
  await expect(wall(teacher.page).getByText('0 of 2 show their screen')).toBeVisible();

  const request = mila.page.getByRole('dialog', { name: 'Admin asks to see your screen' });
  await expectAccessible(mila.page, 'a question for the screen');
  await request.getByRole('button', { name: 'Show my screen' }).click();
  await expect(mila.page.getByText('Your screen is shown to Admin')).toBeVisible();
  await expectAccessible(mila.page, 'the sign of a screen that is shown');
  await timo.page.getByRole('button', { name: 'Not now' }).first().click();

  await expectMoving(card(teacher.page, 'Mila').locator('video'));
  await expect(card(teacher.page, 'Timo').getByText('Hasn’t agreed yet')).toBeVisible();
  await expectAccessible(teacher.page, 'a wall of screens');
  // As a thumbnail the small layer is enough, and nothing else is encoded.
  await expectLayers(mila.page, ['r0']);
  // Timo is sent the teacher's camera and nothing else.
  await expectMoving(picture(timo.page, 'Admin'));
  expect(await videoStreams(timo.page)).toBe(1);

  await card(teacher.page, 'Mila')
    .getByRole('button', { name: /large$/ })
    .click();
  const large = teacher.page.getByRole('region', { name: 'Screen of Mila' });
  await expectMoving(large.locator('video'));
  await large.getByRole('button', { name: 'Show to everybody' }).click();
  await expect(mila.page.getByText('Your screen is shown to everybody')).toBeVisible();
  await expectMoving(picture(timo.page, 'Mila: screen'));
  await large.getByRole('button', { name: 'Take off the stage' }).click();
  await expect(picture(timo.page, 'Mila: screen')).toHaveCount(0);
  await expectMoving(large.locator('video'));

  await large.getByRole('button', { name: 'All screens' }).click();
  await wall(teacher.page).getByRole('button', { name: 'Close for all' }).click();
  await expect(sign(mila.page)).toHaveCount(0);
  await expect(timo.page.getByText('Admin asks to see your screen')).toHaveCount(0);
  await expect(teacher.page.getByRole('button', { name: 'Ask for the screens' })).toBeVisible();
});

test('WALL-4 WALL-6 whoever shows their screen stops it, and may agree again', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Programming', preset: 'class', access: 'open' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const mila = await person();
  await fakeScreen(mila.context);
  await joinByLink(mila.page, path, 'Mila');
  await pressBar(teacher.page, 'More');
  await teacher.page.getByRole('menuitem', { name: 'Wall of screens' }).click();
  await teacher.page.getByRole('button', { name: 'Ask for the screens' }).click();
  await mila.page.getByRole('button', { name: 'Show my screen' }).click();
  await expect(sign(mila.page)).toBeVisible();
  await expect(wall(teacher.page).getByText('1 of 1 show their screen')).toBeVisible();

  await sign(mila.page).locator('..').locator('..').getByRole('button', { name: 'Stop' }).click();
  await expect(card(teacher.page, 'Mila').getByText('Hasn’t agreed yet')).toBeVisible();
  await expect(sign(mila.page)).toHaveCount(0);
  // Whoever has put it off can still agree.
  await mila.page.getByRole('button', { name: 'Show my screen' }).click();
  await expectMoving(card(teacher.page, 'Mila').locator('video'));
});

test('WALL-6 WALL-7 on another page the sign goes along, with the way to stop', async ({
  person,
  host,
  space,
}) => {
  const room = await createRoom(host, { name: 'Robotics', preset: 'class', access: 'open' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const mila = await person({ as: await createAccount(space.url, 'Mila') });
  await fakeScreen(mila.context);
  await joinByLink(mila.page, path);
  await pressBar(teacher.page, 'More');
  await teacher.page.getByRole('menuitem', { name: 'Wall of screens' }).click();
  await teacher.page.getByRole('button', { name: 'Ask for the screens' }).click();
  await mila.page.getByRole('button', { name: 'Show my screen' }).click();
  const thumbnail = card(teacher.page, 'Mila').locator('video');
  await expectMoving(thumbnail);

  await mila.page.getByRole('link', { name: 'Rooms', exact: true }).click();
  await expect(mila.page.getByRole('region', { name: 'Call in Robotics' })).toBeVisible();
  await expect(sign(mila.page)).toBeVisible();
  // Enlarged, the layer that is received already is whole, though nothing larger was sent before.
  await card(teacher.page, 'Mila')
    .getByRole('button', { name: /large$/ })
    .click();
  const large = teacher.page.getByRole('region', { name: 'Screen of Mila' }).locator('video');
  const width = () => large.evaluate((video: HTMLVideoElement) => video.videoWidth);
  await expect.poll(width, { intervals: [50] }).toBe(1920);

  await mila.page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(sign(mila.page)).toHaveCount(0);
  await expect(card(teacher.page, 'Mila').getByText('Hasn’t agreed yet')).toBeVisible();
});
