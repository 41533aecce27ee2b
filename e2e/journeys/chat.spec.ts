import { message } from '../harness/call.ts';
import { writeAll } from '../harness/chat.ts';
import { expect, test } from '../harness/test.ts';
import { createGuest, createRoom } from '../harness/visitor.ts';

/** Three authors, since each may write only so much at once; more than a page of history holds. */
const AUTHORS = ['Ada', 'Bruno', 'Cem'];
const EACH = 25;

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  const tag = reducedMotion === 'reduce' ? ['@long'] : [];
  test(`CHAT-9 a long conversation opens at its end and is read back to its beginning (motion: ${reducedMotion})`, {
    tag,
  }, async ({ person, host, space }) => {
    const room = await createRoom(host, { name: 'Long talks' });
    for (const name of AUTHORS) {
      const author = await createGuest(space.url, room.code, name);
      // Of different heights, so that none can be guessed from the others.
      const texts = Array.from(
        { length: EACH },
        (_, i) => `${name} ${i}. ${'word '.repeat(i * 7)}`,
      );
      await writeAll(space.url, author, room.id, texts);
    }
    const reader = await createGuest(space.url, room.code, 'Rita');
    const { page } = await person({ as: reader, reducedMotion });
    await page.goto(`/rooms/${room.id}`);
    const toEnd = page.getByRole('button', { name: /To the newest|new messages/ });
    const newest = message(page, `Cem ${EACH - 1}. `);
    await expect(newest).toBeInViewport();
    await expect(toEnd).toHaveCount(0);

    await newest.hover();
    await expect(async () => {
      await page.mouse.wheel(0, -2_000);
      const beginning = page.getByText('Here the conversation begins.');
      await expect(beginning).toBeInViewport({ timeout: 500 });
    }).toPass();
    await expect(message(page, 'Ada 0. ')).toBeInViewport();
    await toEnd.click();
    await expect(newest).toBeInViewport();
    await expect(toEnd).toHaveCount(0);
  });
}
