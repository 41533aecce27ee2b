/**
 * `npm run screens -w e2e`: takes the README's pictures of the real app, in light
 * and dark, into docs/screenshots/. Run it after a change of what is seen there.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Room } from '@converge/protocol/rest/rooms';
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { joinByLink, message, openPanel, pressBar, write } from './harness/call.ts';
import { launchBrowser } from './harness/chromium.ts';
import { type Look, paintMedia } from './harness/painted-media.ts';
import { startServer, type TestServer } from './harness/server.ts';
import { createAccount, createRoom, type Visitor } from './harness/visitor.ts';

const FOLDER = join(import.meta.dirname, '../docs/screenshots');
const WINDOW = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Long: software draws every picture of every window here. */
const patient = expect.configure({ timeout: 60_000 });
const themes = ['light', 'dark'] as const;

const looks: Readonly<Record<string, Look>> = {
  Nora: { wall: '#6d8fb3', skin: '#e8b89a', hair: '#5b3a29', shirt: '#3f5f8a' },
  Timo: { wall: '#8a9a7b', skin: '#d9a07e', hair: '#2b2320', shirt: '#40634a' },
  Mila: { wall: '#b38f6d', skin: '#f0c8ac', hair: '#b5652c', shirt: '#8a4f3f' },
  Anton: { wall: '#7b7b9a', skin: '#c98f6b', hair: '#1e1a1a', shirt: '#4b4b78' },
  Elif: { wall: '#9a7b8f', skin: '#a86f4d', hair: '#241c1a', shirt: '#78486b' },
};

/** Opens pages and closes all of them at the end. */
class Guests {
  readonly #browser: Browser;
  readonly #server: TestServer;
  readonly #open: BrowserContext[] = [];

  constructor(browser: Browser, server: TestServer) {
    this.#browser = browser;
    this.#server = server;
  }

  async page(options: { name?: string; as?: Visitor; viewport?: typeof WINDOW } = {}) {
    const { name, as, viewport = WINDOW } = options;
    const context = await this.#browser.newContext({
      baseURL: this.#server.url,
      viewport,
      locale: 'en-GB',
      reducedMotion: 'reduce',
    });
    this.#open.push(context);
    const cookies = [...(as?.cookies ?? [])];
    const { url } = this.#server;
    await context.addCookies(cookies.map(([key, value]) => ({ name: key, value, url })));
    const look = name === undefined ? undefined : looks[name];
    if (look) await paintMedia(context, look);
    return context.newPage();
  }

  async close(): Promise<void> {
    for (const context of this.#open.splice(0)) await context.close();
  }
}

/** The same page in both themes. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    // The pointer in a corner: no tooltip, no hover.
    await page.mouse.move(1, 1);
    const path = join(FOLDER, `${name}-${colorScheme}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    console.log(path);
  }
}

async function furnish(host: Visitor): Promise<{ meeting: string; lesson: string }> {
  const others = [
    { name: 'Physics 8b', preset: 'class', access: 'open' },
    { name: 'Chess club', access: 'open' },
    { name: 'Staff meeting', access: 'private' },
    { name: 'Parents’ evening', access: 'link' },
    { name: 'Choir', access: 'link' },
  ] as const;
  const rooms: Room[] = [];
  for (const body of others) rooms.push(await createRoom(host, body));
  const code = (name: string) => rooms.find((room) => room.name === name)?.code ?? '';
  return { meeting: code('Choir'), lesson: code('Physics 8b') };
}

/** Everybody with a painted camera, in one call. */
async function gather(guests: Guests, path: string, host: Visitor, names: readonly string[]) {
  const lead = await guests.page({ name: 'Nora', as: host });
  await joinByLink(lead, path);
  const pages = [lead];
  for (const name of names) {
    const page = await guests.page({ name, viewport: { width: 800, height: 500 } });
    await joinByLink(page, path, name);
    pages.push(page);
  }
  await patient(lead.locator('[data-tile]')).toHaveCount(names.length + 1);
  return pages;
}

const untilPictures = (page: Page, count: number) =>
  patient
    .poll(() =>
      page.evaluate(
        () => [...document.querySelectorAll('video')].filter((v) => v.videoWidth > 0).length,
      ),
    )
    .toBe(count);

/** Opens what the panel of the connection says of oneself, or of everybody. */
async function connection(page: Page, tab: 'Yours' | 'Everybody'): Promise<void> {
  const panel = page.getByRole('complementary', { name: 'Connection' });
  if (!(await panel.isVisible())) {
    await pressBar(page, 'More');
    await page.getByRole('menuitem', { name: 'Connection' }).click();
  }
  await panel.getByRole('tab', { name: tab }).click();
}

await mkdir(FOLDER, { recursive: true });
const server = await startServer({ web: true, env: { SPACE_NAME: 'Riverside School' } });
const browser = await launchBrowser();
const guests = new Guests(browser, server);
try {
  const host = await createAccount(server.url, 'Nora');
  const { meeting, lesson } = await furnish(host);

  const [lead, ...others] = await gather(guests, `/join/${meeting}`, host, [
    'Timo',
    'Mila',
    'Anton',
    'Elif',
  ]);
  if (!lead) throw new Error('nobody leads');
  await untilPictures(lead, 5);
  await openPanel(lead, 'People');
  await shoot(lead, 'call');

  const main = await guests.page();
  await main.goto('/');
  await patient(main.getByText('Chess club')).toBeVisible();
  await shoot(main, 'main');
  const rooms = await guests.page({ as: host });
  await rooms.goto('/');
  await patient(rooms.getByRole('main').getByRole('heading', { name: 'Physics 8b' })).toBeVisible();
  await shoot(rooms, 'rooms');

  await openPanel(lead, 'Conversation');
  const lines = [
    'Does everybody have the notes for the second verse?',
    'Yes, they are on page 12.',
    'Could we begin with the part after the bridge? 🎵',
    'Good idea. We meet again on Thursday, same room.',
  ];
  for (const [i, line] of lines.entries()) {
    const page: Page | undefined = i % 2 === 0 ? lead : others[i % others.length];
    if (!page) continue;
    if (page !== lead) await openPanel(page, 'Conversation');
    await write(page, line);
    await patient(message(lead, line)).toBeVisible();
  }
  await shoot(lead, 'chat');
  await guests.close();

  const [teacher, student] = await gather(guests, `/join/${lesson}`, host, ['Mila', 'Timo']);
  if (!teacher || !student) throw new Error('an empty class');
  await pressBar(teacher, 'Share your screen');
  await student.setViewportSize(WINDOW);
  await patient(student.getByRole('button', { name: 'Nora: screen' })).toBeVisible();
  await untilPictures(student, 2);
  await pressBar(student, 'Raise hand');
  await shoot(student, 'class');

  await openPanel(teacher, 'People');
  await shoot(teacher, 'teacher');
  await connection(teacher, 'Yours');
  await shoot(teacher, 'quality');
  await connection(teacher, 'Everybody');
  await teacher.getByRole('button', { name: 'Technical monitoring' }).click();
  const watched = teacher.getByRole('dialog', { name: 'Technical monitoring' });
  await patient(watched.getByRole('row').filter({ hasText: 'Timo' })).toContainText(/\d ms/);
  await shoot(teacher, 'monitoring');
  await guests.close();

  const after = await guests.page({ as: host });
  await after.goto('/');
  await after.getByRole('button', { name: 'More for Physics 8b' }).click();
  await after.getByRole('menuitem', { name: 'Past calls' }).click();
  await patient(after.getByRole('dialog', { name: 'Past calls' })).toContainText('Mila');
  await shoot(after, 'report');
  // Health names folders of the machine that it is taken on.
  for (const page of ['people', 'storage', 'settings', 'log']) {
    await after.goto(`/admin/${page}`);
    await patient(after.getByRole('heading', { level: 1 })).toBeVisible();
    await after.waitForLoadState('networkidle');
    await shoot(after, `admin-${page}`);
  }
  await after.goto('/check');
  await after.getByRole('button', { name: 'Start the check' }).click();
  await patient(after.getByRole('button', { name: 'Check again' })).toBeVisible();
  await shoot(after, 'check');

  const door = await guests.page({ name: 'Elif' });
  await door.goto(`/join/${meeting}`);
  await door.getByLabel('Your name').fill('Elif');
  await untilPictures(door, 1);
  await shoot(door, 'join');

  const phone = await guests.page({ as: host, viewport: PHONE });
  await phone.goto('/');
  await patient(phone.getByRole('main').getByRole('heading', { name: 'Chess club' })).toBeVisible();
  await shoot(phone, 'phone');
} finally {
  await guests.close();
  await browser.close();
  await server.dispose();
}
