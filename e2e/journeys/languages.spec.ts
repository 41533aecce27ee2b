import type { Page } from '@playwright/test';
import { expect, test } from '../harness/test.ts';
import { createGuest, createRoom } from '../harness/visitor.ts';

const languages = [
  {
    locale: 'ru-RU',
    rooms: 'Комнаты',
    invite: 'Пригласить',
    used: ['вошёл 1 человек', 'вошли 2 человека', 'вошли 5 человек'],
    own: 'Русский',
  },
  {
    locale: 'uk-UA',
    rooms: 'Кімнати',
    invite: 'Запросити',
    used: ['увійшла 1 людина', 'увійшли 2 людини', 'увійшли 5 людей'],
    own: 'Українська',
  },
];

for (const { locale, rooms, invite, used, own } of languages) {
  test(`${locale}: the interface speaks it from the first page, with right plurals`, async ({
    person,
    host,
    space,
  }) => {
    const room = await createRoom(host, { name: `Physics ${locale}` });
    for (const uses of [1, 2, 5]) {
      const made = await host.rest.invites.create(room.id, { label: `for ${uses}` });
      for (let i = 0; i < uses; i++) await createGuest(space.url, made.invite.code, `Guest ${i}`);
    }
    const { page } = await person({ as: host, locale });
    await page.goto('/');
    await expect(page.getByRole('heading', { level: 1, name: rooms })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
    await page.goto(`/rooms/${room.id}`);
    await page.getByRole('button', { name: invite }).click();
    for (const words of used) await expect(page.getByRole('dialog')).toContainText(words);

    const visitor = await person({ locale });
    await visitor.page.goto('/');
    await expect(visitor.page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
    await visitor.page.goto('/account');
    await expect(visitor.page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
  });

  test(`${locale}: what has longer words fits 360 pixels too`, async ({ person, host }) => {
    const hidden = await createRoom(host, { access: 'private' });
    const open = await createRoom(host, { name: 'Reading circle of the third floor' });
    const viewport = { width: 360, height: 740 };
    const look = async (page: Page, paths: readonly string[]) => {
      for (const path of paths) {
        await page.goto(path);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await expect
          .poll(() => page.evaluate(() => document.documentElement.scrollWidth), { message: path })
          .toBe(viewport.width);
      }
    };
    const visitor = await person({ locale, viewport });
    await look(visitor.page, ['/', '/sign-in', '/register', '/forgot', '/nowhere']);
    await look(visitor.page, [`/join/${hidden.code}`, '/join/kuzo-mira-tel', `/join/${open.code}`]);
    const member = await person({ as: host, locale, viewport });
    await look(member.page, ['/', '/account', `/rooms/${open.id}`]);
    const areas = ['people', 'rooms', 'live', 'settings', 'health'];
    await look(member.page, ['/admin', ...areas.map((area) => `/admin/${area}`)]);
  });

  test(`${own} is chosen by hand and remembered`, async ({ person }) => {
    const { page } = await person();
    await page.goto('/');
    await page.getByRole('button', { name: 'Language' }).click();
    await page.getByRole('menuitemcheckbox', { name: own }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
    await page.reload();
    await expect(page.locator('html')).toHaveAttribute('lang', locale.slice(0, 2));
    await expect(page.getByRole('button', { name: 'Language' })).toHaveCount(0);
  });
}
