/** How good a line is, as two people with real browsers see it. */
import type { Locator, Page } from '@playwright/test';
import { layCable } from '../harness/cable.ts';
import { joinByLink, openPanel, picture, pressBar, tileButton } from '../harness/call.ts';
import { expectMoving } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { throughServer } from '../harness/through-server.ts';
import { createRoom } from '../harness/visitor.ts';

async function openConnection(page: Page): Promise<Locator> {
  await pressBar(page, 'More');
  await page.getByRole('menuitem', { name: 'Connection' }).click();
  const panel = page.getByRole('complementary', { name: 'Connection' });
  await expect(panel).toBeVisible();
  return panel;
}

const number = (panel: Locator, label: string): Locator =>
  panel.locator(`dt:text-is("${label}") + dd`);

test('QUAL-1 the panel shows the route, rates that flow, and what is sent and received', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const alma = await person({ as: host });
  const bruno = await person();
  await throughServer(bruno.context);
  await joinByLink(alma.page, `/join/${code}`);
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await expectMoving(picture(alma.page, 'Bruno'));

  // The key opens it and closes it, as the menu does.
  await bruno.page.keyboard.press('i');
  const panel = bruno.page.getByRole('complementary', { name: 'Connection' });
  await expect(panel.getByText(/^Through the server · (UDP|TCP)$/)).toBeVisible();
  for (const label of ['Sending', 'Receiving']) {
    await expect(number(panel, label)).toHaveText(/^[1-9][\d.,]* (kbps|Mbps)/);
  }
  await expect(panel.getByRole('row', { name: /^Camera VP8 \d+×\d+/ })).toBeVisible();
  await expect(panel.getByRole('row', { name: /^Microphone opus/ })).toBeVisible();
  await expect(panel.getByRole('row', { name: /: Camera VP8 \d+×\d+/ })).toBeVisible();
  // A guest is shown no numbers of others.
  await expect(panel.getByRole('tab')).toHaveCount(0);
  await bruno.page.keyboard.press('i');
  await expect(panel).toBeHidden();

  const lead = await openConnection(alma.page);
  await lead.getByRole('tab', { name: 'Everybody' }).click();
  await expect(lead.getByText(/^The call has been going on for \d+ (s|min)$/)).toBeVisible();
  const row = lead.getByRole('rowgroup').filter({ hasText: 'Bruno' });
  await expect(row).toContainText(/[1-9][\d.,]* (kbps|Mbps)/);

  // What stays of it is with the room.
  await pressBar(bruno.page, 'Leave the call');
  await pressBar(alma.page, 'Leave the call');
  await alma.page.getByRole('button', { name: 'To the conversation' }).click();
  await alma.page.getByRole('button', { name: 'Past calls' }).click();
  const past = alma.page.getByRole('dialog', { name: 'Past calls' });
  await expect(past.getByRole('listitem').filter({ hasText: 'Bruno' })).toContainText(
    /\d+ (s|min) good.*Through the server/,
  );

  // On a phone the room's header has no place for it; its menu has, and so has that of the list.
  await alma.page.setViewportSize({ width: 360, height: 740 });
  await past.getByRole('button', { name: 'Close' }).click();
  await alma.page.getByRole('button', { name: 'More', exact: true }).click();
  await alma.page.getByRole('menuitem', { name: 'Past calls' }).click();
  await expect(past.getByRole('listitem').filter({ hasText: 'Bruno' })).toBeVisible();
  await alma.page.goto('/');
  await alma.page.getByRole('button', { name: `More for ${code}` }).click();
  await alma.page.getByRole('menuitem', { name: 'Past calls' }).click();
  await expect(past.getByRole('listitem').filter({ hasText: 'Bruno' })).toBeVisible();
});

test('QUAL-4 QUAL-7 whose line is cut is lost to the others, and good again when it is back', async ({
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
  const list = await openPanel(bruno.page, 'People');

  cable.cut();
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(/Line lost/);
  await expect(list.getByRole('listitem').filter({ hasText: 'Alma' })).toContainText('Line lost');
  // And to herself, by her own tile.
  await expect(tileButton(alma.page, 'Alma')).toHaveAccessibleName(
    /Line lost: Nothing gets through between you and the call/,
  );

  cable.mend();
  await expect(tileButton(bruno.page, 'Alma')).not.toHaveAccessibleName(/Line lost/, {
    timeout: 60_000,
  });
  await expect(tileButton(alma.page, 'Alma')).not.toHaveAccessibleName(/Line lost/);
  await expect(list.getByRole('listitem').filter({ hasText: 'Alma' })).not.toContainText(
    'Line lost',
  );
  await cable.dispose();
});

test('QUAL-4 whose media alone is cut off is lost too, while the line to the server stands', async ({
  person,
  host,
}) => {
  const { code } = await createRoom(host);
  const alma = await person();
  const bruno = await person();
  await joinByLink(bruno.page, `/join/${code}`, 'Bruno');
  await joinByLink(alma.page, `/join/${code}`, 'Alma');
  await expectMoving(picture(bruno.page, 'Alma'));
  // Behind the back of the page: only the server can notice.
  await alma.page.evaluate(() => {
    for (const peer of window.e2ePeers) peer.close();
  });
  await expect(tileButton(bruno.page, 'Alma')).toHaveAccessibleName(
    /Line lost: Nothing gets through from them/,
    // The worker gives a path that fell silent its time.
    { timeout: 90_000 },
  );
});
