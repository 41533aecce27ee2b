/** What a teacher sees of who is there, how they are connected, and who came and went. */
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { layCable } from '../harness/cable.ts';
import { joinByLink, openPanel, picture, pressBar, tileButton } from '../harness/call.ts';
import { expectMoving } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

async function openMonitoring(page: Page): Promise<Locator> {
  await pressBar(page, 'More');
  await page.getByRole('menuitem', { name: 'Connection' }).click();
  const panel = page.getByRole('complementary', { name: 'Connection' });
  await panel.getByRole('tab', { name: 'Everybody' }).click();
  await panel.getByRole('button', { name: 'Technical monitoring' }).click();
  return page.getByRole('dialog', { name: 'Technical monitoring' });
}

/** Saves by a click, and reads what was saved. */
async function saved(page: Page, button: Locator): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

const namesIn = (dialog: Locator): Promise<string[]> =>
  dialog.getByRole('rowheader').allInnerTexts();

test('MON-1 MON-3 MON-7 ATT-1 a teacher watches two pupils, saves the table, and reads afterwards who was there', async ({
  person,
  host,
  space,
}) => {
  const { code } = await createRoom(host, { name: 'Физика 8б' });
  const cable = await layCable(space.url);
  const tess = await person({ as: host });
  const anna = await person({ at: cable.url });
  const boris = await person();
  await joinByLink(tess.page, `/join/${code}`);

  // Before joining and inside one can read what will be seen.
  await anna.page.goto(`/join/${code}`);
  await expect(anna.page.getByText(/whoever leads sees your network address/)).toBeVisible();
  await joinByLink(anna.page, `/join/${code}`, 'Anna');
  await joinByLink(boris.page, `/join/${code}`, 'Boris');
  await expectMoving(picture(tess.page, 'Anna'));
  const list = await openPanel(boris.page, 'People');
  await list.getByText('What whoever leads sees of you').click();
  await expect(list.getByText('Your network address, browser and system')).toBeVisible();

  const table = await openMonitoring(tess.page);
  const row = (name: string) => table.getByRole('row').filter({ hasText: name });
  for (const name of ['Anna', 'Boris']) {
    await expect(row(name)).toContainText('127.0.0.1');
    await expect(row(name)).toContainText(/Chrome\s*Linux/);
    await expect(row(name)).toContainText('fake');
    await expect(row(name)).toContainText(/\d ms/);
  }
  await table.getByRole('button', { name: 'Name' }).click();
  await expect(table.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  const upwards = await namesIn(table);
  await table.getByRole('button', { name: 'Name' }).click();
  expect(await namesIn(table)).toEqual(upwards.toReversed());

  const file = await saved(tess.page, table.getByRole('button', { name: 'Save as CSV' }));
  expect(file.name).toMatch(/^Физика 8б Technical monitoring \d{4}-\d\d-\d\d \d\d \d\d\.csv$/);
  expect(file.text).toMatch(/\r\nAnna,127\.0\.0\.1,Chrome,Linux,/);

  // A lost line is seen, and so is its return.
  cable.cut();
  await expect(row('Anna')).toContainText('Line lost, seat held');
  cable.mend();
  await expect(row('Anna')).toContainText('Connected', { timeout: 60_000 });
  await tess.page.keyboard.press('Escape');
  await expect(tileButton(tess.page, 'Anna')).toBeVisible();

  await pressBar(anna.page, 'Leave the call');
  await pressBar(boris.page, 'Leave the call');
  await pressBar(tess.page, 'Leave the call');
  await tess.page.getByRole('button', { name: 'To the conversation' }).click();
  await tess.page.getByRole('button', { name: 'Past calls' }).click();
  const past = tess.page.getByRole('dialog', { name: 'Past calls' });
  for (const name of ['Anna', 'Boris']) {
    const line = past.getByRole('listitem').filter({ hasText: name });
    await expect(line).toHaveCount(1);
    await expect(line).toContainText(/guest.*\d+ min present/);
  }
  await expect(past.getByRole('listitem').filter({ hasText: 'Anna' })).toContainText(
    'came back 1 time',
  );
  const attendance = await saved(tess.page, past.getByRole('link', { name: 'Attendance as CSV' }));
  expect(attendance.name).toBe('Физика 8б Attendance.csv');
  expect(attendance.text.trimEnd().split('\r\n')).toHaveLength(4);
  expect(attendance.text).toMatch(/,Anna,guest,[0-9a-f]{8},present,.*,1\r\n/);
  await cable.dispose();
});

test('MON-4 who doesn’t want it keeps the names of their devices to themselves', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const tess = await person({ as: host });
  const anna = await person();
  await joinByLink(tess.page, `/join/${code}`);
  await joinByLink(anna.page, `/join/${code}`, 'Anna');
  const table = await openMonitoring(tess.page);
  const row = table.getByRole('row').filter({ hasText: 'Anna' });
  await expect(row).toContainText('fake');
  await pressBar(anna.page, 'More');
  await anna.page.getByRole('menuitem', { name: 'Settings' }).click();
  await anna.page.getByRole('switch', { name: 'Tell the names of my devices' }).click();
  await expect(row).toContainText('Not told');
});
