import {
  callBar,
  joinByLink,
  message,
  openPanel,
  picture,
  pressBar,
  tileButton,
  write,
} from '../harness/call.ts';
import { copied } from '../harness/clipboard.ts';
import { expectMoving, expectSound } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { PASSWORD } from '../harness/visitor.ts';

test('AUTH-1 CALL-1 from an empty space to three who see, hear and write to each other', async ({
  person,
  ownServer,
}) => {
  const at = ownServer.url;
  const nora = await person({ at, permissions: ['clipboard-read', 'clipboard-write'] });

  await test.step('the first account looks after the space', async () => {
    const { page } = nora;
    await page.goto('/');
    await page.getByRole('link', { name: 'Create the first account' }).click();
    await expect(page.getByText('Yours is the first account')).toBeVisible();
    await page.getByLabel('Your name').fill('Nora');
    await page.getByLabel('Mail address').fill('nora@example.org');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByText('No rooms yet')).toBeVisible();
  });

  await test.step('the next account is a member and makes no rooms', async () => {
    const { page } = await person({ at });
    await page.goto('/register');
    await page.getByLabel('Your name').fill('Timo');
    await page.getByLabel('Mail address').fill('timo@example.org');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByText('No rooms yet')).toBeVisible();
    await expect(page.getByRole('button', { name: 'New room' })).toHaveCount(0);
  });

  const link = await test.step('a room by one click, its link by another', async () => {
    const { page } = nora;
    await page.getByRole('button', { name: 'New room' }).click();
    await page.getByRole('link', { name: 'Start the call' }).click();
    await page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(callBar(page)).toBeVisible();
    return copied(page, () => page.getByRole('button', { name: 'Copy link' }).click());
  });

  const bruno = await person({ at });
  const carla = await person({ at });
  await test.step('two guests follow it', async () => {
    await joinByLink(bruno.page, link, 'Bruno');
    const metrics = async () => (await fetch(`${at}/metrics`)).text();
    await carla.page.goto(link);
    await carla.page.getByLabel('Your name').fill('Carla');
    // A call goes on: her media has its path before she comes in (MEDIA-15).
    await expect.poll(metrics).toContain('converge_paths_ahead 1');
    await carla.page.getByRole('button', { name: 'Join', exact: true }).click();
    await expect(callBar(carla.page)).toBeVisible();
    await expect.poll(metrics).toMatch(/converge_paths_ahead_taken_total [12]\n/);
    await expect.poll(metrics).toContain('converge_paths_ahead 0');
  });

  const everybody = [
    { page: nora.page, others: ['Bruno', 'Carla'] },
    { page: bruno.page, others: ['Nora', 'Carla'] },
    { page: carla.page, others: ['Nora', 'Bruno'] },
  ];
  await test.step('each sees and hears the others', async () => {
    for (const { page, others } of everybody) {
      for (const name of others) await expectMoving(picture(page, name));
      await expectSound(page);
    }
  });

  await test.step('each reads what the others write, in the same order', async () => {
    for (const { page } of everybody) await openPanel(page, 'Conversation');
    await write(nora.page, 'Good morning');
    await expect(message(carla.page, 'Good morning')).toBeVisible();
    await write(carla.page, 'Hello from Carla');
    await expect(message(bruno.page, 'Hello from Carla')).toBeVisible();
    await write(bruno.page, 'And from Bruno');
    for (const { page } of everybody) {
      await expect(message(page, 'And from Bruno')).toBeVisible();
      await expect(page.getByRole('log').getByRole('article')).toHaveText([
        /Good morning/,
        /Hello from Carla/,
        /And from Bruno/,
      ]);
    }
  });

  await test.step('who leaves is gone from the others, and the chat stays through a reload', async () => {
    await pressBar(carla.page, 'Leave the call');
    await expect(carla.page.getByText('You left the call')).toBeVisible();
    await expect(tileButton(nora.page, 'Carla')).toHaveCount(0);
    await carla.page.reload();
    await expect(message(carla.page, 'Good morning')).toBeVisible();
    await expect(message(carla.page, 'And from Bruno')).toBeVisible();
  });
});
