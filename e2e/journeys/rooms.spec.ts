import type { Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

const card = (page: Page, name: string) =>
  page.getByRole('main').getByRole('heading', { name, exact: true });

async function choose(page: Page, room: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${room}` }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

test('a room is made in one click, renamed, archived, restored and deleted (ROOM-4, ROOM-5)', async ({
  person,
  host,
}) => {
  const { page } = await person({ as: host });
  // So that one's own list isn't empty, whatever other journeys have made.
  await createRoom(host, { name: 'Another one' });
  await page.goto('/');
  await page.getByRole('button', { name: 'New room' }).click();
  await expect(page).toHaveURL(/\/(rooms|join)\//);
  const made = (await host.rest.rooms.list()).rooms.toSorted((a, b) => b.createdAt - a.createdAt);
  const { id, code } = made.find(({ name }) => name === '') ?? {};
  expect(code).toMatch(/^[a-z]+-[a-z]+-[a-z]+$/);
  await page.goto('/');
  const name = `Physics ${id?.slice(-4)}`;

  await choose(page, code ?? '', 'Rename and settings');
  const settings = page.getByRole('dialog', { name: 'Room settings' });
  await settings.getByRole('textbox', { name: 'Name' }).fill(name);
  await settings.getByRole('radio', { name: /^Private/ }).check();
  await settings.getByRole('button', { name: 'Save' }).click();
  await expect(card(page, name)).toBeVisible();
  await expect(page.getByText('Meeting · Private').first()).toBeVisible();

  await choose(page, name, 'Archive');
  await expect(card(page, name)).toHaveCount(0);
  await page.getByText('Archived', { exact: true }).click();
  await expect(card(page, name)).toBeVisible();
  await choose(page, name, 'Restore');
  await page.getByText('Active', { exact: true }).click();
  await expect(card(page, name)).toBeVisible();

  await choose(page, name, 'Delete');
  const question = page.getByRole('alertdialog', { name: `Delete “${name}”?` });
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(card(page, name)).toBeVisible();
  await choose(page, name, 'Delete');
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText(`“${name}” is deleted.`)).toBeVisible();
  await expect(card(page, name)).toHaveCount(0);
});

test('rooms are shown as cards and as a table, searched and put in order', async ({
  person,
  host,
}) => {
  for (const name of ['Quartz physics', 'Quartz chess', 'Quartz staff']) {
    await createRoom(host, { name });
  }
  const { page } = await person({ as: host });
  await page.goto('/');
  const search = page.getByRole('searchbox', { name: 'Find a room' });
  await search.fill('quartz');
  await expect(page.getByRole('main').getByRole('heading', { name: /^Quartz/ })).toHaveCount(3);
  await page.getByTitle('Table').click();
  const rows = page.getByRole('table', { name: 'Your rooms' }).getByRole('rowheader');
  await expect(rows).toHaveCount(3);
  await page.getByRole('table').getByRole('button', { name: 'Room', exact: true }).click();
  await expect(rows).toHaveText(['Quartz chess', 'Quartz physics', 'Quartz staff']);
  await search.fill('quartz st');
  await expect(rows).toHaveText(['Quartz staff']);
  await page.reload();
  await expect(page.getByRole('table', { name: 'Your rooms' })).toBeVisible();
});

test('ROOM-2 an open room stands on the main page for everybody, others do not', async ({
  person,
  host,
}) => {
  const open = await createRoom(host, { name: 'Open library', access: 'open' });
  await createRoom(host, { name: 'By link only', access: 'link' });
  await createRoom(host, { name: 'Teachers alone', access: 'private' });
  const { page } = await person();
  await page.goto('/');
  await expect(page.getByText('Open library')).toBeVisible();
  await expect(page.getByText('By link only')).toHaveCount(0);
  await expect(page.getByText('Teachers alone')).toHaveCount(0);
  await page.getByLabel('Code or link of a room').fill(open.code);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/join/${open.code}$`));
});

test('who turns round at the door stays outside, and where they went', async ({ person, host }) => {
  const { code } = await createRoom(host, { name: 'Drama club' });
  const { page } = await person();
  await page.goto('/');
  await page.getByLabel('Code or link of a room').fill(code);
  await page.keyboard.press('Enter');
  await page.getByLabel('Your name').fill('Toni');
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    void page.route('**/api/v1/join/*', async (route) => {
      if (route.request().method() === 'POST') {
        resolve();
        await held;
      }
      await route.continue();
    });
  });
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await asked;
  await page.goBack();
  const entered = page.waitForResponse((one) => one.request().method() === 'POST');
  answer();
  await (await entered).finished();
  await expect(page.getByLabel('Code or link of a room')).toBeVisible();
  await expect(page).toHaveURL(/\/$/);
  expect((await host.rest.join.card(code)).live).toBeNull();
});
