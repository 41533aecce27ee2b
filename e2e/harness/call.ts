/** What people do in rooms and calls, in the words of the English interface. */
import { expect, type Locator, type Page } from '@playwright/test';

const quoted = (text: string) => text.replace(/[.*+?^$(){}|[\]\\]/g, '\\$&');

/** The bar of the call; there only while one is inside. */
export const callBar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Call' });

/** A button of the bar by the beginning of its name, which goes on with its state. */
export const barButton = (page: Page, label: string): Locator =>
  callBar(page).getByRole('button', { name: new RegExp(`^${quoted(label)}`) });

/** Clicks a button of the bar, which steps aside until the pointer moves. */
export async function pressBar(page: Page, label: string): Promise<void> {
  await page.mouse.move(640, 300);
  await page.mouse.move(640, 320);
  await barButton(page, label).click();
}

/** Opens the link, says a name where one is asked for, and goes in. */
export async function joinByLink(page: Page, path: string, name?: string): Promise<void> {
  await page.goto(path);
  if (name !== undefined) await page.getByLabel('Your name').fill(name);
  await page.getByRole('button', { name: 'Join', exact: true }).click();
  await expect(callBar(page)).toBeVisible();
}

const ofPerson = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: new RegExp(`^${quoted(name)}(,|$| \\(you\\)|: screen)`) });

/** The button over somebody's tile: its name says who it is and how they are. */
export const tileButton = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Stage' }).locator(ofPerson(page, name));

/** Somebody's picture on the stage. */
export const picture = (page: Page, name: string): Locator =>
  page
    .locator('[data-tile]')
    .filter({ has: ofPerson(page, name) })
    // While it changes its way there are two, the newer one below.
    .locator('video')
    .first();

/** Opens a panel beside the stage. */
export async function openPanel(
  page: Page,
  title: 'People' | 'Conversation' | 'Files',
): Promise<Locator> {
  await pressBar(page, title);
  const label = title === 'People' ? 'People in the call' : title;
  const panel = page.getByRole('complementary', { name: label });
  await expect(panel).toBeVisible();
  return panel;
}

/** Writes into the conversation that is open. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Write a message' }).fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
}

/** A message in the conversation, once it is stored. */
export const message = (page: Page, text: string): Locator =>
  page.getByRole('log', { name: 'Messages' }).getByRole('article').filter({ hasText: text });
