import { expectAccessible } from '../harness/axe.ts';
import {
  barButton,
  callBar,
  joinByLink,
  message,
  openPanel,
  picture,
  pressBar,
  tileButton,
  write,
} from '../harness/call.ts';
import { launchOptions } from '../harness/chromium.ts';
import {
  expectMoving,
  expectNoSound,
  expectSound,
  sentLabels,
  watchPeers,
} from '../harness/media.ts';
import { speakersInUse, watchSpeakers } from '../harness/sounds.ts';
import { expect, test } from '../harness/test.ts';
import { createGuest, createRoom } from '../harness/visitor.ts';

test('MEDIA-2 who mutes is heard by nobody, and who turns the camera off is not seen', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const alma = await person();
  const bruno = await person();
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectSound(bruno.page);
  await expectMoving(picture(bruno.page, 'Alma'));

  // By a click: the button that has the focus then must not be pressed again by the space bar.
  await pressBar(alma.page, 'Mute microphone');
  await expect(barButton(alma.page, 'Unmute microphone')).toBeVisible();
  await alma.page.keyboard.down(' ');
  await expect(tileButton(bruno.page, 'Alma')).not.toHaveAccessibleName(/microphone off/);
  await expectSound(bruno.page);
  await alma.page.keyboard.up(' ');
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(/microphone off/);
  await expectNoSound(bruno.page);
  await alma.page.keyboard.press('m');
  await expectSound(bruno.page);

  await pressBar(alma.page, 'Turn off camera');
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(/no picture/);
  await expect(picture(bruno.page, 'Alma')).toHaveCount(0);
  await pressBar(alma.page, 'Turn on camera');
  await expectMoving(picture(bruno.page, 'Alma'));
});

test('MOD-2 CALL-5 whoever leads mutes others; hands stand in a queue', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const lead = await person({ as: host });
  const guest = await person();
  await joinByLink(guest.page, `/join/${code}`, 'Greta');
  await joinByLink(lead.page, `/join/${code}`);
  await expectSound(lead.page);
  await pressBar(guest.page, 'Raise hand');
  await expect(tileButton(lead.page, 'Greta')).toHaveAccessibleName(/hand raised, place 1/);

  const people = await openPanel(lead.page, 'People');
  await people.getByRole('button', { name: 'More for Greta' }).click();
  await lead.page.getByRole('menuitem', { name: 'Mute', exact: true }).click();
  await expect(guest.page.getByText('Admin muted you')).toBeVisible();
  await expect(barButton(guest.page, 'Unmute microphone')).toBeVisible();
  await expectNoSound(lead.page);

  await people.getByRole('button', { name: 'More for Greta' }).click();
  await lead.page.getByRole('menuitem', { name: 'Lower the hand' }).click();
  await expect(barButton(guest.page, 'Raise hand')).toBeVisible();

  await people.getByRole('button', { name: 'More for Greta' }).click();
  await lead.page.getByRole('menuitem', { name: 'Remove from the room' }).click();
  await lead.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await expect(guest.page.getByText('You were removed from the room')).toBeVisible();
  await expect(tileButton(lead.page, 'Greta')).toHaveCount(0);
});

test('one comes in without any device, and is told what is missing', async ({
  playwright,
  space,
  host,
}) => {
  const room = await createRoom(host);
  const guest = await createGuest(space.url, room.code, 'Nils');
  // Without the fake devices, and with nothing that could stand in for them.
  const { args = [], ...options } = launchOptions();
  const browser = await playwright.chromium.launch({
    ...options,
    args: args.filter((arg) => !arg.startsWith('--use-fake-device')),
  });
  try {
    const context = await browser.newContext({ baseURL: space.url, locale: 'en-GB' });
    const cookies = [...guest.cookies];
    await context.addCookies(cookies.map(([name, value]) => ({ name, value, url: space.url })));
    const page = await context.newPage();
    await page.goto(`/join/${room.code}`);
    await expect(page.getByText('Camera and microphone: none found')).toBeVisible();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(callBar(page)).toBeVisible();
    await expect(tileButton(page, 'Nils')).toHaveAccessibleName(/microphone off, no picture/);
  } finally {
    await browser.close();
  }
});

test('by plain http on a local network one is told why there is no camera, and comes in to watch and write', async ({
  playwright,
  space,
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const alma = await person();
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  // A name that isn't localhost is what makes an address insecure for the browser.
  const browser = await playwright.chromium.launch(
    launchOptions(['--host-resolver-rules=MAP meet.lan 127.0.0.1']),
  );
  try {
    const baseURL = `http://meet.lan:${new URL(space.url).port}`;
    const context = await browser.newContext({ baseURL, locale: 'en-GB' });
    await watchPeers(context);
    const page = await context.newPage();
    await page.goto(`/join/${code}`);
    await expect(page.getByText('the address of this page isn’t secure').first()).toBeVisible();
    await joinByLink(page, `/join/${code}`, 'Lars');
    await expectMoving(picture(page, 'Alma'));
    await expectSound(page);
    await openPanel(page, 'Conversation');
    await write(page, 'I hear and see you');
    await expect(message(page, 'I hear and see you')).toBeVisible();
  } finally {
    await browser.close();
  }
});

test('CHECK-6 who refuses camera and microphone is told the way back and comes in without, and the log says so', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const { context, page } = await person();
  // The person's answer to the browser's question; the flag that answers yes for all is above it.
  await context.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
  });
  const logged = page.waitForEvent('console', (line) =>
    line.text().includes('a device did not open'),
  );
  await page.goto(`/join/${code}?debug`);
  await logged;
  await expect(
    page.getByText('Camera and microphone: not allowed in this browser').first(),
  ).toBeVisible();
  await expect(page.getByText('Press the sign to the left of the address')).toBeVisible();
  await expectAccessible(page, 'devices that are refused');
  await page.getByLabel('Your name').fill('Rita');
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(tileButton(page, 'Rita')).toHaveAccessibleName(/no picture/);
});

test('DEV-8 microphone, camera and speaker are chosen before and during a call', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const alma = await person();
  const bruno = await person();
  await watchSpeakers(alma.context);
  await alma.page.goto(`/join/${code}`);
  await alma.page.getByRole('button', { name: 'Settings' }).click();
  const camera = alma.page.getByLabel('Camera', { exact: true });
  await expect(camera.getByRole('option')).not.toHaveCount(0);
  await alma.page.getByRole('button', { name: 'Play a sound' }).click();
  await expect(alma.page.getByText(/You should hear two tones|Heard nothing/)).toBeVisible();
  await alma.page.getByLabel('Your name').fill('Alma');
  await alma.page.getByRole('button', { name: 'Join', exact: true }).click();
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectSound(bruno.page);

  await expectMoving(picture(bruno.page, 'Alma'));

  /** By the menus of the bar, which then name it as the one in use. */
  const choose = async (menu: string, device: string) => {
    const entry = alma.page.getByRole('menuitemcheckbox', { name: device, exact: true });
    await pressBar(alma.page, menu);
    await expect(entry).not.toBeChecked();
    await entry.click();
    await pressBar(alma.page, menu);
    await expect(entry).toBeChecked();
    await alma.page.keyboard.press('Escape');
  };
  await choose('Microphone and speaker', 'Fake Audio Input 2');
  await expect.poll(() => sentLabels(alma.page, 'audio')).toEqual(['Fake Audio Input 2']);
  await expectSound(bruno.page);
  await choose('Camera', 'fake_device_2');
  await expect.poll(() => sentLabels(alma.page, 'video')).toEqual(['fake_device_2']);
  await expectMoving(picture(bruno.page, 'Alma'));
  await choose('Microphone and speaker', 'Fake Audio Output 2');
  await expect.poll(() => speakersInUse(alma.page)).toEqual(['Fake Audio Output 2']);
  await expectSound(alma.page);
});

test('DEV-1 DEV-4 a device that goes away in a call is replaced, and one that gives nothing says so until it does', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const alma = await person();
  const bruno = await person();
  // Nothing can be pulled out of a test's machine: its tracks are made to end and to fall silent.
  await alma.context.addInitScript(() => {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    const latest = (kind: string) => tracks.findLast((track) => track.kind === kind);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      tracks.push(...stream.getTracks());
      return stream;
    };
    window.addEventListener('e2e:unplug', () => {
      const track = latest('audio');
      track?.stop();
      track?.dispatchEvent(new Event('ended'));
    });
    for (const type of ['mute', 'unmute']) {
      window.addEventListener(`e2e:${type}`, () => {
        const track = latest('video');
        if (!track) return;
        Object.defineProperty(track, 'muted', { value: type === 'mute', configurable: true });
        track.dispatchEvent(new Event(type));
      });
    }
  });
  const happens = (what: string) =>
    alma.page.evaluate((name) => window.dispatchEvent(new Event(`e2e:${name}`)), what);
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectSound(bruno.page);

  await happens('unplug');
  await expect(alma.page.getByText(/Now in use: /)).toBeVisible();
  await expectSound(bruno.page);

  await happens('mute');
  await expect(alma.page.getByText('Camera: no signal just now')).toBeVisible();
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(/no picture/);
  await happens('unmute');
  await expect(alma.page.getByText('Camera: no signal just now')).toBeHidden();
  await expectMoving(picture(bruno.page, 'Alma'));
});
