import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { tabTo } from '../harness/keyboard.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createRoom, nameOfItsOwn } from '../harness/visitor.ts';

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
  await expect(page).toHaveURL(/\/rooms\/./);
  // By its address: other journeys make rooms without a name meanwhile.
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const code = (await host.rest.rooms.list()).rooms.find((room) => room.id === id)?.code;
  expect(code).toMatch(/^[a-z]+-[a-z]+-[a-z]+$/);
  await page.goto('/');
  const name = `Physics ${id.slice(-4)}`;

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
  const quartz = nameOfItsOwn('Quartz');
  for (const what of ['physics', 'chess', 'staff']) {
    await createRoom(host, { name: `${quartz} ${what}` });
  }
  const { page } = await person({ as: host });
  await page.goto('/');
  const search = page.getByRole('searchbox', { name: 'Find a room' });
  await search.fill(quartz.toLowerCase());
  await expect(page.getByRole('main').getByRole('heading', { name: quartz })).toHaveCount(3);
  await page.getByTitle('Table').click();
  const rows = page.getByRole('table', { name: 'Your rooms' }).getByRole('rowheader');
  await expect(rows).toHaveCount(3);
  await page.getByRole('table').getByRole('button', { name: 'Room', exact: true }).click();
  await expect(rows).toHaveText(['chess', 'physics', 'staff'].map((what) => `${quartz} ${what}`));
  await search.fill(`${quartz} st`);
  await expect(rows).toHaveText([`${quartz} staff`]);
  await page.reload();
  await expect(page.getByRole('table', { name: 'Your rooms' })).toBeVisible();
});

test('ROOM-11 ROOM-3 a room is made with its options, by the keyboard alone', async ({
  person,
  host,
}) => {
  const name = nameOfItsOwn('Optics exam');
  await createRoom(host, { name: 'Another one' });
  const { page } = await person({ as: host });
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'New room' })).toBeVisible();
  await page.keyboard.press('o');
  const dialog = page.getByRole('dialog', { name: 'New room' });
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type(name);
  const tick = async (radio: Locator, key: string, presses: number) => {
    await tabTo(page, radio);
    for (let i = 0; i < presses; i++) await page.keyboard.press(key);
  };
  await expect(dialog.getByRole('radio', { name: /^Class/ })).toBeChecked();
  await tick(dialog.getByRole('radio', { name: /^Open to everybody/ }), 'ArrowDown', 2);
  await expect(dialog.getByRole('radio', { name: /^Private/ })).toBeChecked();
  await tick(dialog.getByRole('radio', { name: /^Everybody at once/ }), 'ArrowDown', 1);
  await tabTo(page, dialog.getByText('What people may do'));
  await page.keyboard.press('Enter');
  const chat = dialog.getByLabel('Write in the conversation');
  await expect(chat).toHaveValue('moderators');
  await tabTo(page, chat);
  await page.keyboard.press('Home');
  await expect(chat).toHaveValue('everyone');
  await expectAccessible(page, 'a new room with options');
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Make the room' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  const { rooms } = await host.rest.rooms.list();
  const made = rooms.find((room) => room.name === name);
  expect(made).toMatchObject({ preset: 'class', access: 'private', door: 'lobby' });
  expect(made?.policy).toMatchObject({ chat: 'everyone', speak: 'onRequest' });
});

test('ROOM-9 a room is duplicated from its menu, with another name', async ({ person, host }) => {
  const name = nameOfItsOwn('Biology of the sea');
  await createRoom(host, { name, preset: 'class', access: 'private' });
  const { page } = await person({ as: host });
  await page.goto('/');
  await choose(page, name, 'Duplicate');
  const dialog = page.getByRole('dialog', { name: `Duplicate “${name}”` });
  await expect(dialog.getByLabel('Name of the copy')).toHaveValue(`${name} (copy)`);
  await dialog.getByRole('button', { name: 'Duplicate' }).click();
  await expect(page.getByText(`“${name} (copy)” is ready.`)).toBeVisible();
  await expect(card(page, `${name} (copy)`)).toBeVisible();
  await expect(card(page, name)).toBeVisible();
  await choose(page, `${name} (copy)`, 'Show on the main page');
  await expect(page.getByText(`“${name} (copy)” stands on the main page now.`)).toBeVisible();
  const { rooms } = await host.rest.rooms.listOpen();
  expect(rooms.find((room) => room.name === `${name} (copy)`)).toMatchObject({ preset: 'class' });
});

test('several rooms at once: by keyboard, in cards and table, and what doesn’t work is named', async ({
  person,
  host,
}) => {
  const basalt = nameOfItsOwn('Basalt');
  for (const nr of ['one', 'two', 'three']) await createRoom(host, { name: `${basalt} ${nr}` });
  const { page } = await person({ as: host });
  await page.goto(`/?q=${basalt.toLowerCase()}`);
  await expect(page.getByRole('main').getByRole('heading', { name: basalt })).toHaveCount(3);
  await tabTo(page, page.getByRole('button', { name: 'Choose several' }));
  await page.keyboard.press('Enter');
  const bar = page.getByRole('region', { name: 'Several rooms' });
  await expect(bar.getByRole('checkbox', { name: 'All 3' })).toBeFocused();
  await page.keyboard.press('Space');
  await expect(bar.getByRole('status')).toHaveText('3 chosen');
  await tabTo(page, page.getByRole('checkbox', { name: `Choose ${basalt} three` }));
  await page.keyboard.press('Space');
  await expect(bar.getByRole('status')).toHaveText('2 chosen');
  await expectAccessible(page, 'several rooms as cards');
  await bar.getByRole('button', { name: 'Show on the main page' }).click();
  await expect(page.getByText('2 rooms stand on the main page now.')).toBeVisible();
  await expect(bar).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
  await expect(page.getByText('Meeting · Open to everybody')).toHaveCount(2);

  // The list is held from here on: what is gone at the server is still chosen here.
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/api\/v1\/rooms$/, async (route) => {
    await held;
    await route.continue();
  });
  await page.getByTitle('Table').click();
  await page.getByRole('button', { name: 'Choose several' }).click();
  await bar.getByRole('checkbox', { name: 'All 3' }).check();
  const { rooms } = await host.rest.rooms.list();
  const gone = rooms.find(({ name }) => name === `${basalt} two`);
  if (!gone) throw new Error('the room is missing');
  await host.rest.rooms.remove(gone.id);
  await bar.getByRole('button', { name: 'Archive' }).click();
  const failed = page.getByRole('dialog', { name: 'It didn’t work with 1 room' });
  await expect(failed).toContainText('With 2 others it did.');
  await expect(failed.getByRole('listitem')).toHaveText([new RegExp(`^${basalt} two`)]);
  await expectAccessible(page, 'what did not work with several rooms');
  await failed.getByRole('button', { name: 'Close' }).last().click();
  answer();
  await page.getByText('Archived', { exact: true }).first().click();
  const left = new RegExp(`${basalt} (one|three)`);
  await expect(page.getByRole('rowheader')).toHaveText([left, left]);
  await bar.getByRole('checkbox', { name: 'All 2' }).check();
  await bar.getByRole('button', { name: 'Delete' }).click();
  const question = page.getByRole('alertdialog', { name: 'Delete 2 rooms?' });
  await expect(question.getByRole('listitem')).toHaveText([/Basalt/, /Basalt/]);
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('2 rooms are deleted.')).toBeVisible();
  const names = (await host.rest.rooms.list()).rooms.map(({ name }) => name);
  expect(names.filter((name) => name.startsWith(basalt))).toEqual([]);
});

test('rooms are sorted by each column, both ways, and the order is kept on the device', async ({
  person,
  host,
}) => {
  const umber = nameOfItsOwn('Umber');
  for (const [which, access] of [
    ['a', 'private'],
    ['b', 'open'],
    ['c', 'link'],
  ] as const) {
    await createRoom(host, { name: `${umber} ${which}`, access });
  }
  const { page } = await person({ as: host });
  await page.goto(`/?q=${umber.toLowerCase()}`);
  await page.getByTitle('Table').click();
  const rows = page.getByRole('rowheader');
  const sort = (column: string) =>
    page.getByRole('table').getByRole('button', { name: column, exact: true }).click();
  const expectOrder = (order: string) =>
    expect(rows).toHaveText([...order].map((which) => `${umber} ${which}`));
  await sort('Who enters');
  await expectOrder('bca');
  await sort('Who enters');
  await expectOrder('acb');
  await sort('Made');
  await expectOrder('cba');
  await sort('Made');
  await expectOrder('abc');
  await expect(page.getByRole('columnheader', { name: 'Made' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await page.goto('/');
  await page.getByRole('searchbox', { name: 'Find a room' }).fill(umber.toLowerCase());
  await expectOrder('abc');
});

test('ROOM-2 with many open rooms one finds one’s own by its name or by who teaches', async ({
  person,
  host,
  space,
}) => {
  const zircon = nameOfItsOwn('Zircon');
  for (let i = 1; i <= 7; i++) await createRoom(host, { name: `${zircon} ${i}`, access: 'open' });
  const visitor = await person();
  const member = await person({ as: await createAccount(space.url, 'Mila') });
  for (const { page } of [visitor, member]) {
    await page.goto('/');
    const names = page.getByRole('heading', { level: 3, name: zircon });
    await expect(names).toHaveCount(7);
    const field = page.getByRole('searchbox', { name: 'Find an open room' });
    await field.fill(`${zircon.toLowerCase().replace('on', '')} 4`);
    await expect(names).toHaveText([`${zircon} 4`]);
    await field.fill('no such room');
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect(names).toHaveCount(7);
  }
});

test('ROOM-2 an open room stands on the main page for everybody, others do not', async ({
  person,
  host,
}) => {
  const name = nameOfItsOwn('Open library');
  const open = await createRoom(host, { name, access: 'open' });
  await createRoom(host, { name: 'By link only', access: 'link' });
  await createRoom(host, { name: 'Teachers alone', access: 'private' });
  const { page } = await person();
  await page.goto('/');
  await expect(page.getByText(name)).toBeVisible();
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
