import { linkMailedTo } from '../harness/mail.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, newAddress, PASSWORD } from '../harness/visitor.ts';

const NEW_PASSWORD = 'four other words entirely';
/** A red square of 2 × 2 pixels. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
);

test('AUTH-3 a wrong password and an unknown address are answered with the same words', async ({
  person,
  space,
}) => {
  const { page } = await person();
  for (const email of [space.admin, newAddress()]) {
    await page.goto('/sign-in');
    await page.getByLabel('Mail address').fill(email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('alert')).toContainText('Address and password don’t match');
    await expect(page.getByLabel('Mail address')).toHaveValue(email);
  }
});

test('AUTH-5 AUTH-15 a forgotten password is replaced by a link, once, and sessions end; without mail it lies at the server', async ({
  person,
  space,
}) => {
  const email = newAddress();
  const elsewhere = await person({ as: await createAccount(space.url, 'Ines', email) });
  await elsewhere.page.goto('/account');
  await expect(elsewhere.page.getByRole('heading', { name: 'Account' })).toBeVisible();

  const { page } = await person();
  await page.goto('/sign-in');
  await page.getByLabel('Mail address').fill(email);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByLabel('Mail address')).toHaveValue(email);
  await page.getByRole('button', { name: 'Make the link' }).click();
  await expect(page.getByRole('heading', { name: 'Ask whoever runs this space' })).toBeVisible();

  const link = await linkMailedTo(space.dataDir, email);
  await page.goto(link);
  await page.getByLabel('New password').fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await expect(page.getByText('The new password is saved.')).toBeVisible();
  await page.getByLabel('Mail address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Rooms', exact: true })).toBeVisible();

  await elsewhere.page.reload();
  await expect(elsewhere.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();

  const late = await person();
  await late.page.goto(link);
  await late.page.getByLabel('New password').fill('yet another few words');
  await late.page.getByRole('button', { name: 'Save the password' }).click();
  await expect(late.page.getByRole('heading', { name: 'This link no longer works' })).toBeVisible();
});

test('AUTH-7 AUTH-8 sessions are seen and ended, and a new password ends the others', async ({
  person,
  space,
}) => {
  const email = newAddress();
  const account = await createAccount(space.url, 'Ole', email);
  const here = await person({ as: account });
  const there = await person();
  const signIn = async () => {
    await there.page.goto('/sign-in');
    await there.page.getByLabel('Mail address').fill(email);
    await there.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await there.page.getByRole('button', { name: 'Sign in' }).click();
    await expect(there.page.getByRole('heading', { name: 'Rooms', exact: true })).toBeVisible();
  };
  await signIn();
  await here.page.goto('/account');
  await expect(here.page.getByText('This device')).toBeVisible();
  await here.page.getByRole('button', { name: /^End the session on/ }).click();
  await expect(here.page.getByText('That device is signed out.')).toBeVisible();
  await there.page.reload();
  await expect(there.page.getByRole('link', { name: 'Sign in' })).toBeVisible();

  await signIn();
  await here.page.getByLabel('Current password').fill(PASSWORD);
  await here.page.getByLabel('New password').fill(NEW_PASSWORD);
  await here.page.getByRole('button', { name: 'Change the password' }).click();
  await expect(here.page.getByText('The password is changed.')).toBeVisible();
  await there.page.reload();
  await expect(there.page.getByRole('link', { name: 'Sign in' })).toBeVisible();
  await here.page.reload();
  await expect(here.page.getByRole('heading', { name: 'Account' })).toBeVisible();
});

test('AUTH-9 a name and a picture are changed, shown and taken down', async ({ person, space }) => {
  const { page } = await person({ as: await createAccount(space.url, 'Ada') });
  await page.goto('/account');
  await page.getByLabel('Name', { exact: true }).fill('Ada Two');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('button', { name: 'Ada Two' })).toBeVisible();

  const file = { name: 'me.png', mimeType: 'image/png', buffer: PICTURE };
  await page.getByLabel('Choose a picture').setInputFiles(file);
  await page.getByRole('button', { name: 'Use this picture' }).click();
  const picture = page.locator('img[src*="/avatars/"]').first();
  await expect(picture).toBeVisible();
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0);
  const text = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('no picture') };
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  await expect(picture).toHaveCount(0);
  await page.getByLabel('Choose a picture').setInputFiles(text);
  await expect(page.getByText('can’t be read as a picture')).toBeVisible();
});
