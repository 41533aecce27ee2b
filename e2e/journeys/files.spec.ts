import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expectAccessible } from '../harness/axe.ts';
import { layCable } from '../harness/cable.ts';
import { joinByLink, openPanel } from '../harness/call.ts';
import {
  chooseFiles,
  dropFiles,
  dropPaths,
  fileRow,
  openFiles,
  pickFromMenu,
} from '../harness/files.ts';
import { expect, test } from '../harness/test.ts';
import { createAccount, createGuest, createRoom } from '../harness/visitor.ts';

test('FILE-1 FILE-12 FILE-13 what a teacher drops and hands out is on the student’s screen, and the teacher sees who took it', async ({
  person,
  host,
  space,
}) => {
  const room = await createRoom(host, { name: 'Physics 8b', preset: 'class' });
  const mila = await createGuest(space.url, room.code, 'Mila');
  const timo = await createGuest(space.url, room.code, 'Timo');
  const teacher = await person({ as: host });
  const student = await person({ as: mila });
  await teacher.page.goto(`/rooms/${room.id}`);
  await student.page.goto(`/rooms/${room.id}`);
  await openFiles(teacher.page);
  await dropFiles(teacher.page, [
    { name: 'Аркуш 1.txt', content: 'Ohm’s law: U = R · I' },
    { name: 'page.html', content: '<script>alert(1)</script>' },
  ]);
  await expect(fileRow(teacher.page, 'Аркуш 1.txt')).toBeVisible();
  await openFiles(student.page);
  await expect(fileRow(student.page, 'page.html')).toBeVisible();

  await pickFromMenu(teacher.page, 'Аркуш 1.txt', 'Hand out to everybody');
  const given = student.page.getByRole('region', { name: /hands out a file/ });
  await expect(given).toContainText('Аркуш 1.txt');
  const downloading = student.page.waitForEvent('download');
  await given.getByRole('link', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('Аркуш 1.txt');
  expect(await readFile(await download.path(), 'utf8')).toBe('Ohm’s law: U = R · I');

  // Who was absent finds it marked.
  const late = await person({ as: timo });
  await late.page.goto(`/rooms/${room.id}`);
  await expect(late.page.getByRole('tab', { name: /1 new file/ })).toBeVisible();

  await expect(fileRow(teacher.page, 'Аркуш 1.txt')).toContainText('1 has it');
  await pickFromMenu(teacher.page, 'Аркуш 1.txt', 'Who has it');
  const who = teacher.page.getByRole('dialog', { name: 'Who has Аркуш 1.txt' });
  await expect(who.getByRole('listitem').filter({ hasText: 'Mila' })).toContainText(/ago|now/);
  await expect(who.getByRole('heading', { name: 'Not yet' })).toBeVisible();
  await expect(who.getByRole('listitem').filter({ hasText: 'Timo' })).toBeVisible();
});

test('FILE-23 what is handed out joins what still stands on the screen, and reaches who is on another page', async ({
  person,
  host,
  space,
}) => {
  const room = await createRoom(host, {
    ...{ name: 'Maths 8b', preset: 'class', access: 'open' },
    policy: { chat: 'everyone' },
  });
  const teacher = await person({ as: host });
  await teacher.page.goto(`/rooms/${room.id}`);
  await openFiles(teacher.page);
  const sheets = ['One.txt', 'Two.txt', 'Three.txt'];
  await dropFiles(
    teacher.page,
    sheets.map((name) => ({ name, content: `Sheet ${name}` })),
  );
  const { page } = await person({ as: await createAccount(space.url, 'Mila') });
  await joinByLink(page, `/join/${room.code}`);
  await openPanel(page, 'Conversation');
  const field = page.getByRole('textbox', { name: 'Write a message' });
  await field.pressSequentially('I am just wri');
  await pickFromMenu(teacher.page, 'One.txt', 'Hand out to everybody');
  await expect(page.getByRole('region', { name: 'Admin hands out a file' })).toContainText('One');
  await page.keyboard.type('ting');
  await expect(field).toHaveValue('I am just writing');
  await expectAccessible(page, 'a file is handed out');
  await pickFromMenu(teacher.page, 'Two.txt', 'Hand out to everybody');
  const both = page.getByRole('region', { name: '2 files are handed out' });
  const two = both.getByRole('listitem').filter({ hasText: 'Two.txt' });
  await two.getByRole('button', { name: 'Look at it' }).click();
  const looked = page.getByRole('dialog', { name: 'Two.txt' });
  await expect(looked).toContainText('Sheet Two.txt');
  await looked.getByRole('button', { name: 'Close' }).click();
  const left = page.getByRole('region', { name: 'Admin hands out a file' });
  await expect(left.getByRole('listitem')).toHaveCount(1);
  // Who turned to it by keys is back where they were.
  await field.focus();
  await left.getByRole('button', { name: 'Later' }).focus();
  await page.keyboard.press('Enter');
  await expect(left).toHaveCount(0);
  await expect(field).toBeFocused();

  await page.getByRole('link', { name: 'Rooms', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Call in Maths 8b' })).toBeVisible();
  await pickFromMenu(teacher.page, 'Three.txt', 'Hand out to everybody');
  await expect(page.getByText('Three.txt')).toBeVisible();
  await page.getByRole('button', { name: 'To the files' }).click();
  await expect(fileRow(page, 'Three.txt')).toContainText('New for you');
});

test('FILE-6 FILE-11 a file is looked at as text, and comes back after it was deleted', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Reading' });
  const { page } = await person({ as: host });
  await page.goto(`/rooms/${room.id}`);
  await openFiles(page);
  await dropFiles(page, [{ name: 'page.html', content: '<b>bold</b><script>1</script>' }]);
  await page.getByRole('button', { name: 'page.html', exact: true }).click();
  const shown = page.getByRole('dialog', { name: 'page.html' });
  await expect(shown.getByText('<b>bold</b><script>1</script>')).toBeVisible();
  await shown.getByRole('button', { name: 'Close' }).click();
  await pickFromMenu(page, 'page.html', 'Delete');
  await expect(fileRow(page, 'page.html')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(fileRow(page, 'page.html')).toBeVisible();
});

test('FILE-14 FILE-22 what a student hands in comes with a receipt, to the teacher alone', async ({
  person,
  host,
  space,
}) => {
  const room = await createRoom(host, { name: 'Physics 8b', preset: 'class' });
  const mila = await createGuest(space.url, room.code, 'Mila');
  const timo = await createGuest(space.url, room.code, 'Timo');
  const teacher = await person({ as: host });
  const student = await person({ as: mila });
  const other = await person({ as: timo });
  for (const { page } of [teacher, student, other]) {
    await page.goto(`/rooms/${room.id}`);
    await openFiles(page);
  }
  await chooseFiles(student.page, 'Hand in', {
    name: 'essay.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('Why the sky is blue'),
  });
  await expect(student.page.getByText('Handed in: essay.txt')).toBeVisible();
  const row = fileRow(student.page, 'essay.txt');
  const receipt = /Receipt ([0-9A-F]{5}-[0-9A-F]{5})/.exec((await row.textContent()) ?? '')?.[1];
  expect(receipt).toBeTruthy();
  await expect(fileRow(teacher.page, 'essay.txt')).toContainText(`Receipt ${receipt}`);
  await expect(fileRow(teacher.page, 'essay.txt')).toContainText('Mila');
  await expect(fileRow(other.page, 'essay.txt')).toHaveCount(0);

  const downloading = teacher.page.waitForEvent('download');
  await teacher.page.getByRole('link', { name: 'Download all hand-ins as a ZIP' }).click();
  expect((await downloading).suggestedFilename()).toBe('Physics 8b Hand-ins.zip');
  await expect(student.page.getByRole('link', { name: /all hand-ins/ })).toHaveCount(0);
});

test('FILE-18 an upload goes on after a cut line, and after a reload when the file is chosen again', async ({
  person,
  host,
  space,
}, testInfo) => {
  const room = await createRoom(host, { name: 'Film club' });
  const cable = await layCable(space.url);
  const { page, context } = await person({ as: host, at: cable.url });
  await page.goto(`/rooms/${room.id}`);
  await openFiles(page);
  // Slow enough to be cut: twenty megabytes in ten seconds.
  const line = await context.newCDPSession(page);
  const slow = (bytesPerSecond: number) =>
    line.send('Network.emulateNetworkConditions', {
      ...{ offline: false, latency: 0, downloadThroughput: -1 },
      uploadThroughput: bytesPerSecond,
    });
  await slow(2_000_000);
  // On a disk, as people have it: a file is known again by its time as well.
  const film = testInfo.outputPath('film.bin');
  await writeFile(film, Buffer.alloc(20_000_000, 'film'));
  await chooseFiles(page, 'Add files', film);
  const progress = page.getByRole('progressbar', { name: /film\.bin/ });
  const sent = async () => Number(await progress.getAttribute('value'));
  await expect.poll(sent).toBeGreaterThan(2_000_000);

  cable.cut();
  await expect(fileRow(page, 'film.bin')).toContainText('It goes on by itself');
  const atCut = await sent();
  cable.mend();
  await expect(fileRow(page, 'film.bin')).not.toContainText('It goes on', { timeout: 60_000 });
  await expect.poll(sent).toBeGreaterThan(atCut);
  await page.getByRole('button', { name: 'Pause film.bin' }).click();
  await expect(fileRow(page, 'film.bin')).toContainText('Paused');
  await page.getByRole('button', { name: 'Go on with film.bin' }).click();

  await page.reload();
  await openFiles(page);
  await slow(-1);
  const interrupted = page.getByRole('list', { name: 'Interrupted' });
  await expect(interrupted).toContainText('film.bin');
  const parts: number[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PATCH') parts.push(Number(request.headers()['upload-offset']));
  });
  await chooseFiles(page, 'Choose it again', film);
  await expect(page.getByRole('link', { name: 'Download film.bin' })).toBeVisible();
  // The part that was there before the reload wasn't sent again.
  expect(parts[0]).toBeGreaterThan(2_000_000);
  await cable.dispose();
});

test('FILE-28 who leads sees what a student is sending, and ends it; the student is told so', async ({
  person,
  host,
  space,
}, testInfo) => {
  const room = await createRoom(host, { name: 'Physics 8b', preset: 'class' });
  const teacher = await person({ as: host });
  const student = await person({ as: await createGuest(space.url, room.code, 'Mila') });
  for (const { page } of [teacher, student]) {
    await page.goto(`/rooms/${room.id}`);
    await openFiles(page);
  }
  const line = await student.context.newCDPSession(student.page);
  await line.send('Network.emulateNetworkConditions', {
    ...{ offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000 },
  });
  const film = testInfo.outputPath('film.bin');
  await writeFile(film, Buffer.alloc(20_000_000, 'film'));
  await chooseFiles(student.page, 'Hand in', film);
  const others = teacher.page.getByRole('region', { name: 'On its way from others' });
  await expect(others.getByRole('listitem')).toContainText('Mila');
  await expectAccessible(teacher.page, 'what others send');
  await others.getByRole('button', { name: 'Stop film.bin' }).click();
  await expect(others).toHaveCount(0);
  await expect(fileRow(student.page, 'film.bin')).toContainText('This upload was ended');
});

test('FILE-18 an upload that is paused before it has begun stands once in the list', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Film club' });
  const { page } = await person({ as: host });
  await page.goto(`/rooms/${room.id}`);
  await openFiles(page);
  // The answer to its beginning takes its time.
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const uploads = `**/rooms/${room.id}/uploads`;
  await page.route(uploads, async (route) => {
    const response = await route.fetch();
    await held;
    await route.fulfill({ response });
  });
  const begun = page.waitForRequest(uploads);
  await chooseFiles(page, 'Add files', {
    name: 'film.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(1_000_000, 'film'),
  });
  await begun;
  await page.getByRole('button', { name: 'Pause film.bin' }).click();
  await expect(fileRow(page, 'film.bin')).toContainText('Paused');
  answer();
  // Whoever comes to the list now hears of it from the server as well.
  await host.rest.files.createFolder(room.id, { name: 'Films', parentId: null });
  await expect(fileRow(page, 'Films')).toBeVisible();
  await expect(fileRow(page, 'film.bin')).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Interrupted' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Go on with film.bin' }).click();
  await expect(page.getByRole('link', { name: 'Download film.bin' })).toBeVisible();
});

test('FILE-24 an upload whose first answer was lost begins once, and leaves nothing interrupted', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Film club' });
  const { page } = await person({ as: host });
  await page.goto(`/rooms/${room.id}`);
  await openFiles(page);
  let asked = 0;
  await page.route(`**/rooms/${room.id}/uploads`, async (route) => {
    // The server has begun it; only the page doesn't hear so.
    const response = await route.fetch();
    asked += 1;
    await (asked === 1 ? route.abort() : route.fulfill({ response }));
  });
  await chooseFiles(page, 'Add files', {
    name: 'film.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.alloc(1_000_000, 'film'),
  });
  const download = page.getByRole('link', { name: 'Download film.bin' });
  await expect(download).toBeVisible({ timeout: 20_000 });
  expect(asked).toBe(2);
  await page.reload();
  await openFiles(page);
  await expect(download).toBeVisible();
  await expect(fileRow(page, 'film.bin')).toHaveCount(1);
});

test('FILE-21 a folder that is dropped lies in the room as it lay on the device; too large a one is refused whole', async ({
  person,
  host,
}, info) => {
  const room = await createRoom(host, { name: 'Geography' });
  const atlas = info.outputPath('Atlas');
  await mkdir(join(atlas, 'Maps', 'Empty'), { recursive: true });
  await writeFile(join(atlas, 'index.txt'), 'All maps');
  await writeFile(join(atlas, 'Maps', 'Європа.txt'), 'Київ');
  const crowd = info.outputPath('Crowd');
  await mkdir(crowd);
  for (let nr = 0; nr < 201; nr++) await writeFile(join(crowd, `${nr}.txt`), `${nr}`);

  const { page } = await person({ as: host });
  await page.goto(`/rooms/${room.id}`);
  await openFiles(page);
  await dropPaths(page, [atlas]);
  const open = (name: string) =>
    page.getByRole('button', { name: `Open the folder ${name}` }).click();
  await open('Atlas');
  await expect(fileRow(page, 'index.txt')).toBeVisible();
  await open('Maps');
  await expect(fileRow(page, 'Європа.txt')).toBeVisible();
  await open('Empty');
  await expect(page.getByText('This folder is empty.')).toBeVisible();

  await dropPaths(page, [crowd]);
  await expect(page.getByText('Too many files at once').first()).toBeVisible();
  const { files, folders } = await host.rest.files.list(room.id);
  expect(files).toHaveLength(2);
  expect(folders.map(({ name }) => name).sort()).toEqual(['Atlas', 'Empty', 'Maps']);
});
