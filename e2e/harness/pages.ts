/** Every page there is, in a state with something on it, for checks that hold everywhere. */
import { expect, type Page } from '@playwright/test';
import { joinByLink, openPanel, pressBar, write } from './call.ts';
import { dropFiles, fileRow, openFiles } from './files.ts';
import type { Person, PersonOptions } from './test.ts';
import { createRoom, nameOfItsOwn, newAddress, type Visitor } from './visitor.ts';

type Open = (options?: PersonOptions) => Promise<Person>;
type Look = (page: Page, what: string) => Promise<void>;

/** Shows the pages one has without an account to `look`, one after the other. */
export async function eachVisitorPage(open: Open, host: Visitor, look: Look) {
  const room = await createRoom(host, {
    name: 'Reading circle of the third floor',
    access: 'open',
  });
  const hidden = await createRoom(host, { access: 'private' });
  const { page } = await open();
  const plain = [
    ['/', 'Open rooms'],
    ['/sign-in', 'Sign in'],
    ['/register', 'Create an account'],
    ['/forgot', 'A new password'],
    [`/reset#${'x'.repeat(32)}`, 'Choose a new password'],
    ['/check', 'Check my connection'],
    ['/nowhere', 'There is nothing here'],
    [`/join/${hidden.code}`, 'This room is private'],
    [`/join/${room.code}`, 'Reading circle of the third floor'],
  ] as const;
  for (const [path, heading] of plain) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
    await look(page, path);
  }
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByLabel('Speaker')).toBeVisible();
  await look(page, 'join page with device settings');
}

/** The same for whoever has an account. */
export async function eachMemberPage(open: Open, host: Visitor, look: Look) {
  const name = nameOfItsOwn('Physics');
  const room = await createRoom(host, { name, preset: 'class' });
  const { page } = await open({ as: host });
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1, name: 'Rooms' })).toBeVisible();
  await expect(page.getByRole('heading', { name }).first()).toBeVisible();
  await look(page, 'rooms as cards');
  await page.getByTitle('Table').click();
  await expect(page.getByRole('table')).toBeVisible();
  await look(page, 'rooms as a table');
  await page.getByRole('button', { name: 'Choose several' }).click();
  await page
    .getByRole('checkbox', { name: `Choose ${name}` })
    .first()
    .check();
  await look(page, 'several rooms of a table');
  await page.getByTitle('Cards').click();
  await look(page, 'several rooms of the cards');
  await page.getByRole('region', { name: 'Several rooms' }).getByText('Delete').click();
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await look(page, 'several rooms: Delete');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Done choosing' }).click();
  await page.keyboard.press('o');
  await page.getByRole('dialog', { name: 'New room' }).getByText('What people may do').click();
  await look(page, 'new room with options');
  await page.keyboard.press('Escape');
  for (const [entry, window] of [
    ['Rename and settings', 'dialog'],
    ['Duplicate', 'dialog'],
    ['Delete', 'alertdialog'],
  ] as const) {
    await page
      .getByRole('button', { name: `More for ${name}` })
      .first()
      .click();
    await page.getByRole('menuitem', { name: entry }).click();
    await expect(page.getByRole(window)).toBeVisible();
    await look(page, `room: ${entry}`);
    await page.keyboard.press('Escape');
  }
  await page.goto('/account');
  await expect(page.getByText('This device')).toBeVisible();
  await look(page, 'account');
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox')).toBeVisible();
  await look(page, 'palette');
  await page.keyboard.press('Escape');
  await page.goto(`/rooms/${room.id}`);
  await write(page, 'A first line\n\n`code`, a link https://example.org and 🙂');
  await expect(
    page.getByRole('article').getByRole('link', { name: 'https://example.org' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Emoji' }).click();
  await expect(page.getByRole('button', { name: 'Emoji', expanded: true })).toBeVisible();
  await look(page, 'room, and its emoji');
  await page.keyboard.press('Escape');
  await openFiles(page);
  await look(page, 'room without files');
  await dropFiles(page, [
    {
      name: 'A file with quite a long name, as people who name files with care give it.txt',
      content: 'One',
    },
    { name: 'Two.txt', content: 'Two' },
  ]);
  await expect(fileRow(page, 'Two.txt')).toBeVisible();
  await look(page, 'files of a room');
  await page.getByRole('button', { name: 'Two.txt', exact: true }).click();
  await expect(page.getByRole('dialog').getByText('Two', { exact: true })).toBeVisible();
  await look(page, 'a file looked at');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Invite' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('button', { name: 'QR code' }).first().click();
  await look(page, 'invites');
  await host.rest.rooms.archive(room.id);
  await page.goto(`/rooms/${room.id}`);
  await expect(page.getByText('This room is archived')).toBeVisible();
  await look(page, 'an archived room');
}

/** The call of two, with its panels. */
export async function eachCallPage(open: Open, host: Visitor, look: Look) {
  const { code } = await createRoom(host, { name: 'Staff meeting' });
  const other = await open();
  await joinByLink(other.page, `/join/${code}`, 'A guest with quite a long name indeed');
  const { page } = await open({ as: host });
  await joinByLink(page, `/join/${code}`);
  await expect(page.locator('[data-tile]')).toHaveCount(2);
  await look(page, 'call');
  for (const panel of ['People', 'Conversation', 'Files'] as const) {
    const shown = await openPanel(page, panel);
    await look(page, `call with ${panel}`);
    await shown.getByRole('button', { name: 'Close the panel' }).click();
  }
  const people = await openPanel(page, 'People');
  await people.getByRole('button', { name: 'More for' }).first().click();
  await page.getByRole('menuitem', { name: /^Rights of/ }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'rights of one person');
  await page.keyboard.press('Escape');
  await people.getByRole('button', { name: 'Rights', exact: true }).click();
  const rights = page.getByRole('complementary', { name: 'Rights' });
  for (const part of ['Kept out', 'Log']) await rights.getByText(part, { exact: true }).click();
  await expect(rights.getByText('Nobody is kept out of this room.')).toBeVisible();
  await look(page, 'call with Rights');
  await rights.getByRole('button', { name: 'Close the panel' }).click();
  await page.keyboard.press('i');
  await page.getByRole('tab', { name: 'Everybody' }).click();
  await page.getByRole('button', { name: 'Technical monitoring' }).click();
  await expect(page.getByRole('dialog').getByText('127.0.0.1').first()).toBeVisible();
  await look(page, 'technical monitoring');
  await page.keyboard.press('Escape');
  await page.keyboard.press('i');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: /shortcuts/i })).toBeVisible();
  await look(page, 'shortcuts');
  await page.keyboard.press('Escape');
  await pressBar(other.page, 'Leave the call');
  await pressBar(page, 'Leave the call');
  await page.getByRole('button', { name: 'To the conversation' }).click();
  await page.getByRole('button', { name: 'Past calls' }).click();
  await expect(page.getByRole('dialog').getByText('guest', { exact: true })).toBeVisible();
  await look(page, 'past calls');
}

/** The admin's area: its pages, and the windows over them. */
export async function eachAdminPage(open: Open, host: Visitor, look: Look) {
  const room = await createRoom(host, {
    name: 'A room with quite a long name for a narrow window',
  });
  const email = newAddress();
  const { person } = await host.rest.people.create({
    ...{ name: 'Wilhelmina Featherstonehaugh-Cholmondeley', email },
    ...{ role: 'teacher', deliver: 'link' },
  });
  // Somebody with a room: what becomes of it is asked when they are deleted.
  const theirs = await createRoom(host, { name: 'Latin' });
  await host.rest.admin.handOver(theirs.id, person.id);
  const guest = await open();
  await joinByLink(guest.page, `/join/${room.code}`, 'Gleb');
  const { page } = await open({ as: host });
  for (const [path, heading] of [
    ['/admin/people', 'People'],
    ['/admin/rooms', 'Rooms'],
    ['/admin/live', 'Live now'],
    ['/admin/storage', 'Storage'],
    ['/admin/settings', 'Settings'],
    ['/admin/log', 'Log'],
    ['/admin/health', 'Health'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    // Something of it is there, and not only its frame.
    await expect(page.getByRole('main').locator('table, form, ul li a, dl').last()).toBeVisible();
    await look(page, path);
  }
  await page.goto('/admin/people');
  await page.getByRole('searchbox').fill(email);
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  await page.getByRole('button', { name: 'New person' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await look(page, 'new person');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^More for Wilhelmina/ }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.getByRole('radio', { name: /^Hand them over/ }).check();
  await expect(page.getByRole('group', { name: 'Choose whom' }).getByRole('radio')).not.toHaveCount(
    0,
  );
  await look(page, 'delete a person');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Import a list' }).click();
  await page
    .getByLabel('Choose a file')
    .setInputFiles(listFile('Name;Mail\nNora Berg;nora.berg@example.org\nNobody;'));
  await expect(page.getByRole('table', { name: 'What was read' })).toBeVisible();
  await look(page, 'import of a list');
}

/** A list of people as a file that somebody chooses. */
export const listFile = (text: string) => ({
  name: 'class.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});
