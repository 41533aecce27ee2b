import { layCable } from '../harness/cable.ts';
import { message, write } from '../harness/call.ts';
import { seedMessages } from '../harness/database.ts';
import { expect, test } from '../harness/test.ts';
import { createGuest, createRoom } from '../harness/visitor.ts';
import { turnWheel, watchWalk } from '../harness/walk-back.ts';

const MESSAGES = 10_000;
/** A turn of a wheel, in pixels: quick, and not quicker than what lies ready beyond the edge. */
const TURN = 800;

for (const [byWheel, reducedMotion, tag] of [
  [1_500, 'no-preference', []],
  [MESSAGES, 'no-preference', ['@long']],
  [MESSAGES, 'reduce', ['@long']],
] as const) {
  test(`CHAT-9 ten thousand messages open at their end and are read back to the first (by wheel: ${byWheel}, motion: ${reducedMotion})`, {
    tag: [...tag],
  }, async ({ person, host, space }) => {
    const room = await createRoom(host, { name: 'Long talks' });
    await seedMessages(space.dataDir, room.id, MESSAGES);
    const reader = await createGuest(space.url, room.code, 'Rita');
    const { page } = await person({ as: reader, reducedMotion });
    await page.goto(`/rooms/${room.id}`);
    const toEnd = page.getByRole('button', { name: /To the newest|new messages/ });
    const newest = message(page, `${MESSAGES}. `);
    await expect(newest).toBeInViewport();
    await expect(toEnd).toHaveCount(0);

    const list = page.getByRole('log');
    await list.hover();
    await watchWalk(page);
    const beginning = page.getByText('Here the conversation begins.');
    // A row that falls between two frames is never met: at the beginning the way ends all the same.
    const arrived = async () =>
      (await beginning.isVisible()) && (await list.evaluate((box) => box.scrollTop === 0));
    let walk = await turnWheel(page, -TURN);
    while (walk.met < byWheel && !(await arrived())) walk = await turnWheel(page, -TURN);
    expect(walk.leaps).toEqual([]);
    expect(walk.met).toBeGreaterThan(byWheel * 0.99);
    // What is drawn is what is in sight, and a little beyond.
    expect(walk.most).toBeLessThan(120);

    await list.focus();
    await expect(async () => {
      await page.keyboard.press('Home');
      await expect(beginning).toBeInViewport({ timeout: 100 });
    }).toPass({ intervals: [10] });
    await expect(message(page, '1. ').first()).toBeInViewport();
    await toEnd.click();
    await expect(newest).toBeInViewport();
    await expect(toEnd).toHaveCount(0);
  });
}

/** Between two tries to come back lie up to thirty seconds (RT-8). */
const BACK_MS = 60_000;

test('CHAT-11 CHAT-12 CHAT-13 what waits says so after a while and moves nothing; what is refused says why', async ({
  person,
  host,
  space,
}) => {
  const room = await createRoom(host, { name: 'Chess club' });
  const writer = await createGuest(space.url, room.code, 'Rita');
  const cable = await layCable(space.url);
  const { page } = await person({ as: writer, at: cable.url });
  await page.goto(`/rooms/${room.id}`);
  await expect(page.getByText('Nothing written yet')).toBeVisible();

  cable.cut();
  await write(page, 'From the tunnel');
  const row = message(page, 'From the tunnel');
  const sign = row.getByTitle('Waiting to be sent');
  // As long as that the line of somebody who isn't in a tunnel never takes.
  await expect(sign).toHaveCSS('animation-delay', '1s');
  await expect(sign).toBeVisible();
  const height = async () => (await row.boundingBox())?.height;
  const waiting = await height();
  await host.rest.rooms.update(room.id, { policy: { chat: 'moderators' } });
  cable.mend();

  const again = row.getByRole('button', { name: 'Send again' });
  await expect(row).toContainText('Not sent', { timeout: BACK_MS });
  await expect(row).toContainText('Whoever leads the room can allow it.');
  await expect(page.getByText('Only who leads the room writes here.')).toBeVisible();
  await expect(again).toHaveCount(0);
  await host.rest.rooms.update(room.id, { policy: { chat: 'everyone' } });
  await again.click();
  await expect(row.locator('button, [title="Waiting to be sent"]')).toHaveCount(0);
  await expect.poll(height).toBe(waiting);
  await cable.dispose();
});
