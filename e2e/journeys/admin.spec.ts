import { expectAccessible } from '../harness/axe.ts';
import { joinByLink } from '../harness/call.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createRoom } from '../harness/visitor.ts';

test('METRIC-5 an admin sees how the space does, and others a plain refusal', async ({
  person,
  host,
  space,
}) => {
  const { code } = await createRoom(host, { name: 'Physics 8b' });
  const pupil = await person();
  await joinByLink(pupil.page, `/join/${code}`, 'Gleb');
  const { page } = await person({ as: host });
  await page.goto('/');
  await page.getByRole('button', { name: /^Menu of/ }).click();
  await page.getByRole('menuitem', { name: 'Administration' }).click();
  await page.getByRole('navigation', { name: 'Administration' }).getByText('Health').click();
  await expect(page.getByRole('heading', { level: 1, name: 'Health' })).toBeVisible();
  await expect(page.getByRole('main').getByRole('link', { name: 'Physics 8b' })).toBeVisible();
  await expect(page.getByText('Busiest media worker, of one core')).toBeVisible();

  const member = await person({ as: await createAccount(space.url, 'Mia') });
  await member.page.goto('/admin/health');
  await expect(member.page.getByRole('heading', { name: 'Only for admins' })).toBeVisible();
  await expectAccessible(member.page, 'refused');
  const stranger = await person();
  await stranger.page.goto('/admin');
  await expect(stranger.page).toHaveURL(/sign-in/);
});

test('METRIC-2 joining is counted with the time from the click to the first picture', async ({
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
    .poll(metrics, { timeout: 40_000 })
    .toMatch(/converge_call_first_picture_seconds_count [1-9]/);
  expect(await metrics()).toMatch(/converge_call_joins_total\{outcome="ok"\} [1-9]/);
});
