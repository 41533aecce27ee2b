import { callBar } from '../harness/call.ts';
import { copied } from '../harness/clipboard.ts';
import { startServer } from '../harness/server.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createGuest, createRoom, type Visitor } from '../harness/visitor.ts';

test('INVITE-1 a revoked and a used-up invite say so, and a private room wants one', async ({
  person,
  host,
  space,
}) => {
  const room = await createRoom(host, { name: 'Teachers alone', access: 'private' });
  const { invite: revoked } = await host.rest.invites.create(room.id, { label: 'Parents' });
  await host.rest.invites.revoke(room.id, revoked.id);
  const { invite: single } = await host.rest.invites.create(room.id, { maxUses: 1 });
  await createGuest(space.url, single.code, 'First');

  const { page } = await person();
  const doors = [
    [room.code, 'This room is private'],
    [revoked.code, 'This invite was taken back'],
    [single.code, 'This invite has been used as often as it may'],
    ['no-such-code', 'No room has this code'],
  ] as const;
  for (const [code, words] of doors) {
    await page.goto(`/join/${code}`);
    await expect(page.getByRole('heading', { name: words })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Join', exact: true })).toHaveCount(0);
  }
});

test('INVITE-4 an invite made by hand opens a private room, until it is revoked', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Council', access: 'private' });
  const owner = await person({ as: host, permissions: ['clipboard-read', 'clipboard-write'] });
  await owner.page.goto(`/rooms/${room.id}`);
  await owner.page.getByRole('button', { name: 'Invite' }).click();
  const dialog = owner.page.getByRole('dialog', { name: 'Invite to “Council”' });
  await dialog.getByRole('button', { name: 'New invite' }).click();
  await dialog.getByLabel('What for').fill('Parents');
  await dialog.getByLabel('Works for').selectOption('1 hour');
  await dialog.getByLabel('How many may use it').selectOption('5 people');
  const link = await copied(owner.page, () =>
    dialog.getByRole('button', { name: 'Make the invite' }).click(),
  );
  const row = dialog.getByRole('listitem').filter({ hasText: 'Parents' });
  await expect(row).toContainText('0 of 5 used');

  const share = row.getByRole('group', { name: 'Share “Parents”' });
  await expect(share.getByRole('link', { name: 'By mail' })).toHaveAttribute('href', /^mailto:/);
  await expect(share.getByRole('link', { name: 'By SMS' })).toHaveAttribute('href', /^sms:/);
  await share.getByRole('button', { name: 'QR code' }).click();
  await expect(row.getByRole('img', { name: `QR code of the link ${link}` })).toBeVisible();

  const guest = await person();
  await guest.page.goto(link);
  await expect(guest.page.getByRole('heading', { name: 'Council' })).toBeVisible();
  await guest.page.getByLabel('Your name').fill('Paula');
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(callBar(guest.page)).toBeVisible();

  // All of it in the dialog that was left open.
  await expect(row).toContainText('1 of 5 used');
  await owner.page.clock.setSystemTime(Date.now() + 50 * 60_000);
  await expect(row).toContainText('Ends soon');
  await row.getByRole('button', { name: 'Revoke “Parents”' }).click();
  await expect(row).toHaveCount(0);
  const late = await person();
  await late.page.goto(link);
  await expect(
    late.page.getByRole('heading', { name: 'This invite was taken back' }),
  ).toBeVisible();
});

test('INVITE-6 a link that would lead nobody here says so, and one with a public address begins with it', async ({
  person,
  host,
  space,
}) => {
  const invited = async (at: string, as: Visitor) => {
    const room = await createRoom(as, { name: 'Council' });
    const { page } = await person({ as, at, permissions: ['clipboard-read', 'clipboard-write'] });
    await page.goto(`/rooms/${room.id}`);
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite to “Council”' });
    await dialog.getByRole('group', { name: 'Share “Council”' }).getByText('Copy link').click();
    const link = () => page.evaluate(() => navigator.clipboard.readText());
    return { dialog, room, link, page };
  };
  const warning = 'This link leads nobody else here';

  const here = await invited(space.url, host);
  await expect(here.dialog.getByText(warning)).toBeVisible();
  await expect(here.page.getByText('works on this computer only')).toBeVisible();

  const server = await startServer({ env: { PUBLIC_URL: 'http://meet.example.org' } });
  try {
    const owner = await createAccount(server.url, 'Ines', 'ines@example.org');
    const there = await invited(server.url, owner);
    const link = `http://meet.example.org/join/${there.room.code}`;
    await expect(there.dialog.getByText(link)).toBeVisible();
    await expect(there.dialog.getByText(warning)).toHaveCount(0);
    await expect.poll(there.link).toBe(link);
    await there.page.context().close();
  } finally {
    await server.dispose();
  }
});
