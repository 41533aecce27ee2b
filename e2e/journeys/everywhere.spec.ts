/** What holds on every page: readable for all, fits a phone, sends nothing away (SPEC SEC-2). */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { callBar, joinByLink, message, tileButton } from '../harness/call.ts';
import { tabTo } from '../harness/keyboard.ts';
import { eachCallPage, eachMemberPage, eachVisitorPage } from '../harness/pages.ts';
import { expect, type PersonOptions, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

const areas = { visitors: eachVisitorPage, members: eachMemberPage, calls: eachCallPage };
const phone: PersonOptions = { viewport: { width: 360, height: 740 }, hasTouch: true };

async function expectFits(page: Page, what: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(beyond, `${what}: pixels beyond the right edge`).toBeLessThanOrEqual(0);
}

for (const [name, each] of Object.entries(areas)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`SEC-2 pages for ${name}: axe finds nothing serious, ${colorScheme}`, async ({
      person,
      host,
    }) => {
      test.setTimeout(120_000);
      await each(person, { colorScheme, reducedMotion: 'reduce' }, host, expectAccessible);
    });
  }
  test(`pages for ${name}: nothing stands beyond a window of 360 pixels`, async ({
    person,
    host,
  }) => {
    await each(person, phone, host, expectFits);
  });
}

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
});
