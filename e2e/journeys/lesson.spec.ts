/** Teaching with a shared screen: pointing at it, and the class in a small window meanwhile. */
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../harness/axe.ts';
import {
  barButton,
  joinByLink,
  message,
  openPanel,
  picture,
  pressBar,
  write,
} from '../harness/call.ts';
import { expectMoving } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

test('POINT-1 POINT-2 LESSON-1 a teacher points at the shared picture, and keeps the class in sight', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Geography', preset: 'class', access: 'open' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  // As in the browsers that have no window above the others: a pop-up can be looked into.
  await teacher.context.addInitScript(() => {
    Reflect.deleteProperty(window, 'documentPictureInPicture');
  });
  await joinByLink(teacher.page, path);
  const mila = await person({ viewport: { width: 900, height: 900 } });
  await joinByLink(mila.page, path, 'Mila');
  await pressBar(teacher.page, 'Share your screen');
  const shown = picture(mila.page, 'Admin: screen');
  await expectMoving(shown);

  await pressBar(teacher.page, 'Point at the screen');
  const own = picture(teacher.page, 'Your screen');
  const box = await own.boundingBox();
  if (!box) throw new Error('the share has a place');
  const light = mila.page.locator('[data-laser]');
  await expect(async () => {
    await teacher.page.mouse.move(box.x + box.width / 2 - 2, box.y + box.height / 2);
    await teacher.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(light).toBeVisible({ timeout: 500 });
  }).toPass();
  // In the middle of the teacher's picture, and so in the middle of Mila's, however it lies.
  const there = await shown.boundingBox();
  if (!there) throw new Error('the share has a place');
  await expect
    .poll(async () => {
      const at = await light.evaluate((element) => element.getBoundingClientRect());
      return Math.hypot(at.x - there.x - there.width / 2, at.y - there.y - there.height / 2);
    })
    .toBeLessThan(6);
  // It goes with the pointer.
  await teacher.page.mouse.move(2, 2);
  await expect(light).toHaveCount(0);

  // Over the whole screen, and back, by the menu of the share; it runs on.
  const tile = mila.page.locator('[data-tile]', { hasText: 'Admin: screen' });
  const openMenu = async () => {
    await tile.hover();
    await tile.getByRole('button', { name: 'More for Admin' }).click();
  };
  const choose = (item: string) => mila.page.getByRole('menuitem', { name: item }).click();
  const filled = () => tile.evaluate((element) => element === document.fullscreenElement);
  await openMenu();
  await expect(mila.page.getByRole('menu')).toBeVisible();
  await expectAccessible(mila.page, 'a share on the stage, and its menu');
  await choose('Full screen');
  await expect.poll(filled).toBe(true);
  await expect.poll(() => shown.boundingBox()).toEqual({ x: 0, y: 0, ...mila.page.viewportSize() });
  await expectMoving(shown);
  await openMenu();
  await choose('Leave full screen');
  await expect.poll(filled).toBe(false);
  await expect(tile.getByRole('button', { name: 'More for Admin' })).toBeFocused();

  const [small] = await Promise.all([
    teacher.context.waitForEvent('page'),
    teacher.page.getByRole('button', { name: 'Small window' }).click(),
  ]);
  await expect(small.getByRole('list', { name: 'People in the call' })).toContainText('Mila');
  await pressBar(mila.page, 'Raise hand');
  await expect(small.getByRole('list', { name: 'Raised hands' })).toContainText('Mila');
  await expectAccessible(small, 'the small window');
  await small.getByRole('button', { name: 'Give the floor: Microphone' }).click();
  await expect(barButton(mila.page, 'Unmute microphone')).not.toHaveAttribute('aria-disabled');
  await write(small, 'Page 12, please');
  await pressBar(mila.page, 'Conversation');
  await expect(message(mila.page, 'Page 12, please')).toBeVisible();
});

test('ASK-1 ASK-2 a student asks, the teacher publishes it, and only then do the others read it', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Chemistry', preset: 'class', access: 'open' });
  await host.rest.rooms.update(room.id, { policy: { ...room.policy, chat: 'onRequest' } });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const [mila, timo] = [await person(), await person()];
  await joinByLink(mila.page, path, 'Mila');
  await joinByLink(timo.page, path, 'Timo');
  for (const { page } of [teacher, mila, timo]) await openPanel(page, 'Conversation');

  await mila.page.getByRole('textbox', { name: 'Ask a question' }).fill('Does it burn?');
  await mila.page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(
    mila.page.getByRole('region', { name: 'Your questions, seen by who leads' }),
  ).toContainText('Does it burn?');
  const asked = teacher.page.getByRole('region', { name: 'Questions, not published yet' });
  await expect(asked).toContainText('Does it burn?');
  await expect(timo.page.getByText('Does it burn?')).toHaveCount(0);
  await asked.getByRole('button', { name: 'Publish' }).click();
  await expect(message(timo.page, 'Does it burn?')).toBeVisible();
  await expect(asked).toHaveCount(0);
});

test('ASK-6 with another panel open, or beside the call, a teacher is told that something was asked', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Geography', preset: 'class', access: 'open' });
  await host.rest.rooms.update(room.id, { policy: { ...room.policy, chat: 'onRequest' } });
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, `/join/${room.code}`);
  await openPanel(teacher.page, 'People');
  const outside = await teacher.context.newPage();
  await outside.goto(`/rooms/${room.id}`);
  await outside.getByRole('tab', { name: 'Files' }).click();
  const mila = await person();
  await joinByLink(mila.page, `/join/${room.code}`, 'Mila');
  await openPanel(mila.page, 'Conversation');
  await mila.page.getByRole('textbox', { name: 'Ask a question' }).fill('How deep is it?');
  await mila.page.getByRole('button', { name: 'Send', exact: true }).click();

  const told = teacher.page.getByRole('button', { name: 'Conversation, 1 question' });
  await expect(told).toBeVisible();
  await expect(teacher.page.getByText('Mila asks: How deep is it?')).toBeAttached();
  await expect(outside.getByRole('tab', { name: /1 question/ })).toBeVisible();
  // What one asks oneself is no news, and nobody else is told.
  await expect(barButton(mila.page, 'Conversation')).toHaveAccessibleName('Conversation');

  await openPanel(teacher.page, 'Conversation');
  await teacher.page.getByRole('button', { name: 'Publish' }).click();
  await expect(told).toHaveCount(0);
  await expect(outside.getByRole('tab', { name: /1 question/ })).toHaveCount(0);
});

test('ASK-5 a question that is asked too soon stands in the field again, with the reason', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Biology', preset: 'class', access: 'open' });
  await host.rest.rooms.update(room.id, { policy: { ...room.policy, chat: 'onRequest' } });
  const mila = await person();
  await joinByLink(mila.page, `/join/${room.code}`, 'Mila');
  await openPanel(mila.page, 'Conversation');
  const field = mila.page.getByRole('textbox', { name: 'Ask a question' });
  const own = mila.page.getByRole('region', { name: 'Your questions, seen by who leads' });
  // As many as may be open at once, and then one more.
  for (let nr = 1; nr <= 10; nr++) {
    await field.fill(`Question ${nr}.`);
    await field.press('Enter');
    await expect(own).toContainText(`Question ${nr}.`);
  }
  await field.fill('One more?');
  await field.press('Enter');
  await expect(mila.page.getByText('That was a lot at once').first()).toBeVisible();
  await expect(field).toHaveValue('One more?');
  // Where there is room again, it is asked as it stands.
  await own.getByRole('button', { name: 'Take back' }).first().click();
  await expect(own).not.toContainText('Question 1.');
  await field.press('Enter');
  await expect(own).toContainText('One more?');
  await expect(field).toHaveValue('');
});

test('LESSON-1 where the browser has a window above all others, the class is in it', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Music', preset: 'class', access: 'open' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);
  const mila = await person();
  await joinByLink(mila.page, path, 'Mila');
  await pressBar(teacher.page, 'Share your screen');
  const open = teacher.page.getByRole('button', { name: 'Small window' });
  await expect(open).toBeVisible();
  // What can be done with a share stands at its edges, and the offer covers none of them.
  const bottomOf = async (tile: Locator) => {
    const box = await tile.boundingBox();
    return box ? box.y + box.height : Number.POSITIVE_INFINITY;
  };
  const share = teacher.page.locator('[data-tile="self:screen"]');
  await expect
    .poll(async () => (await bottomOf(share)) <= ((await open.boundingBox())?.y ?? 0))
    .toBe(true);
  await open.click();

  const small = await smallWindow(teacher.page);
  await expect.poll(small.text).toContain('Mila');
  await pressBar(mila.page, 'Raise hand');
  await small.press('Give the floor: Microphone');
  await expect(barButton(mila.page, 'Unmute microphone')).not.toHaveAttribute('aria-disabled');
  // Dressed as the page is: a list of faces in two columns, not one below the other.
  await expect.poll(small.columns).toBe(2);
  await small.close();
  // Who has had it isn't asked again; the menu has it still.
  await pressBar(teacher.page, 'More');
  await expect(teacher.page.getByRole('menuitem', { name: 'Small window' })).toBeVisible();
  await expect(teacher.page.getByRole('button', { name: 'Small window' })).toHaveCount(0);
});

/** The window above all others belongs to the page, and only the page sees into it. */
async function smallWindow(page: Page) {
  const inside = await page.waitForFunction(() => {
    const { documentPictureInPicture: pip } = window as unknown as {
      documentPictureInPicture: { readonly window: Window | null };
    };
    return pip.window?.document;
  });
  return {
    text: () => inside.evaluate((root) => root?.body.textContent),
    press: (name: string) =>
      expect
        .poll(() =>
          inside.evaluate((root, wanted) => {
            const buttons = [...(root?.querySelectorAll('button') ?? [])];
            const found = buttons.find(({ textContent }) => textContent?.trim() === wanted);
            found?.click();
            return found !== undefined;
          }, name),
        )
        .toBe(true),
    columns: () =>
      inside.evaluate((root) => {
        const list = root?.querySelector('ul');
        const style = list && root?.defaultView?.getComputedStyle(list);
        return style?.gridTemplateColumns.split(' ').length;
      }),
    close: () => inside.evaluate((root) => root?.defaultView?.close()),
  };
}
