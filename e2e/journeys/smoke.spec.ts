import { expect, test } from '../harness/test.ts';

test('smoke', async ({ person, space }) => {
  const { page } = await person();
  await page.goto('/');
  await expect(page.getByRole('heading').first()).toBeVisible();
  console.log(space);
});
