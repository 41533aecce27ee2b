import type { Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import { callBar, joinByLink, pressBar } from '../harness/call.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

/**
 * As after an upgrade of the server: parts of this name are gone, and the page it
 * gives out has another entry. `until`: from when on the new version is served whole.
 */
async function upgrade(page: Page, part: RegExp, until: () => boolean): Promise<void> {
  await page.route(part, (route) => (until() ? route.continue() : route.fulfill({ status: 404 })));
  await page.route('/', async (route) => {
    if (route.request().resourceType() !== 'fetch') return route.continue();
    const response = await route.fetch();
    const body = (await response.text()).replace(/index-[\w-]+\.js/, 'index-newer.js');
    return route.fulfill({ response, body });
  });
}

test('a page whose parts are gone since the server was upgraded is loaded anew by itself, once', async ({
  person,
}) => {
  const { page } = await person();
  await page.goto('/');
  let loads = 0;
  let whole = true;
  page.on('domcontentloaded', () => loads++);
  await upgrade(page, /assets\/(check|sign-in)-[\w-]+\.js$/, () => whole && loads > 0);
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  expect(loads).toBe(1);

  // What stays gone isn't asked for in circles.
  whole = false;
  await page.goto('/check');
  await expect(page.getByRole('button', { name: 'Reload the page' })).toBeVisible();
  await expectAccessible(page, 'a page that failed');
  expect(loads).toBe(2);
});

test('during a call a new version is told of, and the call goes on', async ({ person, host }) => {
  const { code } = await createRoom(host);
  const { page } = await person();
  await joinByLink(page, `/join/${code}`, 'Alma');
  await upgrade(page, /assets\/settings-dialog-[\w-]+\.js$/, () => false);
  let loads = 0;
  page.on('domcontentloaded', () => loads++);
  await pressBar(page, 'More');
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(page.getByText('A new version is here')).toBeVisible();
  await expect(callBar(page)).toBeVisible();
  expect(loads).toBe(0);
});
