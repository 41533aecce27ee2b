/**
 * What holds on every page: readable for all, fits a phone, runs in the oldest browsers
 * that we name, sends nothing away (SPEC SEC-2).
 */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { barButton, callBar, joinByLink, message, tileButton } from '../harness/call.ts';
import { tabTo } from '../harness/keyboard.ts';
import { makeOld } from '../harness/old-browser.ts';
import { eachAdminPage, eachCallPage, eachMemberPage, eachVisitorPage } from '../harness/pages.ts';
import { expect, type PersonOptions, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

const areas = {
  visitors: eachVisitorPage,
  members: eachMemberPage,
  admins: eachAdminPage,
  calls: eachCallPage,
};
const PHONE = { width: 360, height: 740 };

/** What another theme changes. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** A page as it stands now: in both themes, and in a narrow window. */
async function expectGood(page: Page, what: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await expectAccessible(page, `${what}, light`);
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expectAccessible(page, `${what}, dark`, COLOURS);
  const before = page.viewportSize();
  await page.setViewportSize(PHONE);
  // The page answers to a new width in a frame or two.
  await expect
    .poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth), {
      message: `${what}: pixels beyond the right edge`,
    })
    .toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}

for (const [name, each] of Object.entries(areas)) {
  test(`SEC-2 pages for ${name}: axe finds nothing serious in both themes, all fits 360 pixels, and old browsers have what they need`, async ({
    person,
    host,
  }) => {
    const open = async (options?: PersonOptions) => {
      const opened = await person(options);
      await makeOld(opened.context);
      return opened;
    };
    await each(open, host, expectGood);
  });
}

test('OPS-7 the page about the interface for machines: axe finds nothing serious', async ({
  person,
}) => {
  const { page } = await person();
  await page.goto('/api/docs');
  // Eighty operations are a lot to draw for a busy machine.
  await expect(page.locator('.opblock').first()).toBeVisible({ timeout: 60_000 });
  await expectAccessible(page, '/api/docs');
});

test('one joins, speaks, writes and leaves by the keyboard alone', async ({ person, host }) => {
  const { code } = await createRoom(host, { name: 'Keyboard club' });
  const other = await person();
  await joinByLink(other.page, `/join/${code}`, 'Bruno');
  const { page } = await person();
  await page.goto(`/join/${code}`);
  await expect(page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();

  await tabTo(page, page.getByLabel('Your name'));
  await page.keyboard.type('Kim');
  await page.keyboard.press('Enter');
  await expect(callBar(page)).toBeVisible();

  await page.keyboard.press('m');
  await expect(tileButton(other.page, 'Kim')).toHaveAccessibleName(/microphone off/);
  await page.keyboard.press('h');
  await expect(tileButton(other.page, 'Kim')).toHaveAccessibleName(/hand raised/);
  await page.keyboard.press('c');
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await expect(field).toBeVisible();
  await tabTo(page, field);
  await page.keyboard.type('mhv are letters here');
  await page.keyboard.press('Enter');
  await expect(message(page, 'mhv are letters here')).toBeVisible();
  await expect(tileButton(other.page, 'Kim')).toHaveAccessibleName(/microphone off/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+Shift+l');
  await expect(page.getByText('You left the call')).toBeVisible();
  await expectGood(page, 'after a call');
});

test('a touch that brings the hidden controls of a call back presses none of them', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const { page } = await person({ viewport: PHONE, hasTouch: true });
  await joinByLink(page, `/join/${code}`, 'Pia');
  const leave = barButton(page, 'Leave the call');
  // What steps aside is the button's frame.
  const frame = leave.locator('..');
  const box = await leave.boundingBox();
  if (!box) throw new Error('the button has no place');
  const touch = () => page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);

  await expect(frame).toHaveCSS('opacity', '0');
  await touch();
  await expect(frame).toHaveCSS('opacity', '1');
  await expect(callBar(page)).toBeVisible();
  // Where the machine took longer than they stay, the first touch brings them back once more.
  await expect(async () => {
    await touch();
    await expect(page.getByText('You left the call')).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
