/** Two people speak directly, a third comes and goes, and nobody hears it. */
import type { Locator, Page } from '@playwright/test';
import { joinByLink, picture, pressBar } from '../harness/call.ts';
import { beginMeasuring, gaps, humming, perceive } from '../harness/continuity.ts';
import { expectMoving } from '../harness/media.ts';
import { expect, type Person, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

const DIRECT = /^Directly to the other person · (UDP|TCP)$/;
const SERVER = /^Through the server · (UDP|TCP)$/;

async function openConnection(page: Page): Promise<Locator> {
  await page.keyboard.press('i');
  const panel = page.getByRole('complementary', { name: 'Connection' });
  await expect(panel).toBeVisible();
  return panel;
}

const expectRoute = (panel: Locator, route: RegExp): Promise<void> =>
  expect(panel.getByText(route)).toBeVisible({ timeout: 25_000 });

test('P2P-1 P2P-2 P2P-4 P2P-9 two speak directly, a third moves them to the server and back, and no gap is heard or seen', async ({
  person,
  host,
}) => {
  test.setTimeout(180_000);
  const { code } = await createRoom(host);
  const open = async (name: string): Promise<Person> => {
    const one = await person();
    await humming(one.context);
    await perceive(one.context);
    await joinByLink(one.page, `/join/${code}`, name);
    return one;
  };
  const alma = await open('Alma');
  const bruno = await open('Bruno');
  await expectMoving(picture(alma.page, 'Bruno'));
  await expectMoving(picture(bruno.page, 'Alma'));
  const panels = [await openConnection(alma.page), await openConnection(bruno.page)];
  for (const { page } of [alma, bruno]) await beginMeasuring(page);
  for (const panel of panels) await expectRoute(panel, DIRECT);
  for (const { page } of [alma, bruno]) console.log('to direct', await gaps(page));

  for (const { page } of [alma, bruno]) await beginMeasuring(page);
  const carla = await open('Carla');
  await expectMoving(picture(carla.page, 'Bruno'));
  for (const panel of panels) await expectRoute(panel, SERVER);
  for (const { page } of [alma, bruno]) console.log('to server', await gaps(page));

  await pressBar(carla.page, 'Leave the call');
  for (const { page } of [alma, bruno]) await beginMeasuring(page);
  for (const panel of panels) await expectRoute(panel, DIRECT);
  for (const { page } of [alma, bruno]) console.log('to direct again', await gaps(page));
});
