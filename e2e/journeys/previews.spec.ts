import { openFiles } from '../harness/files.ts';
import { expect, test } from '../harness/test.ts';
import { createRoom } from '../harness/visitor.ts';

test('FILE-11 a pasted picture, a sound and a film are seen and heard in the room itself', async ({
  person,
  host,
}) => {
  const room = await createRoom(host, { name: 'Physics 8b', preset: 'class' });
  const { page } = await person({ as: host });
  await page.goto(`/rooms/${room.id}`);
  const files = await openFiles(page);
  await page.evaluate(async (sounds) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
    const draw = canvas.getContext('2d');
    if (!draw) throw new Error('nothing to draw on');
    let n = 0;
    const drawing = setInterval(() => draw.fillRect(n++, 10, 20, 20), 20);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => {
      parts.push(data);
      if (parts.length === 3) recorder.stop();
    };
    const recorded = new Promise((resolve) => recorder.addEventListener('stop', resolve));
    recorder.start(200);
    await recorded;
    clearInterval(drawing);
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (!picture) throw new Error('no picture');
    const paste = (...given: File[]) => {
      const clipboardData = new DataTransfer();
      for (const file of given) clipboardData.items.add(file);
      window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    };
    paste(new File([picture], 'image.png', { type: 'image/png' }));
    paste(new File(parts, 'film.webm'), new File([new Uint8Array(sounds)], 'tone.wav'));
  }, wav());

  const look = async (name: RegExp) => {
    // What is complete has a menu; until then its buttons are those of an upload.
    await expect(
      files.getByRole('button', { name: new RegExp(`^More for ${name.source}`) }),
    ).toBeVisible();
    await files.getByRole('button', { name: new RegExp(`^${name.source}`) }).click();
    return page.getByRole('dialog', { name });
  };
  const close = () => page.keyboard.press('Escape');

  const picture = (await look(/Pasted/)).getByRole('img');
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320);
  await close();
  const film = (await look(/film/)).locator('video');
  await expect.poll(() => film.evaluate((one: HTMLVideoElement) => one.videoWidth)).toBe(320);
  await close();
  const tone = (await look(/tone/)).locator('audio');
  await expect.poll(() => tone.evaluate((one: HTMLAudioElement) => one.duration)).toBe(1);
});

/** A second of silence in 8,000 samples of a byte (RIFF). */
function wav(): number[] {
  const samples = Buffer.alloc(8_000, 128);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return [...Buffer.concat([head, samples])];
}
