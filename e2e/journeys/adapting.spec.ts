import type { Page } from '@playwright/test';
import { joinByLink, picture, pressBar, tileButton } from '../harness/call.ts';
import { expectLayers } from '../harness/layers.ts';
import { expectMoving, expectSound } from '../harness/media.ts';
import { layNarrowLine, leadThrough } from '../harness/narrow-line.ts';
import { freePort } from '../harness/ports.ts';
import { startServer } from '../harness/server.ts';
import { expect, test } from '../harness/test.ts';
import { throughServer } from '../harness/through-server.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';

/** In which a tile is small enough for the lowest layer, and large enough for the highest. */
const SMALL = { width: 360, height: 560 };
const LARGE = { width: 1500, height: 900 };

test('ADAPT-1 a layer that nobody receives is not encoded, and is there again when a tile is enlarged', {
  tag: '@long',
}, async ({ person, host }) => {
  const { code } = await createRoom(host);
  const alma = await person();
  await throughServer(alma.context);
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await expectLayers(alma.page, []);

  const bruno = await person({ viewport: SMALL });
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(bruno.page, 'Alma'));
  await expectLayers(alma.page, ['r0']);
  await expectMoving(picture(bruno.page, 'Alma'));
  const width = () => picture(bruno.page, 'Alma').evaluate((v: HTMLVideoElement) => v.videoWidth);
  expect(await width()).toBe(320);

  await bruno.page.setViewportSize(LARGE);
  await tileButton(bruno.page, 'Alma').dblclick();
  await expectLayers(alma.page, ['r0', 'r1', 'r2']);
  // How far it grows, and when, depends on the line's estimate too.
  await expect.poll(width, { message: 'a larger picture', timeout: 60_000 }).toBeGreaterThan(320);
  await expectMoving(picture(bruno.page, 'Alma'));

  await pressBar(bruno.page, 'Leave the call');
  await expectLayers(alma.page, []);
});

test('ADAPT-6 on a line too thin for pictures one hears everybody and is told, and pictures come back', {
  tag: '@long',
}, async ({ person }) => {
  const port = await freePort();
  const server = await startServer({ env: { RTC_PORT: String(port) } });
  const owner = await createAccount(server.url, 'Nora');
  const { code } = await createRoom(owner);
  const line = await layNarrowLine(port);
  const alma = await person({ at: server.url });
  await throughServer(alma.context);
  const bruno = await person({ at: server.url });
  await leadThrough(bruno.context);
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(bruno.page, 'Alma'));

  line.carry(70);
  const notice = bruno.page.getByText('Your connection is weak.');
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await expectSound(bruno.page);
  line.carry(null);
  await expect(notice).toBeHidden({ timeout: 60_000 });
  await expectMoving(picture(bruno.page, 'Alma'), { timeout: 30_000 });

  line.close();
  await server.dispose();
});

test('ADAPT-9 ADAPT-10 whose line carries no picture upwards is heard, is told, and is seen again later', {
  tag: '@long',
}, async ({ person }) => {
  const port = await freePort();
  const server = await startServer({ env: { RTC_PORT: String(port) } });
  const owner = await createAccount(server.url, 'Nora');
  const { code } = await createRoom(owner);
  const line = await layNarrowLine(port);
  const alma = await person({ at: server.url });
  const bruno = await person({ at: server.url });
  await leadThrough(alma.context);
  await throughServer(alma.context);
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(bruno.page, 'Alma'));

  line.carryUp(80);
  const notice = alma.page.getByText('Your connection is too weak for your video.');
  await expect(notice).toBeVisible({ timeout: 60_000 });
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(/no picture/);
  await expectLayers(alma.page, []);
  await expectSound(bruno.page);
  await expect.poll(() => voice(alma.page), { timeout: 30_000 }).toBe(16_000);
  line.carryUp(null);
  await expect(notice).toBeHidden({ timeout: 60_000 });
  await expectMoving(picture(bruno.page, 'Alma'), { timeout: 30_000 });
  await expect.poll(() => voice(alma.page), { timeout: 60_000 }).toBe(32_000);

  line.close();
  await server.dispose();
});

/** How many bits a second the voice may take that is sent. */
const voice = (page: Page) =>
  page.evaluate(() => {
    const senders = window.e2ePeers.flatMap((peer) => peer.getSenders());
    const sent = senders.find(({ track }) => track?.kind === 'audio');
    return sent?.getParameters().encodings[0]?.maxBitrate;
  });

test('ADAPT-8 a machine that doesn’t keep up sends a smaller picture, in the sizes that tiles ask for', {
  tag: '@long',
}, async ({ person, host }) => {
  const { code } = await createRoom(host);
  const alma = await person({ viewport: LARGE });
  const bruno = await person({ viewport: LARGE });
  await throughServer(alma.context);
  // No test can make every machine busy; what the browser says of it is put into its counters.
  await alma.context.addInitScript(() => {
    const { getStats } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.getStats = async function () {
      const qualityLimitationDurations = { cpu: Date.now() / 1_000 };
      const busy = ([id, stat]: [string, { type: string }]): [string, object] =>
        stat.type === 'outbound-rtp' ? [id, { ...stat, qualityLimitationDurations }] : [id, stat];
      return new Map([...(await getStats.call(this))].map(busy));
    };
  });
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await tileButton(bruno.page, 'Alma').dblclick();
  await expect(alma.page.getByText('Your computer is busy')).toBeVisible({ timeout: 60_000 });
  await expect
    .poll(() => sizes(alma.page), { message: 'two layers of 360p', timeout: 60_000 })
    .toEqual([180, 360]);
  await expectMoving(picture(bruno.page, 'Alma'));
});

/** The heights of the pictures that are sent just now. */
const sizes = (page: Page) =>
  page.evaluate(async () => {
    const reports = await Promise.all(window.e2ePeers.map((peer) => peer.getStats()));
    return reports
      .flatMap((report) => [...report.values()])
      .filter(({ type, kind, active }) => type === 'outbound-rtp' && kind === 'video' && active)
      .map(({ frameHeight }) => frameHeight)
      .sort((a, b) => a - b);
  });

test('ADAPT-7 a device that saves data sends no large layer and gets small pictures, also the next time', {
  tag: '@long',
}, async ({ person, host }) => {
  const { code } = await createRoom(host);
  const alma = await person({ viewport: LARGE });
  await throughServer(alma.context);
  const bruno = await person({ viewport: LARGE });
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await tileButton(bruno.page, 'Alma').dblclick();
  await tileButton(alma.page, 'Bruno').dblclick();
  await expectLayers(alma.page, ['r0', 'r1', 'r2']);

  await pressBar(alma.page, 'More');
  await alma.page.getByRole('menuitem', { name: 'Settings' }).click();
  await alma.page.getByRole('switch', { name: /Save data/ }).check();
  await expectLayers(alma.page, ['r0', 'r1']);
  await expectLayers(bruno.page, ['r0']);

  await alma.page.goto(`/join/${code}`);
  await alma.page.getByRole('button', { name: 'Join', exact: true }).click();
  await pressBar(alma.page, 'More');
  await alma.page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(alma.page.getByRole('switch', { name: /Save data/ })).toBeChecked();
});
