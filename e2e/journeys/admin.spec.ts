import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../harness/axe.ts';
import { joinByLink } from '../harness/call.ts';
import { dropFiles, openFiles } from '../harness/files.ts';
import { listFile } from '../harness/pages.ts';
import { expect, test } from '../harness/test.ts';
import {
  createAccount,
  createRoom,
  nameOfItsOwn,
  newAddress,
  PASSWORD,
} from '../harness/visitor.ts';

test('METRIC-5 an admin sees how the space does, and others a plain refusal', async ({
  person,
  host,
  space,
}) => {
  const name = nameOfItsOwn('Physics');
  const { code } = await createRoom(host, { name });
  const pupil = await person();
  await joinByLink(pupil.page, `/join/${code}`, 'Gleb');
  const { page } = await person({ as: host });
  await page.goto('/');
  await page.getByRole('complementary').getByRole('button').last().click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await page.getByRole('navigation', { name: 'Administration' }).getByText('Health').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name })).toBeVisible();
  await expect(page.getByText('Busiest media worker, of one core')).toBeVisible();

  const member = await person({ as: await createAccount(space.url, 'Mia') });
  await member.page.goto('/admin/health');
  await expect(member.page.getByRole('heading', { name: 'Only for admins' })).toBeVisible();
  await expectAccessible(member.page, 'refused');
  const stranger = await person();
  await stranger.page.goto('/admin');
  await expect(stranger.page).toHaveURL(/sign-in/);
});

test('METRIC-2 METRIC-6 joining is counted with the time to the first picture, and speaking directly apart', async ({
  person,
  ownServer,
}) => {
  const host = await createAccount(ownServer.url, 'Ada');
  const { code } = await createRoom(host, { name: 'Choir' });
  const first = await person({ as: host, at: ownServer.url });
  await joinByLink(first.page, `/join/${code}`);
  const second = await person({ at: ownServer.url });
  await joinByLink(second.page, `/join/${code}`, 'Gleb');
  const metrics = async () => (await fetch(`${ownServer.url}/metrics`)).text();
  await expect
    .poll(metrics, { timeout: 90_000 })
    .toMatch(/converge_call_first_picture_seconds_count [1-9]/);
  expect(await metrics()).toMatch(/converge_call_joins_total\{outcome="ok"\} [1-9]/);
  // The two of them are alone, so they soon speak directly; that is counted apart.
  await expect
    .poll(metrics, { timeout: 90_000 })
    .toMatch(/converge_direct_first_picture_seconds_count [1-9]/);
  expect(await metrics()).toContain('converge_direct_pairs 1');
});

test('ADMIN-5 ADMIN-4 ADMIN-3 an admin makes a person, who comes in by the link, gets a role, and is disabled', async ({
  person,
  host,
}) => {
  const name = 'Nora Berg';
  const email = newAddress();
  const { page } = await person({ as: host });
  await page.goto('/admin/people');
  await page.getByRole('button', { name: 'New person' }).click();
  const made = page.getByRole('dialog', { name: 'New person' });
  await made.getByRole('button', { name: 'Make the account' }).click();
  await expect(made.getByLabel('Name')).toHaveAttribute('aria-invalid', 'true');
  await made.getByLabel('Name').fill(name);
  await made.getByLabel('Mail address').fill(email);
  await made.getByRole('button', { name: 'Make the account' }).click();
  const shown = page.getByRole('dialog', { name: `Link for ${name}` });
  const link = (await shown.getByRole('note', { name: 'Link' }).textContent()) ?? '';
  await shown.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('searchbox').fill(email);
  const row = page.getByRole('row').filter({ hasText: email });
  await expect(row).toContainText('Invited');

  const nora = await person();
  await nora.page.goto(link);
  await nora.page.getByLabel('New password', { exact: true }).fill(PASSWORD);
  await nora.page
    .getByRole('button', { name: /password/i })
    .last()
    .click();
  await nora.page.getByLabel('Mail address').fill(email);
  await nora.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await nora.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(nora.page.getByRole('heading', { level: 1, name: 'Rooms' })).toBeVisible();
  await expect(nora.page.getByRole('button', { name: 'New room' })).toHaveCount(0);

  const choose = async (entry: string) => {
    await page.getByRole('button', { name: `More for ${name}` }).click();
    await page
      .getByRole('menuitem', { name: entry })
      .or(page.getByRole('menuitemcheckbox', { name: entry }))
      .click();
  };
  await choose('Teacher');
  await expect(page.getByText(`${name} is now: Teacher.`)).toBeVisible();
  await nora.page.reload();
  await expect(nora.page.getByRole('button', { name: 'New room' }).first()).toBeVisible();

  await choose('Disable');
  await expect(row).toContainText('Disabled');
  await nora.page.reload();
  await expect(nora.page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible();
  await nora.page.goto('/sign-in');
  await nora.page.getByLabel('Mail address').fill(email);
  await nora.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await nora.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(nora.page.getByText('This account is disabled')).toBeVisible();
  await choose('Enable');
  await expect(row).not.toContainText('Disabled');
  await choose('Delete');
  const question = page.getByRole('alertdialog', { name: `Delete ${name}?` });
  await question.getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('Nobody fits that')).toBeVisible();
});

test('ADMIN-7 a list from a file is looked through, and its good rows become accounts', async ({
  person,
  host,
}) => {
  const [one, two] = [newAddress(), newAddress()];
  const { page } = await person({ as: host });
  await page.goto('/admin/people');
  await page.getByRole('button', { name: 'Import a list' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Choose a file').setInputFiles(listFile(' \n;;\n'));
  await expect(dialog.getByRole('alert')).toBeVisible();
  const text = `Full name;Mail;Role\r\n"Berg, Nora";${one};Teacher\r\nTimo;not an address;\r\nMila;${two};\r\nMila;${two};`;
  await dialog.getByLabel('Choose a file').setInputFiles(listFile(text));
  const rows = dialog.getByRole('table', { name: 'What was read' }).getByRole('row');
  await expect(rows).toContainText([
    'Person',
    'Berg, Nora',
    'Not a mail address',
    'Will be made',
    'Stands further up too',
  ]);
  await dialog.getByRole('button', { name: 'Make 2 accounts' }).click();
  await expect(page.getByRole('dialog', { name: '2 accounts are made' })).toBeVisible();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the links' }).click();
  const saved = await readFile(await (await saving).path(), 'utf8');
  expect(saved).toContain(one);
  expect(saved.match(/\/reset#/g)).toHaveLength(2);
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('searchbox').fill(one);
  await expect(page.getByRole('rowheader')).toContainText(['Berg, Nora']);
});

test('ADMIN-8 a call is ended, and its room handed over, archived and deleted, from outside', async ({
  person,
  host,
  space,
}) => {
  const heir = 'Tess Lind';
  const address = newAddress();
  await createAccount(space.url, heir, address);
  const { people } = await host.rest.people.list({ query: address });
  for (const { id } of people) await host.rest.people.update(id, { role: 'teacher' });
  const name = `Orchestra ${address.slice(0, 4)}`;
  const { code } = await createRoom(host, { name });
  const guest = await person();
  await joinByLink(guest.page, `/join/${code}`, 'Gleb');
  const { page } = await person({ as: host });
  await page.goto('/admin/live');
  await page.getByRole('button', { name: `End the call in ${name}` }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'End for all' }).click();
  await expect(page.getByText(`The call in “${name}” is over.`)).toBeVisible();
  await expect(
    guest.page.getByText(/call (is over|ended|has ended)|ended the call/i).first(),
  ).toBeVisible();

  await page.goto('/admin/rooms');
  await page.getByRole('searchbox').fill(name);
  await expect(page.getByRole('rowheader')).toHaveCount(1);
  const choose = async (entry: string) => {
    await page.getByRole('button', { name: `More for ${name}` }).click();
    await page.getByRole('menuitem', { name: entry }).click();
  };
  await choose('Hand over');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox', { name: 'Find somebody' }).fill(address);
  await dialog.getByRole('radio', { name: heir }).check();
  await dialog.getByRole('button', { name: 'Hand over' }).click();
  await expect(page.getByRole('row').filter({ hasText: name })).toContainText(heir);
  await choose('Archive');
  await page.getByText('Archived', { exact: true }).first().click();
  await expect(page.getByRole('rowheader')).toContainText(name);
  await choose('Delete');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect(page.getByText('No room fits that')).toBeVisible();
});

test('ADMIN-9 the space gets a name, and accounts are for who has its link', async ({
  person,
  ownServer,
}) => {
  const admin = await createAccount(ownServer.url, 'Ada');
  const { page } = await person({ as: admin, at: ownServer.url });
  await page.goto('/admin/settings');
  await page.getByLabel('Name').fill('School 17');
  await page.getByRole('radio', { name: /^Who has the link/ }).check();
  const link = (await page.getByRole('note').textContent()) ?? '';
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();

  const visitor = await person({ at: ownServer.url });
  await visitor.page.goto('/');
  await expect(visitor.page.getByRole('heading', { name: 'School 17' })).toBeVisible();
  await visitor.page.goto('/register');
  await expect(visitor.page.getByRole('heading', { name: 'You need an invitation' })).toBeVisible();
  await visitor.page.goto('about:blank');
  await visitor.page.goto(link);
  await visitor.page.getByLabel('Your name').fill('Mia');
  await visitor.page.getByLabel('Mail address').fill(newAddress());
  await visitor.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await visitor.page.getByRole('button', { name: 'Create account' }).click();
  await expect(visitor.page.getByRole('heading', { level: 1, name: 'Rooms' })).toBeVisible();
});

test('ADMIN-14 ADMIN-9 ADMIN-12 ADMIN-13 a logo and defaults are set and followed, found in the log, and a quota refuses in words', async ({
  person,
  ownServer,
}) => {
  const at = ownServer.url;
  const admin = await createAccount(at, 'Ada');
  const address = newAddress();
  const tess = await createAccount(at, 'Tess', address);
  const { people } = await admin.rest.people.list({ query: address });
  for (const { id } of people) await admin.rest.people.update(id, { role: 'teacher' });

  const { page } = await person({ as: admin, at });
  await page.goto('/admin/settings');
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><circle cx="4" cy="4" r="4" fill="#0a7"/></svg>';
  const logo = (text: string) => ({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from(text),
  });
  const chooser = page.getByLabel('Choose a picture');
  await chooser.setInputFiles(logo(svg.replace('<circle', '<script>alert(1)</script><circle')));
  await expect(page.getByText('This kind of file doesn’t work here').first()).toBeVisible();
  await chooser.setInputFiles(logo(svg));
  await expect(page.getByRole('img', { name: 'The logo now' })).toBeVisible();
  await page.getByText('Class', { exact: true }).click();
  await page.getByLabel('Write in the conversation').selectOption({ label: 'Everybody' });
  await page
    .getByLabel('Who comes into the call')
    .selectOption({ label: 'Whom a moderator lets in' });
  await page.getByLabel('All files of a room').fill('nine');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('All files of a room')).toHaveAttribute('aria-invalid', 'true');
  await page.getByLabel('All files of a room').fill('1');
  await page.getByLabel('Share for hand-ins').fill('50');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.').last()).toBeVisible();

  // Whoever comes to the front page sees the logo, drawn and not only linked.
  const visitor = await person({ at });
  await visitor.page.goto('/');
  const shown = visitor.page.locator('header img');
  await expect(shown).toHaveJSProperty('complete', true);
  expect(await shown.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);

  const teacher = await person({ as: tess, at });
  await teacher.page.goto('/');
  await teacher.page.getByRole('button', { name: 'Choose what kind of room' }).click();
  await teacher.page.getByRole('menuitem', { name: /^Class/ }).click();
  await expect(teacher.page).toHaveURL(/\/rooms\//);
  const { rooms } = await tess.rest.rooms.list();
  expect(rooms).toMatchObject([{ preset: 'class', door: 'lobby', policy: { chat: 'everyone' } }]);

  await openFiles(teacher.page);
  await dropFiles(teacher.page, [{ name: 'too much.txt', content: 'x'.repeat(600_000) }]);
  await expect(teacher.page.getByText('The room has no space left').first()).toBeVisible();

  await page.goto('/admin/log');
  const lines = page.getByRole('table', { name: 'Who did what' });
  await expect(lines).toContainText('Ada put up another logo');
  await expect(lines).toContainText('Write in the conversation: Everybody');
  await page.getByLabel('What was done').selectOption({ label: 'Logo' });
  await expect(lines.getByRole('row')).toHaveCount(2);
  await expect(lines).toContainText('Ada put up another logo');
});
