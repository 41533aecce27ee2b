/** What people do with files, in the words of the English interface. */
import { expect, type Locator, type Page } from '@playwright/test';

/** The files of the room that is open, in its tab. */
export async function openFiles(page: Page): Promise<Locator> {
  await page.getByRole('tab', { name: /^Files/ }).click();
  const panel = page.getByRole('region', { name: 'Files' });
  await expect(panel).toBeVisible();
  return panel;
}

/** A line of a list of files, by the file's name. */
export const fileRow = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Files' }).getByRole('listitem').filter({ hasText: name });

export interface Dropped {
  readonly name: string;
  readonly content: string;
}

/** Drags files over the page and lets them go, as a hand would. */
export async function dropFiles(page: Page, files: readonly Dropped[]): Promise<void> {
  const data = await page.evaluateHandle((given) => {
    const transfer = new DataTransfer();
    for (const { name, content } of given) transfer.items.add(new File([content], name));
    return transfer;
  }, files);
  const target = page.locator('body');
  await target.dispatchEvent('dragenter', { dataTransfer: data });
  await expect(page.getByText(/^Drop to /)).toBeVisible();
  await target.dispatchEvent('drop', { dataTransfer: data });
}

/** Chooses files by the button of this name. */
export async function chooseFiles(
  page: Page,
  button: string,
  files: Parameters<Locator['setInputFiles']>[0],
): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button, exact: true }).click();
  await (await chooser).setFiles(files);
}

/** What a file's menu has to offer. */
export async function pickFromMenu(page: Page, name: string, entry: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
}

/** Drags what lies on this machine over the page and lets it go: folders come as folders. */
export async function dropPaths(page: Page, paths: readonly string[]): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...paths], dragOperationsMask: 1 };
  const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, x: 400, y: 400, data });
  await drag('dragEnter');
  await expect(page.getByText(/^Drop to /)).toBeVisible();
  await drag('dragOver');
  await drag('drop');
  await session.detach();
}
