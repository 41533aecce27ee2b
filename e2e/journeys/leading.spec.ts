/** Who leads: the floor, rights that change while one is inside, the lobby, and bans. */
import type { Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { barButton, callBar, joinByLink, openPanel, picture, pressBar } from '../harness/call.ts';
import { expectMoving, expectNoSound, inbound } from '../harness/media.ts';
import { knocks, listenToTones } from '../harness/sounds.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createGuest, createRoom, nameOfItsOwn } from '../harness/visitor.ts';

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
  const given = inList(teacher.page, 'Timo').getByRole('button', { name: /^Given: Microphone/ });
  await expect(given).toBeVisible();
  await expect(inList(teacher.page, 'Mila').getByRole('button', { name: /^Given/ })).toHaveCount(0);
  // By its key it is taken back, and given again.
  const unmute = barButton(timo.page, 'Unmute microphone');
  await panel.getByRole('button', { name: 'More for Timo' }).focus();
  await teacher.page.keyboard.press('Shift+F');
  await expect(unmute).toHaveAttribute('aria-disabled', 'true');
  await expect(given).toHaveCount(0);
  await teacher.page.keyboard.press('Shift+F');
  await expect(unmute).not.toHaveAttribute('aria-disabled');
  await given.click();
  await expect(unmute).toHaveAttribute('aria-disabled', 'true');

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
  await expectAccessible(guest.page, 'waiting to be let in');
  await expectAccessible(teacher.page, 'who waits to be let in');
  await teacher.page.getByRole('button', { name: 'Let in Anna' }).click();
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
  // Who rings again and again is kept out from here.
  await teacher.page.getByRole('button', { name: 'Keep out for good' }).click();
  await expect(teacher.page.getByText('Boris is kept out.')).toBeVisible();
  await late.page.goto(path);
  await expect(
    late.page.getByRole('heading', { name: 'You were removed from this room' }),
  ).toBeVisible();
  // It was the wrong one: the same words take it back.
  await teacher.page.getByRole('button', { name: 'Allow again' }).click();
  await expect(teacher.page.getByText('Boris may come again.')).toBeVisible();
  await late.page.goto(path);
  await expect(late.page.getByRole('button', { name: 'Join', exact: true })).toBeVisible();
});

test('MOD-15 ROOM-13 without a call an absent moderator is dismissed, a right taken back, and somebody kept out', async ({
  person,
  host,
  space,
}) => {
  const choir = nameOfItsOwn('Choir');
  const room = await createRoom(host, { name: choir, preset: 'class' });
  const mila = await createAccount(space.url, 'Mila');
  await mila.rest.join.enter(room.code, {});
  await createGuest(space.url, room.code, 'Boris');
  const { page } = await person({ as: host });
  await page.goto('/');
  await page.getByRole('button', { name: `More for ${choir}` }).click();
  await page.getByRole('menuitem', { name: 'People and log' }).click();
  const list = page.getByRole('dialog', { name: 'People and log' });
  const inRoom = (name: string) => list.getByRole('listitem').filter({ hasText: name });
  await expect(inRoom('Admin')).toContainText('Owner');

  await list.getByRole('button', { name: 'Rights of Mila' }).click();
  const rights = page.getByRole('dialog', { name: 'Mila' });
  await rights.getByRole('switch', { name: 'Leads the room too' }).click();
  await expect(rights.getByRole('switch', { name: 'Leads the room too' })).toBeChecked();
  await rights.getByRole('button', { name: 'Close' }).click();
  await expect(inRoom('Mila')).toContainText('Leads the room too');
  await list.getByRole('button', { name: 'Rights of Mila' }).click();
  await rights.getByRole('switch', { name: 'Leads the room too' }).click();
  await expect(rights.getByRole('switch', { name: 'Leads the room too' })).not.toBeChecked();
  await rights.getByRole('button', { name: 'Close' }).click();
  await expect(inRoom('Mila')).not.toContainText('Leads the room too');

  await list.getByRole('button', { name: 'Rights of Boris' }).click();
  const his = page.getByRole('dialog', { name: 'Boris' });
  await his.getByLabel('Write in the conversation').selectOption('Allowed');
  await his.getByRole('button', { name: 'Close' }).click();
  await inRoom('Boris').getByRole('button', { name: 'Given: Conversation' }).click();
  await expect(inRoom('Boris').getByRole('button', { name: /^Given/ })).toHaveCount(0);
  await expectAccessible(page, 'the people of a room');

  await list.getByRole('button', { name: 'Rights of Boris' }).click();
  await his.getByRole('button', { name: 'Keep out for good' }).click();
  await his.getByRole('button', { name: 'Keep out', exact: true }).click();
  await expect(inRoom('Boris')).toHaveCount(0);
  await list.getByRole('tab', { name: 'Kept out' }).click();
  await expect(list.getByRole('button', { name: 'Allow again: Boris' })).toBeVisible();
  await list.getByRole('tab', { name: 'Log' }).click();
  await expect(list.getByText('Admin banned Boris')).toBeVisible();
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
  await rights.getByRole('button', { name: 'Allow again: Boris' }).click();
  await expect(rights.getByText('Nobody is kept out of this room.')).toBeVisible();
  await joinByLink(guest.page, path);
});

test('LOBBY-8 LOBBY-9 who decides hears of who waits on the room’s page, and from every other page while the call goes on', async ({
  person,
  host,
}) => {
  const consultation = nameOfItsOwn('Consultation');
  const room = await createRoom(host, { name: consultation });
  await host.rest.rooms.update(room.id, { door: 'lobby' });
  const path = `/join/${room.code}`;
  const arrive = async (name: string) => {
    const { page } = await person();
    await page.goto(path);
    await page.getByLabel('Your name').fill(name);
    return page;
  };
  const knock = (page: Page) => page.getByRole('button', { name: 'Join', exact: true }).click();
  const teacher = await person({ as: host });
  await listenToTones(teacher.context);
  await teacher.page.goto(`/rooms/${room.id}`);
  const anna = await arrive('Anna');
  await knock(anna);
  const waiting = teacher.page.getByRole('region', { name: 'Waiting to be let in' });
  await expect(waiting).toContainText('Anna');
  await expect.poll(() => knocks(teacher.page)).toBe(1);
  await waiting.getByRole('button', { name: 'Let in Anna' }).click();
  await expect(callBar(anna)).toBeVisible();
  await expect(waiting).toContainText('Nobody waits');

  await joinByLink(teacher.page, path);
  await teacher.page.getByRole('link', { name: 'Rooms', exact: true }).click();
  await expect(teacher.page.getByRole('region', { name: `Call in ${consultation}` })).toBeVisible();
  const [boris, clara] = await Promise.all([arrive('Boris'), arrive('Clara')]);
  await knock(boris);
  await expect(teacher.page.getByText('Boris waits to be let in')).toBeVisible();
  await expect.poll(() => knocks(teacher.page)).toBe(1);
  // On the call's own page he waits on, and doesn't knock anew; Clara does.
  await teacher.page.getByRole('button', { name: 'Show', exact: true }).click();
  const people = teacher.page.getByRole('complementary', { name: 'People in the call' });
  await expect(people).toContainText('Boris');
  await knock(clara);
  await expect(people).toContainText('Clara');
  await expect.poll(() => knocks(teacher.page)).toBe(2);
  await people.getByRole('button', { name: 'Let in Boris' }).click();
  await expect(callBar(boris)).toBeVisible();
  // Sooner than the list of rooms is asked for again.
  const listed = teacher.page.getByRole('navigation').getByRole('link', { name: consultation });
  await expect(listed).toContainText('3 people', { timeout: 8_000 });
  expect(await knocks(teacher.page)).toBe(2);
});

test('LOBBY-10 a message stands at the door before anybody waits, and is changed and taken back there and in the call', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Consultation' });
  await host.rest.rooms.update(room.id, { door: 'lobby' });
  const teacher = await person({ as: host });
  await teacher.page.goto(`/rooms/${room.id}`);
  const lobby = teacher.page.getByRole('region', { name: 'Waiting to be let in' });
  await lobby.getByRole('button', { name: 'Leave a message' }).click();
  const line = teacher.page.getByLabel('Message to those who wait');
  await expect(line).toBeFocused();
  await line.fill('I begin at ten');
  await line.press('Enter');
  await expect(lobby).toContainText('Who comes reads: “I begin at ten”');
  await expect(lobby.getByRole('button', { name: 'Change the message' })).toBeFocused();

  const { page: guest } = await person();
  await guest.goto(`/join/${room.code}`);
  await guest.getByLabel('Your name').fill('Anna');
  await guest.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(guest.getByText('I begin at ten')).toBeVisible();
  await lobby.getByRole('button', { name: 'Send Anna away' }).click();
  await expect(lobby).toContainText('Nobody waits');

  await joinByLink(teacher.page, `/join/${room.code}`);
  await openPanel(teacher.page, 'People');
  await lobby.getByRole('button', { name: 'Take the message back' }).click();
  await expect(lobby).toContainText('Nobody waits to be let in');
  await expect(lobby.getByRole('button', { name: 'Leave a message' })).toBeFocused();
});

test('MOD-6 MOD-11 MOD-12 all are muted and may speak again by their own hand; one is led by keys', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Round table' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const [mila, timo] = [await person(), await person()];
  await joinByLink(mila.page, path, 'Mila');
  await joinByLink(timo.page, path, 'Timo');
  const panel = await openPanel(teacher.page, 'People');
  await panel.getByRole('button', { name: 'Mute all' }).click();
  await teacher.page.getByRole('menuitem', { name: 'They ask for the floor first' }).click();
  const unmute = barButton(mila.page, 'Unmute microphone');
  await expect(unmute).toHaveAttribute('aria-disabled', 'true');
  await panel.getByRole('button', { name: 'Let all unmute' }).click();
  await expect(mila.page.getByText('You may speak now')).toBeVisible();
  await expect(unmute).not.toHaveAttribute('aria-disabled');
  await expect(panel.getByRole('button', { name: 'Let all unmute' })).toHaveCount(0);
  // Nobody was unmuted by it.
  await expectNoSound(teacher.page);
  await pressBar(mila.page, 'Unmute microphone');
  await expectHeard(teacher.page);

  // By keys: from one to the next, and what is done to each.
  const more = (name: string) => panel.getByRole('button', { name: `More for ${name}` });
  await more('Timo').focus();
  await teacher.page.keyboard.press('Home');
  await expect(more('Mila')).toBeFocused();
  await teacher.page.keyboard.press('Shift+M');
  await expect(mila.page.getByText(/^Admin muted you/)).toBeVisible();
  await teacher.page.keyboard.press('ArrowDown');
  await expect(more('Timo')).toBeFocused();
  await pressBar(timo.page, 'Raise hand');
  await expect(inList(teacher.page, 'Timo').getByText('hand raised, place 1')).toBeAttached();
  await teacher.page.keyboard.press('Shift+H');
  await expect(barButton(timo.page, 'Raise hand')).toHaveAccessibleName(/down/);
  await teacher.page.keyboard.press('Delete');
  await teacher.page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Remove/ })
    .click();
  await expect(
    timo.page.getByRole('heading', { name: 'You were removed from the room' }),
  ).toBeVisible();
});
