/** What can't be drawn takes nothing else along: a message, a panel beside the call, a page. */
import type { Page } from '@playwright/test';
import { callBar, joinByLink, message, openPanel, pressBar, write } from '../harness/call.ts';
import { seedMessages } from '../harness/database.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';

/** Whatever writes a time into the page fails from now on, as each message does. */
const breakTimes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    window.e2eWhole = Date.prototype.toISOString;
    Date.prototype.toISOString = () => {
      throw new Error('broken by the journey');
    };
  });

const mendTimes = (page: Page): Promise<void> =>
  page.evaluate(() => {
    Date.prototype.toISOString = window.e2eWhole;
  });

declare global {
  interface Window {
    e2eWhole: typeof Date.prototype.toISOString;
  }
}

test('a panel that fails leaves the call standing, and a message that fails the others', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const { page } = await person();
  await joinByLink(page, `/join/${code}`, 'Alma');
  const panel = await openPanel(page, 'Conversation');
  await write(page, 'All is well');
  await expect(message(page, 'All is well')).toBeVisible();
  await pressBar(page, 'Conversation');
  await breakTimes(page);
  await pressBar(page, 'Conversation');
  await expect(panel.getByRole('heading', { name: 'This part stumbled' })).toBeVisible();
  await expect(callBar(page)).toBeVisible();
  await mendTimes(page);
  await panel.getByRole('button', { name: 'Close the panel' }).click();
  await pressBar(page, 'Conversation');
  await expect(message(page, 'All is well')).toBeVisible();

  await page.evaluate(() => {
    URL.canParse = () => {
      throw new Error('broken by the journey');
    };
  });
  await write(page, 'Look at https://example.org');
  await expect(message(page, 'Look at https://example.org')).toBeVisible();
  await expect(message(page, 'All is well')).toBeVisible();
  await expect(page.getByRole('article').getByRole('link')).toHaveCount(0);
});

test('the page of a crash goes when one walks to another room', async ({ person, ownServer }) => {
  // A space of its own, whose rooms all stand at the side.
  const ada = await createAccount(ownServer.url, 'Ada');
  const failing = await createRoom(ada, { name: 'The room that fails' });
  await seedMessages(ownServer.dataDir, failing.id, 1);
  await createRoom(ada, { name: 'The room beside it' });
  const { page } = await person({ as: ada, at: ownServer.url });
  await page.goto('/');
  const rooms = page.getByRole('navigation', { name: 'Main' });
  await breakTimes(page);
  await rooms.getByRole('link', { name: 'The room that fails' }).click();
  await expect(page.getByRole('heading', { name: 'This page stumbled' })).toBeVisible();
  await mendTimes(page);
  await rooms.getByRole('link', { name: 'The room beside it' }).click();
  await expect(page.getByRole('heading', { name: 'The room beside it' })).toBeVisible();
  await expect(page.getByText('This page stumbled')).toHaveCount(0);
});
