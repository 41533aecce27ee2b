/**
 * `npm run screens -w e2e`: takes the README's pictures of the real app, in light
 * and dark, into docs/screenshots/. Run it after a change of what is seen there, on a
 * machine that does nothing else: what people in a call see of their lines is real.
 *
 *   npm run screens -w e2e -- lesson russian    only these scenes
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { joinByLink, message, openPanel, pressBar, write } from './harness/call.ts';
import { launchBrowser } from './harness/chromium.ts';
import { startServer } from './harness/server.ts';
import { createAccount, createRoom, type Visitor } from './harness/visitor.ts';
import { type GuestOptions, Guests, PHONE, WINDOW } from './screens/guests.ts';
import { furnishSchool, type School } from './screens/school.ts';

const FOLDER = join(import.meta.dirname, '../docs/screenshots');
/** Of those who are only looked at. */
const SMALL = { viewport: { width: 640, height: 400 } };
/** Long: software draws every picture of every window here. */
const patient = expect.configure({ timeout: 90_000 });
const themes = ['light', 'dark'] as const;

/** The same page in both themes. */
async function shoot(page: Page, name: string): Promise<void> {
  for (const colorScheme of themes) {
    await page.emulateMedia({ colorScheme });
    // The pointer in a corner: no tooltip, no hover.
    await page.mouse.move(1, 1);
    // A machine that was busy for a moment is no weak line.
    await patient(page.getByText(/weak line/i)).toHaveCount(0);
    const path = join(FOLDER, `${name}-${colorScheme}.png`);
    await page.screenshot({ path, animations: 'disabled' });
    console.log(path);
  }
}

/** Everybody with a painted camera, in one call, the host first. */
async function gather(
  guests: Guests,
  path: string,
  host: Visitor,
  others: readonly (GuestOptions & { readonly name: string })[],
) {
  const lead = await guests.page({ name: 'Nora', as: host });
  await joinByLink(lead, path);
  const pages = [lead];
  for (const other of others) {
    const page = await guests.page({ device: SMALL, ...other });
    await joinByLink(page, path, other.name);
    pages.push(page);
  }
  await patient(lead.locator('[data-tile]')).toHaveCount(others.length + 1);
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

/** Resolves when the share has come in its full size, and had the frames it takes to be sharp. */
async function untilSharp(page: Page): Promise<void> {
  const frames = () =>
    page.evaluate(() => {
      const share = [...document.querySelectorAll('video')].find((v) => v.videoWidth === 1920);
      return share?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
    });
  await patient.poll(frames).toBeGreaterThan(0);
  const first = await frames();
  await patient.poll(frames).toBeGreaterThan(first + 40);
}

/** Opens what the panel of the connection says of oneself, or of everybody. */
async function connection(page: Page, tab: 'Yours' | 'Everybody') {
  const panel = page.getByRole('complementary', { name: 'Connection' });
  if (!(await panel.isVisible())) {
    await pressBar(page, 'More');
    await page.getByRole('menuitem', { name: 'Connection' }).click();
  }
  await panel.getByRole('tab', { name: tab }).click();
  return panel;
}

/** The conversation of a call, by its key: on a phone its button isn't where it is elsewhere. */
async function converse(page: Page, text: string): Promise<void> {
  const box = page.getByRole('textbox', { name: 'Write a message' });
  if (!(await box.isVisible())) await page.keyboard.press('c');
  await write(page, text);
}

/** A school, with one of its rooms after the other. */
interface Scene {
  readonly guests: Guests;
  readonly school: School;
  /** The address of a room's door. */
  readonly way: (name: string) => string;
}

/** What is kept, for who looks after it. */
async function records({ guests, school }: Scene): Promise<void> {
  const after = await guests.page({ as: school.host });
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
}

/** Before the call. */
async function doors({ guests, school, way }: Scene): Promise<void> {
  const check = await guests.page({ name: 'Nora', speaks: true, as: school.host });
  await check.goto('/check');
  await check.getByRole('button', { name: 'Start the check' }).click();
  await patient(check.getByRole('button', { name: 'Check again' })).toBeVisible();
  await shoot(check, 'check');
  for (const [name, device] of [
    ['join', WINDOW],
    ['phone-join', PHONE],
  ] as const) {
    const door = await guests.page({ name: 'Elif', speaks: true, device });
    await door.goto(way('Choir'));
    await door.getByLabel('Your name').fill('Elif');
    await untilPictures(door, 1);
    await shoot(door, name);
  }
}

/** A meeting, and the pages of those who aren't in it. */
async function choir({ guests, school, way }: Scene): Promise<void> {
  const { host } = school;
  const [lead, , mila, , elif] = await gather(guests, way('Choir'), host, [
    { name: 'Timo', away: true },
    { name: 'Mila', away: true, speaks: true },
    { name: 'Anton', away: true },
    { name: 'Elif', device: PHONE },
  ]);
  if (!lead || !mila || !elif) throw new Error('an empty choir');
  await untilPictures(lead, 5);
  await openPanel(lead, 'People');
  await shoot(lead, 'call');
  await shoot(elif, 'phone-call');

  await openPanel(lead, 'Conversation');
  await converse(lead, 'Does everybody have the notes for the second verse?');
  await converse(mila, 'Yes, they are on page 12.');
  await converse(lead, 'Could we begin with the part after the bridge? 🎵');
  const last = 'Good idea. We meet again on Thursday, same room.';
  await converse(elif, last);
  await patient(message(lead, last)).toBeVisible();
  await shoot(lead, 'chat');
  await shoot(elif, 'phone-chat');

  const main = await guests.page();
  await main.goto('/');
  await patient(main.getByText('Chess club')).toBeVisible();
  await shoot(main, 'main');
  const after = await guests.page({ as: host });
  await after.goto('/');
  await patient(after.getByRole('main').getByRole('heading', { name: 'Physics 8b' })).toBeVisible();
  await shoot(after, 'rooms');
  const phone = await guests.page({ as: host, device: PHONE });
  await phone.goto('/');
  await patient(phone.getByRole('main').getByRole('heading', { name: 'Chess club' })).toBeVisible();
  await shoot(phone, 'phone');

  // The plots are of the last three minutes; those of one are something to look at.
  const panel = await connection(lead, 'Everybody');
  await patient(panel.getByText(/going on for \d+ min/)).toBeVisible();
  await panel.getByRole('button', { name: 'Technical monitoring' }).click();
  const watched = lead.getByRole('dialog', { name: 'Technical monitoring' });
  await patient(watched.getByRole('row').filter({ hasText: 'Timo' })).toContainText(/\d ms/);
  await shoot(lead, 'monitoring');
  await lead.keyboard.press('Escape');
  await connection(lead, 'Yours');
  await shoot(lead, 'quality');
}

/** A class. */
async function lesson({ guests, school, way }: Scene): Promise<void> {
  const [teacher, student] = await gather(guests, way('Physics 8b'), school.host, [
    { name: 'Mila', device: WINDOW },
    { name: 'Timo', away: true },
  ]);
  if (!teacher || !student) throw new Error('an empty class');
  await pressBar(teacher, 'Share your screen');
  await patient(student.getByRole('button', { name: /: screen$/ })).toBeVisible();
  await untilPictures(student, 2);
  await pressBar(student, 'Raise hand');
  await untilSharp(student);
  await shoot(student, 'class');
  await teacher.getByRole('button', { name: 'No, thanks' }).click();
  await openPanel(teacher, 'People');
  await shoot(teacher, 'teacher');
}

/** The same rooms as somebody sees them whose language isn't English. */
async function russian(): Promise<void> {
  const abroad = await startServer({ web: true, env: { SPACE_NAME: 'Школа на набережной' } });
  const visitors = new Guests(browser, abroad);
  try {
    const host = await createAccount(abroad.url, 'Нина Берг');
    for (const body of [
      { name: 'Физика, 8 «Б»', preset: 'class', access: 'open' },
      { name: 'Шахматный кружок', access: 'open' },
      { name: 'Педсовет', access: 'private' },
      { name: 'Родительское собрание', access: 'link' },
    ] as const) {
      await createRoom(host, body);
    }
    const page = await visitors.page({ as: host, locale: 'ru-RU' });
    await page.goto('/');
    await patient(page.getByRole('main').getByRole('heading', { name: 'Педсовет' })).toBeVisible();
    await shoot(page, 'russian');
  } finally {
    await visitors.close();
    await abroad.dispose();
  }
}

const scenes = { records, doors, choir, lesson };
const wanted = process.argv.slice(2);
const isWanted = (name: string) => wanted.length === 0 || wanted.includes(name);

await mkdir(FOLDER, { recursive: true });
const server = await startServer({
  web: true,
  // All of them come from one address, and at once.
  env: { SPACE_NAME: 'Riverside School', RATE_LIMIT_FACTOR: '50' },
});
const browser = await launchBrowser();
try {
  const school = await furnishSchool(server);
  const way = (name: string) => `/join/${school.rooms.get(name)?.code}`;
  for (const [name, take] of Object.entries(scenes)) {
    const guests = new Guests(browser, server);
    if (isWanted(name)) await take({ guests, school, way }).finally(() => guests.close());
  }
  if (isWanted('russian')) await russian();
} finally {
  await browser.close();
  await server.dispose();
}
