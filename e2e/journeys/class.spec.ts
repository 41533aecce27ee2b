import { expectAccessible } from '../harness/axe.ts';
import {
  barButton,
  joinByLink,
  message,
  openPanel,
  picture,
  pressBar,
  tileButton,
  write,
} from '../harness/call.ts';
import { expectMoving, expectSound, inbound } from '../harness/media.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom, nameOfItsOwn } from '../harness/visitor.ts';

test('MEDIA-1 CHAT-6 in a class the students watch and read, and send nothing', async ({
  person,
  host,
}) => {
  const name = nameOfItsOwn('Physics');
  const room = await createRoom(host, { name, preset: 'class', access: 'open' });
  const path = `/join/${room.code}`;
  const teacher = await person({ as: host });
  await joinByLink(teacher.page, path);

  const student = await person();
  await student.page.goto('/');
  await student.page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click();
  await expect(student.page.getByText('The teacher gives the floor here.')).toBeVisible();
  // Whether one will hear the teacher can be found out before.
  await student.page.getByRole('button', { name: 'Settings' }).click();
  await expect(student.page.getByLabel('Speaker')).toBeVisible();
  await expect(student.page.getByLabel('Microphone')).toHaveCount(0);
  await expectAccessible(student.page, 'the way in for who can only listen');
  await student.page.getByRole('button', { name: 'Play a sound' }).click();
  await expect(student.page.getByText(/You should hear two tones|Heard nothing/)).toBeVisible();
  await student.page.getByLabel('Your name').fill('Mila');
  await student.page.getByRole('button', { name: 'Join', exact: true }).click();

  await expectMoving(picture(student.page, 'Admin'));
  await expectSound(student.page);
  await expect(barButton(student.page, 'Unmute microphone')).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expect(barButton(student.page, 'Turn on camera')).toHaveAttribute('aria-disabled', 'true');
  // Who holds the key to talk is told why nobody hears it.
  await student.page.keyboard.press(' ');
  await expect(student.page.getByText('Raise your hand to ask for the floor')).toBeVisible();
  await pressBar(student.page, 'Send a reaction');
  await expect(student.page.getByRole('button', { name: 'Applause' })).toBeVisible();
  await expectAccessible(student.page, 'a class, and its reactions');
  await student.page.keyboard.press('Escape');
  await expect(tileButton(teacher.page, 'Mila')).toHaveAccessibleName(/microphone off, no picture/);
  const heard = await inbound(teacher.page, 'audio');
  expect(heard.packets).toBe(0);

  await pressBar(teacher.page, 'More');
  await expect(teacher.page.getByRole('menu')).toBeVisible();
  await expectAccessible(teacher.page, 'the menu of the bar');
  await teacher.page.keyboard.press('Escape');
  const chat = await openPanel(teacher.page, 'Conversation');
  await expect(chat).toBeVisible();
  await write(teacher.page, 'Page 42, please');
  const read = await openPanel(student.page, 'Conversation');
  await expect(message(student.page, 'Page 42, please')).toBeVisible();
  await expect(read.getByText('In this class the teacher writes here.')).toBeVisible();
  await expect(read.getByRole('textbox')).toHaveCount(0);

  await pressBar(student.page, 'Raise hand');
  await expect(tileButton(teacher.page, 'Mila')).toHaveAccessibleName(/hand raised, place 1/);
});
