import { layCable } from '../harness/cable.ts';
import {
  callBar,
  joinByLink,
  message,
  openPanel,
  picture,
  tileButton,
  write,
} from '../harness/call.ts';
import { expectMoving, expectSound } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createRoom, PASSWORD } from '../harness/visitor.ts';

/** Between two tries to come back lie up to thirty seconds (RT-8). */
const BACK_MS = 60_000;

test('SEAT-1 SEAT-3 CHAT-11 a lost line comes back with seat, media and messages, without a click', async ({
  person,
  host,
  space,
}) => {
  const { code } = await createRoom(host);
  const cable = await layCable(space.url);
  const alma = await person({ at: cable.url });
  const bruno = await person();
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await expectMoving(picture(bruno.page, 'Alma'));
  await openPanel(alma.page, 'Conversation');
  await openPanel(bruno.page, 'Conversation');

  cable.cut();
  await expect(
    alma.page.getByText('Connection lost. Reconnecting…').filter({ visible: true }).first(),
  ).toBeVisible();
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(/Line lost, coming back/);
  await write(alma.page, 'Written without a line');
  await write(bruno.page, 'Written meanwhile');
  await expect(message(alma.page, 'Written without a line')).toContainText('Waiting to be sent');

  cable.mend();
  await expect(tileButton(bruno.page, 'Alma')).not.toHaveAccessibleName(/Line lost/, {
    timeout: BACK_MS,
  });
  await expect(message(bruno.page, 'Written without a line')).toHaveCount(1);
  await expect(message(alma.page, 'Written meanwhile')).toHaveCount(1);
  await expect(message(alma.page, 'Written without a line')).not.toContainText('Waiting');
  await expectMoving(picture(alma.page, 'Bruno'));
  await expectMoving(picture(bruno.page, 'Alma'));
  await expectSound(bruno.page);
  await cable.dispose();
});

test('RT-14 who reads a room outside of its call sees that the line is gone, until it is back', async ({
  person,
  host,
  space,
}) => {
  const { id } = await createRoom(host);
  const cable = await layCable(space.url);
  const { page } = await person({ as: host, at: cable.url });
  await page.goto(`/rooms/${id}`);
  await write(page, 'Before the storm');
  await expect(message(page, 'Before the storm')).toBeVisible();

  // What the page asks for meanwhile isn't answered, so that no request fails and tells it instead.
  await page.route('**/api/v1/**', () => {});
  cable.cut();
  const lost = page
    .locator('[data-line-told]')
    .getByText('Connection lost. Reconnecting… What you write is kept.');
  await expect(lost).toBeVisible();
  cable.mend();
  await expect(lost).toBeHidden({ timeout: BACK_MS });
  await cable.dispose();
});

test('RT-14 AUTH-7 whose session ended elsewhere is told so when the line is back, and goes on where they were', async ({
  person,
  host,
  space,
}) => {
  const { id } = await createRoom(host);
  const cable = await layCable(space.url);
  const { page } = await person({ as: host, at: cable.url });
  await page.goto(`/rooms/${id}`);
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await field.fill('Half a thought');
  cable.cut();
  await host.rest.auth.signOut();
  cable.mend();
  await expect(page.getByRole('heading', { name: 'You need to sign in again' })).toBeVisible({
    timeout: BACK_MS,
  });
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByLabel('Mail address').fill(space.admin);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(field).toHaveValue('Half a thought');
  await cable.dispose();
});

test('OPS-4 RT-8 after a kill of the server everybody is back in the call, without a click', async ({
  person,
  ownServer,
}) => {
  const owner = await createAccount(ownServer.url, 'Nora');
  const { code } = await createRoom(owner, { name: 'Physics 8b' });
  const alma = await person({ at: ownServer.url });
  const bruno = await person({ at: ownServer.url });
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(bruno.page, 'Alma'));
  await openPanel(alma.page, 'Conversation');
  await write(alma.page, 'Before the fall');
  await expect(message(alma.page, 'Before the fall')).not.toContainText('Waiting');

  await ownServer.kill();
  await expect(
    alma.page.getByText('Connection lost. Reconnecting…').filter({ visible: true }).first(),
  ).toBeVisible();
  await ownServer.start();

  for (const [me, other] of [
    [alma, 'Bruno'],
    [bruno, 'Alma'],
  ] as const) {
    await expect(callBar(me.page)).toBeVisible();
    await expectMoving(picture(me.page, other), { timeout: BACK_MS });
    await expectSound(me.page);
  }
  await expect(message(alma.page, 'Before the fall')).toHaveCount(1);
});
