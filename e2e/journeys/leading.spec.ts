/** Who leads: the floor, rights that change while one is inside, the lobby, and bans. */
import type { Page } from '@playwright/test';
import { barButton, callBar, joinByLink, openPanel, picture, pressBar } from '../harness/call.ts';
import { expectMoving, inbound } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

/** Somebody in the list of people. */
const inList = (page: Page, name: string) =>
  page
    .getByRole('list', { name: 'People in the call' })
    .getByRole('listitem')
    .filter({ hasText: name });

/** Packets of sound go on arriving here. */
async function expectHeard(page: Page): Promise<void> {
  const before = (await inbound(page, 'audio')).packets;
  await expect.poll(async () => (await inbound(page, 'audio')).packets).toBeGreaterThan(before);
}

test('FLOOR-1 FLOOR-2 CALL-6 MOD-5 the floor is given, used, passed on; a policy closes a camera for all', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Physics 8b', preset: 'class', access: 'open' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const [mila, timo] = [await person(), await person()];
  await joinByLink(mila.page, path, 'Mila');
  await joinByLink(timo.page, path, 'Timo');

  await pressBar(mila.page, 'Raise hand');
  await pressBar(timo.page, 'Raise hand');
  const panel = await openPanel(teacher.page, 'People');
  await inList(teacher.page, 'Mila')
    .getByRole('button', { name: 'Give the floor: Microphone' })
    .click();
  await expect(mila.page.getByText('You have the floor')).toBeVisible();
  await pressBar(mila.page, 'Unmute microphone');
  await expectHeard(timo.page);

  // Passed on: Timo speaks, Mila is silent and can't begin again.
  await panel.getByRole('button', { name: 'Next in the queue' }).click();
  await expect(barButton(mila.page, 'Unmute microphone')).toHaveAttribute('aria-disabled', 'true');
  await expect(timo.page.getByText('You have the floor')).toBeVisible();
  await expect(
    inList(teacher.page, 'Timo').getByRole('button', { name: /^Given: Microphone/ }),
  ).toBeVisible();
  await expect(inList(teacher.page, 'Mila').getByRole('button', { name: /^Given/ })).toHaveCount(0);
  await inList(teacher.page, 'Timo')
    .getByRole('button', { name: /^Given: Microphone/ })
    .click();
  await expect(barButton(timo.page, 'Unmute microphone')).toHaveAttribute('aria-disabled', 'true');

  // The room opens cameras, and closes them while one is on.
  await panel.getByRole('button', { name: 'Rights', exact: true }).click();
  const rights = teacher.page.getByRole('complementary', { name: 'Rights' });
  await rights.getByLabel('Show the camera').selectOption('Everybody');
  await pressBar(mila.page, 'Turn on camera');
  await expectMoving(picture(timo.page, 'Mila'));
  await rights.getByLabel('Show the camera').selectOption('Only who leads');
  await expect(picture(timo.page, 'Mila')).toHaveCount(0);
  await expect(mila.page.getByText('Your camera was turned off')).toBeVisible();
  await rights.getByText('Log', { exact: true }).click();
  await expect(rights.getByText('Admin allowed Mila: Speak')).toBeVisible();
});

test('LOBBY-1 LOBBY-2 LOBBY-4 LOBBY-6 who comes waits, is let in, and comes back without waiting', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Parents’ evening' });
  await host.rest.rooms.update(room.id, { door: 'lobby' });
  const path = `/join/${room.code}`;
  const guest = await person();
  await guest.page.goto(path);
  await expect(guest.page.getByText('lets people in one by one')).toBeVisible();
  await guest.page.getByLabel('Your name').fill('Anna');
  await guest.page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(guest.page.getByRole('heading', { name: 'You will be let in soon' })).toBeVisible();

  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  await expect(teacher.page.getByText('Anna waits to be let in')).toBeVisible();
  await teacher.page.getByRole('button', { name: 'Show', exact: true }).click();
  await teacher.page.getByLabel('Message to those who wait').fill('Two more minutes');
  await teacher.page.getByRole('button', { name: 'Say it' }).click();
  await expect(guest.page.getByText('Two more minutes')).toBeVisible();
  await teacher.page.getByRole('button', { name: 'Let Anna in' }).click();
  await expect(callBar(guest.page)).toBeVisible();
  await expect(inList(teacher.page, 'Anna')).toBeVisible();

  await guest.page.reload();
  await joinByLink(guest.page, path);
  const late = await person();
  await late.page.goto(path);
  await late.page.getByLabel('Your name').fill('Boris');
  await late.page.getByRole('button', { name: 'Join', exact: true }).click();
  await teacher.page.getByRole('button', { name: 'Send Boris away' }).click();
  await expect(late.page.getByRole('heading', { name: 'You were not let in' })).toBeVisible();
});

test('MOD-8 MOD-4 PERM-10 a banned guest stays out until the ban is lifted', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Club' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const guest = await person();
  await joinByLink(guest.page, path, 'Boris');
  await openPanel(teacher.page, 'People');
  await inList(teacher.page, 'Boris').getByRole('button', { name: 'More for Boris' }).click();
  await teacher.page.getByRole('menuitem', { name: 'Rights of Boris' }).click();
  await teacher.page.getByRole('button', { name: 'Keep out for good' }).click();
  await teacher.page.getByRole('button', { name: 'Keep out', exact: true }).click();
  await expect(
    guest.page.getByRole('heading', { name: 'You were removed from the room' }),
  ).toBeVisible();
  await guest.page.goto(path);
  await expect(
    guest.page.getByRole('heading', { name: 'You were removed from this room' }),
  ).toBeVisible();

  await teacher.page.getByRole('button', { name: 'Rights', exact: true }).click();
  const rights = teacher.page.getByRole('complementary', { name: 'Rights' });
  await rights.getByText('Kept out', { exact: true }).click();
  await rights.getByRole('button', { name: 'Allow Boris again' }).click();
  await expect(rights.getByText('Nobody is kept out of this room.')).toBeVisible();
  await joinByLink(guest.page, path);
});
